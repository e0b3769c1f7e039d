// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "json/surrogate_joiner.hpp"

#include <string>
#include <string_view>

namespace coax::answer {

/// A text that comes in pieces. A surrogate pair whose halves come in two pieces is put together.
class joined_text {
public:
    void clear()
    {
        text_.clear();
        joiner_.finish();
    }
    /// Returns what is added to the text, valid until the next call.
    std::string_view append(std::string_view piece)
    {
        piece = joiner_.join(piece);
        text_.append(piece);
        return piece;
    }
    /// No piece follows. Returns what is added to the text: "" or U+FFFD.
    std::string_view finish()
    {
        auto const rest = joiner_.finish();
        text_.append(rest);
        return rest;
    }
    [[nodiscard]] std::string const& text() const noexcept { return text_; }

private:
    json::surrogate_joiner joiner_;
    std::string text_;
};

} // namespace coax::answer
