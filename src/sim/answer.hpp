// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/attempt.hpp>
#include <coax/errc.hpp>
#include <coax/usage.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coax::sim {

/// One part of an answer as the protocols see it.
struct block {
    enum class kind : std::uint8_t { text, thinking, refusal, call };

    block::kind type = kind::text;
    std::string text; ///< a call's arguments
    std::string name; ///< a call's tool
};

/// A reply with everything a protocol needs to write it.
struct answer {
    std::string number; ///< makes ids
    std::string model;
    std::int64_t created = 0; ///< seconds since 1970
    std::vector<block> blocks;
    stop_reason stop = stop_reason::complete;
    coax::usage usage;
    bool forced = false; ///< the tool call was demanded
    bool usage_in_stream = false;
    std::size_t cut = 4;
    std::string filler; ///< of an endless answer
    errc error{}; ///< of an error in mid-stream

    /// Whether any block is a call.
    [[nodiscard]] bool calls() const noexcept;
    /// How many of the blocks before that one are calls.
    [[nodiscard]] std::size_t calls_before(std::size_t index) const noexcept;
    /// The arguments of a call as an object in a whole answer. What a token limit cut off is left out by the services;
    /// broken arguments are a script's wish.
    [[nodiscard]] std::string_view whole_arguments(std::size_t index) const;
};

} // namespace coax::sim
