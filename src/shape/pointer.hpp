// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::detail {

/// Appends "/token" to a JSON pointer, escaped as RFC 6901 has it.
inline void append_token(std::string& pointer, std::string_view token)
{
    pointer += '/';
    for (char const c : token) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

} // namespace coax::detail
