// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/rules.hpp>

#include <string_view>

namespace coax::bind {

/// Whether all of `text` is written as the format says.
[[nodiscard]] bool has_format(std::string_view text, detail::text_format format);
/// What a string of the format is, as "an email address".
[[nodiscard]] std::string_view words_of(detail::text_format format) noexcept;

} // namespace coax::bind
