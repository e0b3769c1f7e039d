// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/errc.hpp>
#include <coax/request.hpp>
#include <coax/usage.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coax::batching {

/// What became of one input: a line of the journal.
struct journal_line {
    std::size_t index = 0;
    std::uint64_t input = 0; ///< fingerprint of what was asked
    std::optional<errc> error; ///< where there is no value
    std::string text; ///< the value's JSON; else coax's words about the error
    coax::usage usage;
    std::string tag{}; ///< the request's
    std::optional<double> cost{}; ///< where there was a price
    bool as_received = false; ///< `text` is the answer's own: the value has no JSON of its own
};

/// The form of the lines, which each of them names. The first had no number; its values were the answers' own texts.
inline constexpr std::uint64_t form = 2;

/// One line of JSON, its end included. What is no UTF-8 in its texts is replaced with U+FFFD.
std::string write_line(journal_line const& result);

/// Nothing where the line (without its end) is not one that `line_of` writes.
std::optional<journal_line> read_line(std::string_view line);

/// Whether `line_of` may write a line that begins so: a killed process leaves such a tail.
bool begins_a_line(std::string_view text);

/// The form of a line that another version of coax wrote; 0 where it is none.
std::uint64_t other_version(std::string_view line);

/// Tells inputs apart by all that shapes the answer: words and what is attached to them, model, sampling, thinking,
/// what quotes are taken from, `extra`, and the type. `model` is the client's, which the request's own replaces; `type`
/// is its schema. How often, how long and how urgently is asked does not count, nor does `max_tokens`.
std::uint64_t fingerprint(request const& input, std::string_view model = {}, std::string_view type = {});

} // namespace coax::batching
