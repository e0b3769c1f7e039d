// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax replay: recorded exchanges, through the decoders that the client uses.
#include "wire/replay.hpp"
#include "cli/exit_code.hpp"
#include "cli/file_text.hpp"
#include "cli/terminal.hpp"
#include "cli/verb.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace coax::cli {

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
    for (auto const& entry : std::filesystem::recursive_directory_iterator(place))
        if (entry.path().extension() == ".json")
            out.push_back(entry.path());
    std::ranges::sort(out);
    return out;
}

void check(std::filesystem::path const& path, tally& count)
{
    try {
        auto const recording = wire::read_recording(file_text(path.string()));
        auto const* const protocol = wire::protocol_for(recording.api);
        if (protocol == nullptr) {
            ++count.skipped;
            return write_out(
                path.string() + ": skipped, no protocol is known for its \"api\", \"" + recording.api + "\"\n");
        }
        auto const found = wire::check(recording, *protocol);
        ++(found.empty() ? count.passed : count.failed);
        if (recording.expect.empty()) {
            count.bare += found.empty() ? 1 : 0;
            write_out(path.string()
                + ": has no \"expect\"; read: " + wire::summary(wire::replay(recording, *protocol, {})) + "\n");
        }
        for (auto const& difference : found)
            write_out(path.string() + ": " + difference + "\n");
    } catch (std::exception const& error) {
        ++count.failed;
        write_out(path.string() + ": is not a recording: " + error.what() + "\n");
    }
}

int run(std::vector<std::string> const& places)
{
    tally count;
    for (auto const& place : places)
        for (auto const& path : recordings_in(place))
            check(path, count);
    write_out(std::to_string(count.passed) + " passed, " + std::to_string(count.failed) + " failed, "
        + std::to_string(count.skipped) + " skipped\n");
    if (count.bare != 0)
        write_out(std::to_string(count.bare)
            + " of those that passed have no \"expect\": they are read the same at every cut, and no more is known\n");
    return count.failed == 0 && count.passed + count.skipped > 0 ? success : failed;
}

} // namespace

void add_replay(CLI::App& program, verb_run& chosen)
{
    auto const places = std::make_shared<std::vector<std::string>>();
    auto* const verb = program.add_subcommand(
        "replay", "Read recorded exchanges as the client does, cut at every place, and compare with what they expect");
    verb->add_option("path", *places, "Files that --record wrote, or folders of them")->required()->type_name("PATH");
    verb->callback([places, &chosen] { chosen = [places] { return run(*places); }; });
}

} // namespace coax::cli
