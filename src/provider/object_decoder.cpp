// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/object_decoder.hpp"

#include "sse/limits.hpp"

#include <algorithm>

namespace coax::provider {

namespace {

constexpr sse::limits bounds; // the same things come in events, so the same sizes do

} // namespace

void object_decoder::feed(std::string_view bytes, answer_sink& out)
{
    while (!bytes.empty() && !reader_->done()) {
        if (!object_.begun()) {
            auto const open = std::min(bytes.find('{'), bytes.size());
            if (keep_stray(bytes.substr(0, open)))
                return void(keep_stray(bytes.substr(open)));
            bytes.remove_prefix(open);
        }
        auto const size = object_.scan(bytes);
        if (!held_.empty() || !object_.whole())
            held_.append(bytes.substr(0, size));
        if (held_.size() > bounds.event) {
            failure why(errc::response_too_large,
                std::string(reader_->service()) + " sent an event of over " + std::to_string(bounds.event)
                    + " bytes: this is not an answer, check the base URL");
            why.http_status = 200;
            return reader_->fail(std::move(why), out);
        }
        if (!object_.whole())
            return;
        object_ = {};
        if (size != 0)
            reader_->read("", held_.empty() ? bytes.substr(0, size) : std::string_view(held_), stray_, out);
        held_.clear();
        bytes.remove_prefix(size);
    }
}

void object_decoder::finish(answer_sink& out)
{
    reader_->body_ended();
    if (object_.begun())
        reader_->read("", held_, stray_, out); // which finds it cut off
    reader_->finish(stray_, out);
}

// True from the first byte on that is no separator: an HTML page, say, may well hold braces.
bool object_decoder::keep_stray(std::string_view bytes)
{
    if (stray_.empty()) {
        auto const first = bytes.find_first_not_of(" \t\r\n,[]\xEF\xBB\xBF"); // the last three: a byte order mark
        if (first == bytes.npos)
            return false;
        bytes.remove_prefix(first);
    }
    stray_.append(bytes.substr(0, bounds.stray - std::min(stray_.size(), bounds.stray)));
    return true;
}

} // namespace coax::provider
