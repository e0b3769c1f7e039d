// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <optional>
#include <string_view>

namespace coax::bind {

/// RFC 3339 `full-date`, or `date-time` with its offset taken out; a `date` may also be written as a date-time, whose
/// day counts. Empty where `text` is neither.
std::optional<detail::moment> parse_moment(std::string_view text, detail::moment_format format);

} // namespace coax::bind
