// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/attempt.hpp>
#include <coax/failure.hpp>

#include <optional>
#include <string>

namespace coax::answer {

/// How an answer ended, as far as its decoder has reported it.
struct answer_end {
    stop_reason stop = stop_reason::none;
    std::string stop_word; ///< the provider's own word
    bool complete = false; ///< the protocol's own end was seen
    /// The service has reported a failure inside the answer. Final.
    std::optional<failure> failed;
    /// Why the service stopped the answer, in its words; with `stop_reason::none` it counts only where the value is
    /// not whole.
    std::optional<failure> broken_off;
};

} // namespace coax::answer
