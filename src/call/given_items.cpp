// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/given_items.hpp"

#include "call/canonical_json.hpp"

#include <algorithm>

namespace coax::call {

void given_items::begin_document()
{
    positions_.clear();
    repeated_.clear();
    splitter_ = {};
    left_.clear();
    for (auto const& one : given_)
        ++left_[canonical_json(one)];
}

void given_items::scan(std::string_view json, unsigned reading)
{
    if (reading != reading_)
        splitter_ = {};
    reading_ = reading;
    splitter_.scan(json);
}

bool given_items::repeats(std::size_t position, std::string_view json, unsigned reading)
{
    if (left_.empty())
        return false;
    scan(json, reading);
    auto const text = splitter_.item(position, json);
    auto const found = text.empty() ? left_.end() : left_.find(canonical_json(text));
    if (found == left_.end())
        return false;
    if (--found->second == 0)
        left_.erase(found);
    repeated_.push_back(position);
    return true;
}

void given_items::end_document(std::string_view json, unsigned reading)
{
    scan(json, reading);
    for (auto const position : positions_)
        if (auto const text = splitter_.item(position, json); !text.empty())
            given_.emplace_back(text);
}

bool given_items::stands(std::size_t position) const
{
    return std::ranges::binary_search(positions_, position) || std::ranges::binary_search(repeated_, position);
}

std::string given_items::json(std::size_t max_bytes) const
{
    auto first = given_.size();
    for (std::size_t bytes = 0; first > 0; --first) {
        bytes += given_[first - 1].size() + 1;
        if (bytes > max_bytes)
            break;
    }
    std::string all = "{\"items\":[";
    for (auto i = first; i < given_.size(); ++i)
        all.append(i == first ? "" : ",").append(given_[i]);
    return all + "]}";
}

} // namespace coax::call
