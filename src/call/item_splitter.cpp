// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/item_splitter.hpp"

namespace coax::call {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_white(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

} // namespace

void item_splitter::scan(std::string_view json)
{
    for (; at_ < json.size() && !over_; ++at_) {
        char const c = json[at_];
        if (in_string_) {
            in_string(c, json);
            continue;
        }
        if (is_white(c))
            continue;
        bool const at_items = list_depth_ != 0 && depth_ == list_depth_;
        if (at_items && (c == ',' || c == ']')) {
            end_item(at_);
            over_ = c == ']';
            continue;
        }
        if (at_items && item_begin_ == npos)
            item_begin_ = at_;
        if (c == '"') {
            in_string_ = true;
            string_begin_ = at_ + 1;
        } else if (c == '{' || c == '[') {
            ++depth_;
            if (list_depth_ == 0 && c == '[' && (depth_ == 1 || (depth_ == 2 && named_))) {
                list_depth_ = depth_;
                item_begin_ = npos;
            }
        } else if ((c == '}' || c == ']') && depth_ > 0) {
            if (--depth_ == list_depth_ && list_depth_ != 0)
                end_item(at_ + 1);
        }
    }
}

void item_splitter::in_string(char c, std::string_view json)
{
    if (escaped_) {
        escaped_ = false;
    } else if (c == '\\') {
        escaped_ = true;
    } else if (c == '"') {
        in_string_ = false;
        if (list_depth_ != 0 && depth_ == list_depth_)
            end_item(at_ + 1);
        if (depth_ == 1 && list_depth_ == 0)
            named_ = json.substr(string_begin_, at_ - string_begin_) == "items";
    }
}

void item_splitter::end_item(std::size_t end)
{
    if (item_begin_ != npos)
        items_.emplace_back(item_begin_, end);
    item_begin_ = npos;
}

} // namespace coax::call
