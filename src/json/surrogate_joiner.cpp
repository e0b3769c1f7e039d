// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/surrogate_joiner.hpp"

#include "text/utf8.hpp"

#include <cstdint>
#include <utility>

namespace coax::json {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

std::uint32_t half_of(std::string_view bytes)
{
    return (static_cast<std::uint32_t>(bytes[1]) & 0x0FU) << 6 | (static_cast<std::uint32_t>(bytes[2]) & 0x3FU);
}

} // namespace

std::string_view surrogate_joiner::join_halves(std::string_view piece)
{
    if (piece.empty())
        return piece;
    joined_.clear();
    if (begins_with_half(piece)) {
        if (first_half_.empty()) {
            joined_ = replacement;
        } else {
            auto const code = 0x10000 + (half_of(first_half_) << 10) + half_of(piece);
            char bytes[4];
            joined_.assign(bytes, text::put_utf8(bytes, code));
        }
        piece.remove_prefix(3);
    } else if (!first_half_.empty()) {
        joined_ = replacement;
    }
    first_half_.clear();
    if (ends_with_half(piece)) {
        first_half_ = piece.substr(piece.size() - 3);
        piece.remove_suffix(3);
    }
    joined_ += piece;
    return joined_;
}

std::string_view surrogate_joiner::finish()
{
    return std::exchange(first_half_, {}).empty() ? std::string_view() : replacement;
}

} // namespace coax::json
