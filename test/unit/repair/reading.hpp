// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "unit/bind/bound.hpp"

#include <coax/detail/target.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace coax::test {

/// What became of a text that was read with a tolerance.
template <class T>
struct reading : bound<T> {
    std::vector<applied_repair> repairs;
};

/// Feeds `text` in pieces that end at `cuts`.
template <class T>
reading<T> read(std::string_view text, tolerance level, bool clean, std::vector<std::size_t> const& cuts = {})
{
    reading<T> result;
    auto const target = detail::target_for(*result.value);
    std::string fed;
    bind::value_builder to;
    repair::json_feed feed(to);
    feed.tolerate(
        level, [&] { return std::string_view(fed); }, [&] { target.renew(target.value); });
    to.start(*target.written_as, target.value);
    feed.start();
    std::size_t at = 0;
    auto const give = [&](std::size_t end) {
        std::string const piece(text.substr(at, end - at)); // a copy, so that nothing outlives its fragment unseen
        fed.append(piece);
        fed.shrink_to_fit();
        feed.feed(piece);
        at = end;
    };
    for (auto const cut : cuts)
        give(cut);
    give(text.size());
    feed.finish(clean);
    result.violations = to.violations();
    result.repairs = feed.repairs();
    result.done = to.done();
    return result;
}

} // namespace coax::test
