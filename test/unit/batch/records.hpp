// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "batch/journal.hpp"

#include "scratch_folder.hpp"

#include <coax/error.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace coax::batching {

/// A journal's path; nothing is there before or after.
class scratch {
public:
    [[nodiscard]] std::string path() const { return (folder_.path() / "run.jsonl").string(); }
    void write(std::string_view text) const { std::ofstream(path(), std::ios::binary) << text; }
    [[nodiscard]] std::string text() const
    {
        std::ostringstream all;
        all << std::ifstream(path(), std::ios::binary).rdbuf();
        return all.str();
    }

private:
    test::scratch_folder folder_;
};

inline journal_line good(std::size_t index)
{
    return {index, 0xfedc'ba98'7654'3210 + index, {}, "{\"a\":\n\t\"\\u00e9 \xc3\xa9\"}", {11, 7, 0, 0, 0, true}};
}

inline journal_line bad(std::size_t index) { return {index, index, errc::refused, "it will \"not\"", {1, 2, 0, 0, 0}}; }

inline std::vector<journal_line> all_of(std::string const& path)
{
    std::vector<journal_line> found;
    journal const in(path, false, [&](journal_line const& one, std::uint64_t) { found.push_back(one); });
    return found;
}

inline bool failed(error const& why) { return why.code() == errc::journal_failed; }

} // namespace coax::batching
