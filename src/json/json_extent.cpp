// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/json_extent.hpp"

namespace coax::json {

std::size_t json_extent::scan(std::string_view bytes) noexcept
{
    if (whole_)
        return 0;
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        char const c = bytes[n];
        if (in_string_) {
            scan_string(c);
        } else if (c == '"') {
            in_string_ = true;
            in_key_ = std::exchange(key_expected_, false);
            has_member_ = has_member_ || in_key_;
            matched_ = 0;
        } else if (c == '{' || c == '[') {
            if (++depth_ == 1)
                key_expected_ = is_object_ = c == '{';
        } else if ((c == '}' || c == ']') && depth_ != 0) {
            whole_ = --depth_ == 0;
        } else if (c == ',') {
            key_expected_ = depth_ == 1 && is_object_;
        }
        if (whole_)
            return n + 1;
    }
    return bytes.size();
}

void json_extent::scan_string(char c) noexcept
{
    if (escaped_) {
        escaped_ = false;
        matched_ = std::string_view::npos; // a key with an escape is another one
    } else if (c == '\\') {
        escaped_ = true;
    } else if (c == '"') {
        in_string_ = false;
        has_key_ = has_key_ || (in_key_ && !key_.empty() && matched_ == key_.size());
        whole_ = depth_ == 0;
    } else if (in_key_ && matched_ != std::string_view::npos) {
        matched_ = matched_ < key_.size() && key_[matched_] == c ? matched_ + 1 : std::string_view::npos;
    }
}

} // namespace coax::json
