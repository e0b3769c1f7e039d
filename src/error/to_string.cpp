// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/attempt.hpp>
#include <coax/partial.hpp>
#include <coax/request.hpp>
#include <coax/violation.hpp>

#include <array>

namespace coax {

namespace {

/// The name of an enumerator, whose last is `Last`: no name may be forgotten.
template <auto Last, class... Name>
std::string_view name_of(decltype(Last) which, Name... name) noexcept
{
    static_assert(sizeof...(Name) == static_cast<std::size_t>(Last) + 1);
    std::array<std::string_view, sizeof...(Name)> const names{name...};
    auto const index = static_cast<std::size_t>(which);
    return index < names.size() ? names[index] : "unknown";
}

} // namespace

std::string_view to_string(stop_reason why) noexcept
{
    return name_of<stop_reason::aborted>(
        why, "none", "complete", "truncated", "refused", "filtered", "failed", "aborted");
}

std::string_view to_string(rule value) noexcept
{
    return name_of<rule::custom>(value, "syntax", "kind", "missing", "unknown", "duplicate", "range", "length",
        "pattern", "choice", "format", "quote", "limit", "custom");
}

std::string_view to_string(mode value) noexcept
{
    return name_of<mode::tools>(value, "automatic", "json_schema", "tool", "json_object", "prompted", "tools");
}

std::string_view to_string(field_state value) noexcept
{
    return name_of<field_state::complete>(value, "absent", "streaming", "complete");
}

} // namespace coax
