// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "http/message.hpp"

#include "text/ascii.hpp"

#include <algorithm>

namespace coax::http {

namespace {

} // namespace

bool same_name(std::string_view a, std::string_view b) noexcept
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return text::lower(x) == text::lower(y); });
}

bool is_header_name(std::string_view name) noexcept
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool is_header_value(std::string_view value) noexcept
{
    return std::none_of(
        value.begin(), value.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; });
}

std::string_view find(headers const& list, std::string_view name) noexcept
{
    for (auto const& field : list)
        if (same_name(field.name, name))
            return field.value;
    return {};
}

} // namespace coax::http
