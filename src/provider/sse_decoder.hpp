// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/decoder.hpp"
#include "provider/event_reader.hpp"
#include "sse/parser.hpp"

#include <memory>

namespace coax::provider {

/// A stream of server-sent events, each read by a protocol's reader.
class sse_decoder final : public decoder {
public:
    explicit sse_decoder(std::unique_ptr<event_reader> reader) : reader_(std::move(reader)) { }

    void feed(std::string_view bytes, answer_sink& out) override;
    void finish(answer_sink& out) override;

private:
    void check(boost::system::error_code error, answer_sink& out);

    sse::parser parser_;
    std::unique_ptr<event_reader> reader_;
};

} // namespace coax::provider
