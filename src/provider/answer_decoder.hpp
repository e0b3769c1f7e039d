// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/decoder.hpp"
#include "provider/event_reader.hpp"

#include <memory>
#include <string_view>
#include <utility>

namespace coax::provider {

/// A 200 answer of any form: events, frames, one whole answer, or an array of objects. Its first byte says which;
/// neither what was asked for nor the content type can be relied on.
class answer_decoder final : public decoder {
public:
    explicit answer_decoder(std::unique_ptr<event_reader> reader) : reader_(std::move(reader)) { }

    void feed(std::string_view bytes, answer_sink& out) override;
    void finish(answer_sink& out) override;

private:
    void choose(char first);

    std::unique_ptr<event_reader> reader_; // until there is a decoder
    std::unique_ptr<decoder> decoder_;
};

} // namespace coax::provider
