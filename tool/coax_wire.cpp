// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax-wire FOLDER...: replays recorded exchanges through the decoders that the client uses, and says what differs.
#include "wire/replay.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct tally {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    int bare = 0; ///< of those that passed: nothing is expected of them
};

std::vector<std::filesystem::path> recordings_in(std::filesystem::path const& place)
{
    if (!std::filesystem::is_directory(place))
        return {place};
    std::vector<std::filesystem::path> out;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(place)) {
        if (entry.path().extension() == ".json")
            out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string contents(std::filesystem::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw std::runtime_error("cannot be read");
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

void check(std::filesystem::path const& path, tally& count)
{
    try {
        auto const recording = coax::wire::read_recording(contents(path));
        auto const* const protocol = coax::wire::protocol_for(recording.api);
        if (!protocol) {
            ++count.skipped;
            std::cout << path.string() << ": skipped, no protocol is known for its \"api\", \"" << recording.api
                      << "\"\n";
            return;
        }
        auto const found = coax::wire::check(recording, *protocol);
        found.empty() ? ++count.passed : ++count.failed;
        if (recording.expect.empty()) {
            count.bare += found.empty() ? 1 : 0;
            std::cout << path.string() << ": has no \"expect\"; read: "
                      << coax::wire::summary(coax::wire::replay(recording, *protocol, {})) << "\n";
        }
        for (auto const& difference : found)
            std::cout << path.string() << ": " << difference << "\n";
    } catch (std::exception const& e) {
        ++count.failed;
        std::cout << path.string() << ": is not of a recording's form: " << e.what() << "\n";
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::cerr << "usage: coax-wire FOLDER...\n";
        return 2;
    }
    tally count;
    for (int n = 1; n < argc; ++n) {
        try {
            for (auto const& path : recordings_in(argv[n]))
                check(path, count);
        } catch (std::exception const& e) {
            ++count.failed;
            std::cout << argv[n] << ": " << e.what() << "\n";
        }
    }
    std::cout << count.passed << " passed, " << count.failed << " failed, " << count.skipped << " skipped\n";
    if (count.bare != 0)
        std::cout << count.bare
                  << " of those that passed have no \"expect\": they are read the same at every cut, and no "
                  << "more is said\n";
    return count.failed == 0 && count.passed + count.skipped > 0 ? 0 : 1;
}
