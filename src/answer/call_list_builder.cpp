// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/call_list_builder.hpp"

#include <algorithm>

namespace coax::answer {

void call_list_builder::clear()
{
    json_.clear();
    begin_call(0);
}

void call_list_builder::begin_call(std::size_t call)
{
    call_ = call;
    written_ = 0;
    arguments_ = json::json_extent(tags_.empty() ? std::string() : tags_.front().key);
}

std::string_view call_list_builder::update(calls all)
{
    auto const before = json_.size();
    write_calls(all);
    return std::string_view(json_).substr(before);
}

std::string_view call_list_builder::finish(calls all, bool complete)
{
    auto const before = json_.size();
    bool whole = false;
    for (; call_ < all.size(); begin_call(call_ + 1)) { // continues after a call that is not whole, too
        write_calls(all);
        whole = arguments_.whole();
    }
    if (complete || whole)
        json_ += "]}";
    return std::string_view(json_).substr(before);
}

void call_list_builder::write_calls(calls all)
{
    for (;; begin_call(call_ + 1)) {
        auto const arguments = std::string_view(all[call_].arguments).substr(written_);
        if (!arguments.empty() && written_ == 0)
            json_ += call_ == 0 ? R"({"items":[)" : ",";
        written_ += arguments.size();
        if (!arguments.empty())
            write_arguments(all[call_], arguments);
        if (call_ + 1 >= all.size() || !arguments_.whole())
            return;
    }
}

void call_list_builder::write_arguments(provider::tool_call const& call, std::string_view piece)
{
    auto const end = arguments_.scan(piece);
    bool const ends_here = arguments_.whole() && end != 0;
    bool const lacks_tag = ends_here && arguments_.is_object() && !arguments_.has_key();
    auto const tag = lacks_tag ? std::ranges::find(tags_, call.name, &tool_tag::tool) : tags_.end();
    if (tag == tags_.end()) {
        json_ += piece;
        return;
    }
    json_.append(piece.substr(0, end - 1)).append(arguments_.empty() ? "" : ",").append(tag->member);
    json_ += piece.substr(end - 1);
}

} // namespace coax::answer
