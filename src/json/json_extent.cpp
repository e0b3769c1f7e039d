// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/json_extent.hpp"

namespace coax::json {

std::size_t json_extent::scan(std::string_view bytes) noexcept
{
    if (whole_)
        return 0;
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        char const c = bytes[n];
        if (escaped_) {
            escaped_ = false;
        } else if (in_string_) {
            escaped_ = c == '\\';
            in_string_ = c != '"';
            whole_ = !in_string_ && depth_ == 0;
        } else if (c == '"') {
            in_string_ = true;
        } else if (c == '{' || c == '[') {
            ++depth_;
        } else if ((c == '}' || c == ']') && depth_ != 0) {
            whole_ = --depth_ == 0;
        }
        if (whole_)
            return n + 1;
    }
    return bytes.size();
}

} // namespace coax::json
