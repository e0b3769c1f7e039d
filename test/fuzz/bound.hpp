// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "pieces.hpp"
#include "random_shape.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace coax::fuzz {

/// What became of a text that was bound to a type.
struct bound {
    std::string value;
    std::vector<violation> violations;
    std::vector<applied_repair> repairs;
    bool done = false;

    [[nodiscard]] bool good() const { return done && violations.empty(); }
    friend bool operator==(bound const& a, bound const& b)
    {
        return a.done == b.done && a.violations == b.violations && a.repairs == b.repairs
            && (!a.good() || a.value == b.value);
    }
    [[nodiscard]] std::string report() const
    {
        auto all = (good() ? "good: " : "bad: ") + value + "\n";
        for (auto const& one : violations)
            all += one.pointer + " " + one.message + "\n";
        for (auto const& one : repairs)
            all += std::string(to_string(one.repair)) + " " + one.pointer + " " + std::to_string(one.offset) + "+"
                + std::to_string(one.size) + "\n";
        return all;
    }
};

/// In pieces of `cut` bytes; 0 is whole.
inline bound read(detail::shape const& type, std::string_view text, tolerance level, bool clean, std::size_t cut)
{
    bound result;
    node value;
    std::string fed;
    bind::value_builder to;
    repair::json_feed feed(to);
    feed.tolerate(
        level, [&] { return std::string_view(fed); }, [&] { value = node(); });
    to.start(type, random_shape::place(type, value));
    feed_pieces(feed, fed, text, cut, clean);
    result.value = random_shape::print(type, value);
    result.violations = to.violations();
    result.repairs = feed.repairs();
    result.done = to.done();
    return result;
}

inline void demand(bool condition, char const* words, bound const& first = {}, bound const& second = {})
{
    if (condition)
        return;
    std::fprintf(stderr, "%s---\n%s", first.report().c_str(), second.report().c_str());
    std::fprintf(stderr, "%s\n", words);
    std::abort();
}

/// The result does not depend on the cuts; what is good to the letter is the same with any tolerance, and nothing of it
/// is put right, even where the tolerant reader reads it.
inline void check(detail::shape const& type, std::string_view text, bool clean)
{
    auto const strict = read(type, text, tolerance::strict, clean, 0);
    for (auto const level : {tolerance::strict, tolerance::report, tolerance::lenient}) {
        auto const whole = read(type, text, level, clean, 0);
        for (std::size_t const cut : {1U, 3U, 16U}) {
            auto const other = read(type, text, level, clean, cut);
            demand(other == whole, "another result when it is cut", whole, other);
        }
        for (auto const& one : whole.repairs)
            demand(one.offset + one.size <= text.size(), "a repair outside the text");
        if (!strict.good() || level == tolerance::strict)
            continue;
        auto const first = text.find_first_not_of(" \t\r\n");
        if (strict.repairs.empty()) { // no key was unknown
            demand(whole == strict, "strict JSON is read otherwise", strict, whole);
            if (text[first] != '{' && text[first] != '[')
                continue;
            auto const again = read(type, std::string(text) + "\n.", level, clean, 0);
            demand(again.good() && again.value == strict.value && again.repairs.size() == 1,
                "the tolerant reader reads strict JSON otherwise", strict, again);
        }
    }
}

} // namespace coax::fuzz
