// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "http/message.hpp"

#include <algorithm>

namespace coax::http {

namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

} // namespace

bool same_name(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view find(headers const& list, std::string_view name) noexcept
{
    for (auto const& field : list)
        if (same_name(field.name, name))
            return field.value;
    return {};
}

} // namespace coax::http
