// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/body_decoder.hpp"

#include "provider/explain.hpp"
#include "provider/sse_decoder.hpp"

#include <utility>

namespace coax::provider {

void body_decoder::feed(std::string_view bytes, answer_sink&)
{
    if (body_.empty()) {
        auto const first = bytes.find_first_not_of(" \t\r\n");
        if (first == bytes.npos)
            return;
        bytes.remove_prefix(first);
    }
    body_.append(bytes);
}

void body_decoder::finish(answer_sink& out)
{
    reader_->unframed();
    if (body_.starts_with('{'))
        reader_->read("", body_, "", out);
    else if (!body_.empty())
        reader_->fail(explain_content(reader_->service(), body_), out);
    reader_->finish("", out);
}

std::unique_ptr<decoder> sse_or_body(bool streamed, std::string_view content_type, std::unique_ptr<event_reader> reader)
{
    if (content_type.starts_with("text/event-stream"))
        streamed = true;
    else if (content_type.starts_with("application/json"))
        streamed = false;
    if (streamed)
        return std::make_unique<sse_decoder>(std::move(reader));
    return std::make_unique<body_decoder>(std::move(reader));
}

} // namespace coax::provider
