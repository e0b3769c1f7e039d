// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim/faults.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::sim {

/// Frames the pieces of one body for HTTP and puts in the faults that are about bytes. Each piece becomes a chunk
/// of its own, as real services send each event.
class framer {
public:
    framer(faults const& with, bool chunked) noexcept : faults_(with), chunked_(chunked) { }

    /// Appends the framed `piece` to `out`. False when the body has come to the place where it is to end early:
    /// what was put in before is still to be sent, and nothing after it.
    bool add(std::string_view piece, std::string& out);

    /// Appends what stands after the last piece.
    void finish(std::string& out) const;

    /// Bytes of the body so far, garbage included, framing not.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    /// The body is to end early, and has come to that place.
    [[nodiscard]] bool ended() const noexcept { return faults_.end_after && bytes_ >= *faults_.end_after; }

private:
    void frame(std::string_view piece, std::string& out);

    faults const& faults_;
    bool chunked_;
    bool garbage_sent_ = false;
    std::size_t bytes_ = 0;
};

} // namespace coax::sim
