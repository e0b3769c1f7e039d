// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/applied_repair.hpp>

#include <array>

namespace coax {

std::string_view to_string(applied_repair::kind repair) noexcept
{
    static constexpr std::array<std::string_view, 31> names{"unknown_key", "surrounding_text", "thinking", "fence",
        "other_object", "repeated_answer", "other_answer", "comment", "white_space", "trailing_comma", "missing_comma",
        "missing_quotes", "other_quotes", "inner_quote", "control_character", "escape", "python_literal",
        "missing_bracket", "extra_bracket", "missing_end_quote", "key", "choice", "number", "boolean", "text", "null",
        "single_value", "bare_list", "bare_value", "envelope", "written_as_string"};
    static_assert(names.size() == static_cast<std::size_t>(applied_repair::kind::written_as_string) + 1);
    auto const index = static_cast<std::size_t>(repair);
    return index < names.size() ? names[index] : "unknown";
}

} // namespace coax
