// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Takes the place of libFuzzer's main: each input of the given packed corpora (corpus.py), whole and then cut short at
// a few lengths, so that a target tests something even where its corpus is small.
#include <boost/json/parse.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

void feed(std::string const& bytes, std::size_t size)
{
    // A copy of just that size, so that ASan sees a step over its end.
    std::string const cut(bytes, 0, size);
    LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(cut.data()), cut.size());
}

// Each character stands for the byte of its number, and all are below 256.
std::string bytes_of(std::string_view utf8)
{
    std::string bytes;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        auto const unit = static_cast<unsigned char>(utf8[i]);
        if (unit < 0x80)
            bytes += static_cast<char>(unit);
        else
            bytes += static_cast<char>((unit & 3U) << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3FU));
    }
    return bytes;
}

} // namespace

int main(int argc, char** argv)
{
    std::size_t inputs = 0;
    for (int i = 1; i < argc; ++i) {
        std::ifstream file(argv[i]);
        for (std::string line; std::getline(file, line); ++inputs) {
            auto const entry = boost::json::parse(line);
            auto const bytes = bytes_of(entry.as_object().at("bytes").as_string());
            for (auto size = bytes.size(); size > 0; size /= 2)
                feed(bytes, size);
            feed(bytes, 0);
        }
    }
    std::cout << inputs << " inputs replayed\n";
    return inputs > 0 ? 0 : 1;
}
