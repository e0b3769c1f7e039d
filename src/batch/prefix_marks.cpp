// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/prefix_marks.hpp"

#include "model/request_editor.hpp"

#include <algorithm>

namespace coax::batching {

namespace {

bool has_marks(request const& of)
{
    return of.system_cached() || std::ranges::any_of(of.messages(), [](message const& one) { return one.cached; });
}

bool same_message(message const& a, message const& b)
{
    auto const same_part = [](attachment const& one, attachment const& other) {
        return one.kind() == other.kind() && one.media_type() == other.media_type() && one.address() == other.address()
            && one.content() == other.content();
    };
    return a.role == b.role && a.text == b.text && std::ranges::equal(a.attachments, b.attachments, same_part);
}

std::size_t size_of(message const& of)
{
    auto bytes = of.text.size();
    for (auto const& one : of.attachments)
        bytes += one.content().size();
    return bytes;
}

} // namespace

std::size_t prefix_marks::common_messages(request const& input) const
{
    auto const& next = input.messages();
    std::size_t count = 0;
    while (count < messages_.size() && count + 1 < next.size() && same_message(messages_[count], next[count]))
        ++count;
    return count;
}

std::optional<std::size_t> prefix_marks::mark(std::size_t index, request& input)
{
    if (input.messages().empty() || has_marks(input))
        return {};
    bool const first = !any_ || system_ != input.system();
    auto const common = first ? 0 : common_messages(input);
    auto bytes = input.system().size();
    for (std::size_t i = 0; i < common; ++i)
        bytes += size_of(input.messages()[i]);

    // Of the first with a system text it is not known yet that others share more than that.
    if (first || common != marked_)
        writer_.reset();
    any_ = true;
    marked_ = common;
    if (first)
        system_ = input.system();
    messages_.assign(input.messages().begin(), input.messages().end() - 1);
    if (bytes < least_bytes)
        return {};
    if (common == 0)
        model::request_editor::mark_system(input);
    else
        model::request_editor::messages(input)[common - 1].cached = true;
    if (writer_)
        return writer_;
    writer_ = index;
    return {};
}

} // namespace coax::batching
