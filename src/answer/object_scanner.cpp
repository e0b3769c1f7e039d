// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/object_scanner.hpp"

#include <utility>

namespace coax::answer {

void object_scanner::start(std::string_view key)
{
    auto kept = std::move(key_); // its memory
    kept = key;
    *this = {};
    key_ = std::move(kept);
}

std::size_t object_scanner::scan(std::string_view piece) noexcept
{
    for (std::size_t i = 0; i < piece.size() && !whole_; ++i) {
        char const c = piece[i];
        if (in_string_) {
            in_string(c);
            continue;
        }
        switch (c) {
        case '"':
            in_string_ = true;
            reading_key_ = std::exchange(key_expected_, false);
            matched_ = 0;
            empty_ = false;
            break;
        case '{':
        case '[':
            if (++depth_ == 1)
                key_expected_ = is_object_ = c == '{';
            break;
        case '}':
        case ']':
            if (depth_ > 0 && --depth_ == 0) {
                whole_ = true;
                return i;
            }
            break;
        case ',':
            key_expected_ = depth_ == 1 && is_object_;
            break;
        default:
            break;
        }
    }
    return npos;
}

void object_scanner::in_string(char c) noexcept
{
    if (escaped_) {
        escaped_ = false;
        matched_ = npos;
    } else if (c == '\\') {
        escaped_ = true;
    } else if (c == '"') {
        in_string_ = false;
        has_key_ = has_key_ || (reading_key_ && !key_.empty() && matched_ == key_.size());
        reading_key_ = false;
    } else if (matched_ != npos) {
        matched_ = matched_ < key_.size() && key_[matched_] == c ? matched_ + 1 : npos;
    }
}

} // namespace coax::answer
