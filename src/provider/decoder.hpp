// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"

#include <string_view>

namespace coax::provider {

/// Bytes of one 200 answer in, what they say out. Fed in order with pieces cut anywhere; `finish` once
/// after the last. Each protocol has one for streamed and one for whole answers.
class decoder {
public:
    virtual ~decoder() = default;

    virtual void feed(std::string_view bytes, answer_sink& out) = 0;

    /// The body has ended. Reports `errc::stream_incomplete` or `errc::unexpected_content` by way of
    /// `on_failure` where the answer cannot be whole.
    virtual void finish(answer_sink& out) = 0;
};

} // namespace coax::provider
