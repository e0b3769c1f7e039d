// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/base64.hpp"

#include <cstdint>

namespace coax::provider {

void from_base64(std::string_view text, std::string& out)
{
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
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

} // namespace coax::provider
