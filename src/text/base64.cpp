// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/base64.hpp"

#include <cstdint>

namespace coax::text {

namespace {
constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

std::string to_base64(std::string_view bytes)
{
    std::string out(base64_size(bytes.size()), '=');
    std::size_t to = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        auto const group = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t n = 0; n < 3; ++n)
            bits = bits << 8 | (n < group.size() ? static_cast<unsigned char>(group[n]) : 0u);
        for (std::size_t n = 0; n <= group.size(); ++n)
            out[to + n] = digits[bits >> (18 - 6 * n) & 63];
        to += 4;
    }
    return out;
}

void from_base64(std::string_view text, std::string& out)
{
    out.clear();
    std::uint32_t bits = 0;
    int count = 0;
    for (char const c : text) {
        auto const value = digits.find(c);
        if (value == digits.npos)
            continue;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        if ((count += 6) >= 8)
            out.push_back(static_cast<char>(bits >> (count -= 8) & 0xFF));
    }
}

} // namespace coax::text
