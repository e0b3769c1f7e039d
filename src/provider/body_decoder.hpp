// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/decoder.hpp"
#include "provider/event_reader.hpp"

#include <memory>
#include <string>

namespace coax::provider {

/// A whole answer: one JSON text, read at its end.
class body_decoder final : public decoder {
public:
    explicit body_decoder(std::unique_ptr<event_reader> reader) : reader_(std::move(reader)) { }

    void feed(std::string_view bytes, answer_sink& out) override;
    void finish(answer_sink& out) override;

private:
    std::string body_;
    std::unique_ptr<event_reader> reader_;
};

} // namespace coax::provider
