// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/rules.hpp>

#include <optional>
#include <string>
#include <string_view>

// Reads scalars in strings that are not written as JSON, if they can mean one value only.
namespace coax::bind {

/// "1,234.50", "$5", "12 %", "1_000": all of `text`. Percent and currency signs are dropped; the number stays as it is
/// written. A number with leading zeros is refused, since it may be a name; so is one whose separator may be a decimal
/// comma.
std::optional<detail::number> read_loose_number(std::string_view text);
/// The same as JSON would have it: "1234.50", without loss.
std::optional<std::string> read_loose_digits(std::string_view text);

/// "true", "Yes." and the like; with `lenient` also "on", "y", "1" and their opposites.
std::optional<bool> read_loose_boolean(std::string_view text, bool lenient);

/// "null", "None", "n/a", "".
bool means_null(std::string_view text);

} // namespace coax::bind
