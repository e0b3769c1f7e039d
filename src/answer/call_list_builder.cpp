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
    scanner_.start(tags_.empty() ? std::string_view() : std::string_view(tags_.front().key));
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
        whole = scanner_.whole();
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
        if (call_ + 1 >= all.size() || !scanner_.whole())
            return;
    }
}

void call_list_builder::write_arguments(provider::tool_call const& call, std::string_view piece)
{
    auto const brace = scanner_.scan(piece);
    bool const lacks_tag = brace != piece.npos && scanner_.is_object() && !scanner_.has_key();
    auto const tag = lacks_tag ? std::ranges::find(tags_, call.name, &tool_tag::tool) : tags_.end();
    if (tag == tags_.end()) {
        json_ += piece;
        return;
    }
    json_.append(piece.substr(0, brace)).append(scanner_.empty() ? "" : ",").append(tag->member);
    json_ += piece.substr(brace);
}

} // namespace coax::answer
