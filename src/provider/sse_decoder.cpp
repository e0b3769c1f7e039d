// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/sse_decoder.hpp"

#include <string>
#include <utility>

namespace coax::provider {

void sse_decoder::feed(std::string_view bytes, answer_sink& out)
{
    if (reader_->done())
        return;
    check(parser_.feed(bytes, [&](sse::event const& e) { reader_->read(e.type, e.data, parser_.stray(), out); }), out);
}

void sse_decoder::finish(answer_sink& out)
{
    if (reader_->done())
        return;
    reader_->body_ended();
    check(parser_.finish([&](sse::event const& e) { reader_->read(e.type, e.data, parser_.stray(), out); }), out);
    reader_->finish(parser_.stray(), out);
}

void sse_decoder::check(boost::system::error_code error, answer_sink& out)
{
    if (!error || reader_->done())
        return;
    sse::limits const bounds;
    failure why(error,
        std::string(reader_->service()) + " sent a line of over " + std::to_string(bounds.line)
            + " bytes, or an event of over " + std::to_string(bounds.event)
            + ": this is not an answer, check the base URL");
    why.http_status = 200;
    reader_->fail(std::move(why), out);
}

} // namespace coax::provider
