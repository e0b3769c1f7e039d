// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Stands in for libFuzzer's main: each file of the given folders, whole and then cut short at a few lengths, so that
// a target says something even where its corpus is small.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

void feed(std::string const& bytes, std::size_t size)
{
    // A copy of just that size, so that ASan sees a step over its end.
    std::string const cut(bytes, 0, size);
    LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(cut.data()), cut.size());
}

} // namespace

int main(int argc, char** argv)
{
    std::size_t inputs = 0;
    for (int i = 1; i < argc; ++i) {
        for (auto const& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
            if (!entry.is_regular_file())
                continue;
            std::ifstream file(entry.path(), std::ios::binary);
            std::string const bytes(std::istreambuf_iterator<char>(file), {});
            for (auto size = bytes.size(); size > 0; size /= 2)
                feed(bytes, size);
            feed(bytes, 0);
            ++inputs;
        }
    }
    std::cout << inputs << " inputs replayed\n";
    return inputs > 0 ? 0 : 1;
}
