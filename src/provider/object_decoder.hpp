// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/decoder.hpp"
#include "provider/event_reader.hpp"
#include "provider/json_extent.hpp"

#include <memory>
#include <string>

namespace coax::provider {

/// JSON objects one after the other, each an event: lines (NDJSON), the elements of an array that comes in pieces, or
/// a single whole answer. An object that lies wholly in the bytes of one `feed` is read without a copy.
class object_decoder final : public decoder {
public:
    explicit object_decoder(std::unique_ptr<event_reader> reader) : reader_(std::move(reader)) { }

    void feed(std::string_view bytes, answer_sink& out) override;
    void finish(answer_sink& out) override;

private:
    bool keep_stray(std::string_view bytes);

    std::unique_ptr<event_reader> reader_;
    std::string held_; // of an object that is not complete
    std::string stray_; // from the first byte on that is neither object nor separator
    json_extent object_;
};

} // namespace coax::provider
