// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/path_segment.hpp"

#include <coax/error.hpp>

#include <algorithm>

namespace coax::provider {

std::string path_segment(std::string_view text, std::string_view keep)
{
    for (std::string_view rest = text;;) {
        auto const end = std::min(rest.find('/'), rest.size());
        if (auto const part = rest.substr(0, end); part == "." || part == "..")
            throw error({errc::invalid_option,
                "the model's name '" + std::string(text.substr(0, 200)) + "' holds the path segment '"
                    + std::string(part) + "', which would address something else at the service; check the name"});
        if (end == rest.size())
            break;
        rest.remove_prefix(end + 1);
    }
    return percent_encode(text, keep);
}

std::string percent_encode(std::string_view text, std::string_view keep)
{
    static constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        if (unreserved.find(c) != unreserved.npos || keep.find(c) != keep.npos) {
            out += c;
        } else {
            auto const byte = static_cast<unsigned char>(c);
            out.append({'%', digits[byte >> 4], digits[byte & 15]});
        }
    }
    return out;
}

} // namespace coax::provider
