// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/answer_decoder.hpp"

#include "provider/bedrock/frame_decoder.hpp"
#include "provider/body_decoder.hpp"
#include "provider/object_decoder.hpp"
#include "provider/sse_decoder.hpp"

namespace coax::provider {

namespace {

// White space, which is sent to keep the connection alive, and the bytes of a byte order mark.
constexpr std::string_view passed_over = " \t\r\n\xEF\xBB\xBF";

} // namespace

void answer_decoder::feed(std::string_view bytes, answer_sink& out)
{
    if (!decoder_) {
        auto const first = bytes.find_first_not_of(passed_over);
        if (first == bytes.npos)
            return;
        bytes.remove_prefix(first);
        choose(bytes.front());
    }
    decoder_->feed(bytes, out);
}

void answer_decoder::finish(answer_sink& out)
{
    if (!decoder_)
        choose(' ');
    decoder_->finish(out);
}

void answer_decoder::choose(char first)
{
    if (first == '{')
        decoder_ = std::make_unique<body_decoder>(std::move(reader_));
    else if (first == '[') // Google's, where alt=sse is not heeded
        decoder_ = std::make_unique<object_decoder>(std::move(reader_));
    else if (first == '\0') // no frame is so long that its length begins otherwise
        decoder_ = std::make_unique<frame_decoder>(std::move(reader_));
    else
        decoder_ = std::make_unique<sse_decoder>(std::move(reader_));
}

} // namespace coax::provider
