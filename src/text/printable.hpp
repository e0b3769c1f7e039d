// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::text {

/// The first byte that is of no whole character of UTF-8; npos where there is none.
[[nodiscard]] std::size_t first_not_utf8(std::string_view text) noexcept;

/// Nothing but whole characters of UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// The text with U+FFFD in the place of each part that is no UTF-8.
[[nodiscard]] std::string as_utf8(std::string_view text);

/// Puts U+FFFD there.
void make_utf8(std::string& text);

/// What somebody else wrote, made fit to be stored: UTF-8, and a space for each control character that is no white
/// space, a NUL among them.
void clean(std::string& text);

/// The same, fit for one line of a terminal or a log: a space for each control character, line ends included.
void clean_line(std::string& text);

} // namespace coax::text
