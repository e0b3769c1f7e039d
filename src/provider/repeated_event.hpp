// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"
#include "provider/text_buffer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace coax::provider {

/// A stream of deltas says one event again and again with another piece of the answer in it. One that was read in full
/// and told a piece and nothing else is learned; the next of the same bytes around the piece can tell nothing else
/// either, and is not read again.
///
/// Exact, not a guess: all around the piece must be the same bytes, but for values that no protocol reads (named in
/// the source) and white space before the last brace. What differs anywhere else is read in full.
class repeated_event {
public:
    /// One piece, as a sink is told it.
    struct told {
        enum class kind : std::uint8_t { nothing, text, arguments, reasoning, more };
        kind what = kind::nothing; ///< `more`: not a piece, or not alone
        std::size_t call = 0;
        std::string_view piece;
    };

    /// Reading `data` in full told `what`. Learns it, if that was one piece that stands in `data` as a string without
    /// escapes; otherwise forgets.
    void learn(std::string_view type, std::string_view data, told const& what);

    /// Tells `out` the piece of an event that is the learned one but for the piece; false where it is another.
    bool tell(std::string_view type, std::string_view data, text_buffer& scratch, answer_sink& out);

private:
    enum class hole : std::uint8_t { piece, text, number, end };
    struct part {
        std::size_t size = 0; ///< of the bytes that must be the same
        hole then = hole::end;
    };
    static constexpr std::size_t max_parts = 4;

    std::string type_;
    std::string same_; ///< the bytes of all parts, one after another
    std::array<part, max_parts> parts_;
    std::size_t count_ = 0; ///< of parts; none: nothing is learned
    told::kind what_ = told::kind::nothing;
    std::size_t call_ = 0;
    unsigned in_vain_ = 0; ///< events learned that never came again
};

} // namespace coax::provider
