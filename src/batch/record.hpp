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
struct record {
    std::size_t index = 0;
    std::uint64_t input = 0; ///< fingerprint of what was asked
    std::optional<errc> error; ///< where there is no value
    std::string text; ///< the answer's JSON; else coax's words about the error
    coax::usage usage;
};

/// One line of JSON, its end included.
std::string line_of(record const& what);

/// Nothing where the line (without its end) is not one that `line_of` writes.
std::optional<record> read_line(std::string_view line);

/// Tells inputs apart: model, instructions and turns.
std::uint64_t fingerprint(request const& input) noexcept;

/// The same input will fail the same way: it is not asked again when the batch is started anew.
bool final_for_input(errc why) noexcept;

/// The failure is not the input's: the next ones would fail as well, so the batch stops.
bool concerns_all(errc why) noexcept;

} // namespace coax::batching
