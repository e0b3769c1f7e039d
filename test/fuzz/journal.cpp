// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The file that a batch goes on from, as a killed process or somebody else left it.
#include "batch/journal.hpp"
#include "demand.hpp"
#include "text/printable.hpp"

#include <coax/detail/batch_book.hpp>
#include <coax/error.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using coax::batching::journal;
using coax::batching::journal_line;
using coax::fuzz::demand;

class file {
public:
    file() : path_(fs::temp_directory_path() / ("coax_fuzz_journal_" + std::to_string(::getpid()))) { }
    ~file()
    {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    file(file const&) = delete;
    void write(std::string_view text) const { std::ofstream(path_, std::ios::binary | std::ios::trunc) << text; }
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    fs::path path_;
};

bool same(journal_line const& a, journal_line const& b)
{
    return a.index == b.index && a.input == b.input && a.error == b.error && a.text == b.text
        && a.usage.input_tokens == b.usage.input_tokens && a.usage.output_tokens == b.usage.output_tokens
        && a.usage.estimated == b.usage.estimated;
}

using records = std::vector<std::pair<journal_line, std::uint64_t>>;

// Nothing where it is no journal.
std::optional<records> load(std::string const& path)
{
    records all;
    try {
        journal const from(path, false, [&](journal_line const& one, std::uint64_t at) { all.push_back({one, at}); });
        for (auto const& [one, at] : all)
            demand(same(from.read(at), one), "read back it is another record");
    } catch (coax::error const& why) {
        demand(why.code() == coax::errc::journal_failed, "another error");
        return {};
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static file const at;
    std::string_view const text(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 4096));
    at.write(text);
    auto const first = load(at.path());
    if (!first) {
        auto const kept = fs::file_size(at.path());
        demand(kept == text.size(), "what is no journal was changed");
        return 0;
    }
    for (auto const& [one, place] : *first) {
        auto line = coax::batching::write_line(one);
        line.pop_back();
        auto const again = coax::batching::read_line(line);
        demand(again && same(*again, one), "written again it is another record");
        demand(coax::batching::begins_a_line(line), "a record is not taken for the beginning of one");
    }
    journal_line more;
    more.text = text;
    journal(at.path(), false, [](auto&&...) {}).add(more);
    more.text = coax::text::as_utf8(text);
    auto const second = load(at.path());
    demand(second && second->size() == first->size() + 1 && same(second->back().first, more),
        "what was added is not the last");
    try {
        coax::detail::batch_book book(at.path(), {}, {});
        coax::request const request("x");
        for (std::size_t i = 0; i < 3; ++i)
            (void)book.settled(i, request);
    } catch (coax::error const& why) {
        demand(why.code() == coax::errc::journal_failed, "another error of the book");
    }
    return 0;
}
