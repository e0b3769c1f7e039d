// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/json_feed.hpp"

#include <string>
#include <string_view>

namespace coax::fuzz {

/// Feeds all of it in pieces of `cut` bytes; 0 is whole. Each piece stands in `fed` first, for the tolerant reader, and
/// in memory of its own, so that reading beyond it is seen.
inline void feed_pieces(repair::json_feed& feed, std::string& fed, std::string_view text, std::size_t cut, bool clean)
{
    feed.start();
    for (std::size_t at = 0; at < text.size();) {
        std::string const piece(text.substr(at, cut == 0 ? text.size() : cut));
        fed += piece;
        feed.feed(piece);
        at += piece.size();
    }
    feed.finish(clean);
}

} // namespace coax::fuzz
