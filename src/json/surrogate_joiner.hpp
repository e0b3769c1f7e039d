// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::json {

/// Puts the halves of a surrogate pair together that came in two pieces of a text (see `json_cursor::piece`). A half
/// that stays alone becomes U+FFFD. The pieces themselves pass through untouched and uncopied.
class surrogate_joiner {
public:
    /// The piece, in order: a view of it, or of a copy that lives until the next call.
    std::string_view join(std::string_view piece)
    {
        if (first_half_.empty() && !begins_with_half(piece) && !ends_with_half(piece)) [[likely]]
            return piece;
        return join_halves(piece);
    }
    /// No piece follows: what is left of it, "" or U+FFFD.
    std::string_view finish();

private:
    // As UTF-8 would spell D800 to DBFF and DC00 to DFFF, which it must not.
    [[nodiscard]] static bool begins_with_half(std::string_view piece) noexcept
    {
        return piece.size() >= 3 && piece[0] == '\xED' && static_cast<unsigned char>(piece[1]) >= 0xB0;
    }
    [[nodiscard]] static bool ends_with_half(std::string_view piece) noexcept
    {
        auto const at = piece.size() - 3;
        return piece.size() >= 3 && piece[at] == '\xED' && static_cast<unsigned char>(piece[at + 1]) >= 0xA0
            && static_cast<unsigned char>(piece[at + 1]) < 0xB0;
    }
    std::string_view join_halves(std::string_view piece);

    std::string first_half_; ///< three bytes that wait, or none
    std::string joined_;
};

} // namespace coax::json
