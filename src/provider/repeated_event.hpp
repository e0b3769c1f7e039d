// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"
#include "json/json_cursor.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace coax::provider {

/// Recognises an event that repeats the one before it with another piece of the answer, so that it need not be read in
/// full.
///
/// The match is exact: all bytes around the piece must be the same, except for values that no protocol reads (named in
/// the source file) and white space before the last brace.
class repeated_event {
public:
    /// Remembers `data`, which was decoded to `only`, if that piece is a string in `data` without escapes; otherwise
    /// forgets. `cursor` is free to use.
    void learn(std::string_view type, std::string_view data, delta const& only, json::json_cursor& cursor);

    /// The piece of an event that equals the remembered one but for the piece; `delta::none` for any other event. The
    /// piece is valid until `cursor` starts again.
    delta match(std::string_view type, std::string_view data, json::json_cursor& cursor);

private:
    enum class hole : std::uint8_t { piece, text, number, end };
    struct part {
        std::size_t size = 0; ///< of the bytes that must be the same
        hole next = hole::end;
    };
    static constexpr std::size_t max_parts = 4;

    std::string type_;
    std::string same_; ///< the bytes of all parts, one after another
    std::array<part, max_parts> parts_;
    std::size_t count_ = 0; ///< of parts; none: nothing is learned
    delta::kind_type kind_ = delta::none;
    std::size_t call_ = 0;
    unsigned unmatched_ = 0; ///< events learned since one was matched
};

} // namespace coax::provider
