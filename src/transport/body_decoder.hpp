// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace coax::transport {

/// How the end of a body is known.
enum class framing : std::uint8_t { none, length, chunked, until_close };

/// Takes the transfer coding off a body in place, cut anywhere, whatever the number of chunks in one read.
class body_decoder {
public:
    enum class fault : std::uint8_t { none, bad_chunk, too_large };

    body_decoder() = default;
    /// `length` counts for framing::length only; `limit` is what all payload together may come to.
    body_decoder(framing how, std::uint64_t length, std::uint64_t limit) noexcept;

    /// Moves the payload of all chunks in [data, data + size) together and returns it: one view, however many
    /// chunks. Takes everything except what follows the body's end, which is counted in `left_over`. A fault
    /// is noted; payload before it is returned.
    std::string_view decode(char* data, std::size_t size) noexcept;

    /// The peer closed. True when the body is whole with that.
    bool close() noexcept;

    [[nodiscard]] bool done() const noexcept { return state_ == state::done; }
    [[nodiscard]] fault broken() const noexcept { return fault_; }
    [[nodiscard]] std::size_t left_over() const noexcept { return left_over_; }

private:
    enum class state : std::uint8_t {
        raw, // length or until_close
        size_first, // at least one digit must come
        size,
        extension,
        size_lf,
        data,
        data_cr,
        data_lf,
        trailer_first, // start of a trailer line, or of the empty one
        trailer,
        trailer_lf,
        last_lf,
        done,
        broken,
    };

    void step(char c) noexcept;
    void fail(fault why) noexcept;
    void size_ended(state next) noexcept;

    state state_ = state::done;
    fault fault_ = fault::none;
    framing how_ = framing::none;
    std::uint32_t overhead_ = 0; // bytes of this chunk's line, or of all trailers
    std::uint64_t left_ = 0; // of the chunk or the length
    std::uint64_t room_ = 0; // of the limit
    std::size_t left_over_ = 0;
};

} // namespace coax::transport
