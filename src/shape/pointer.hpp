// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
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

/// A token of a JSON pointer as it was before it was escaped.
inline std::string unescaped_token(std::string_view token)
{
    std::string plain;
    for (std::size_t i = 0; i < token.size(); ++i) {
        bool const escaped = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
        plain += !escaped ? token[i] : token[++i] == '0' ? '~' : '/';
    }
    return plain;
}

} // namespace coax::detail
