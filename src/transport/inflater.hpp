// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coax::transport {

/// The coding of a body, as Content-Encoding names it.
enum class content_coding : std::uint8_t { none, gzip, deflate, unknown };

/// Of a field's value; `none` for "" and "identity", `unknown` for anything that is not read.
content_coding coding_of(std::string_view content_encoding) noexcept;

/// Takes the coding off a body, cut anywhere. What the sender has flushed comes out at once. zlib does the work.
class inflater {
public:
    enum class fault : std::uint8_t { none, broken, too_large };

    /// `limit` is what all output together may come to: a small body can hold a very large one.
    inflater(content_coding from, std::uint64_t limit);
    ~inflater();
    inflater(inflater&&) noexcept;
    inflater& operator=(inflater&&) noexcept;

    /// Gives more input, borrowed until it is used up. Only when the last was.
    void input(std::string_view bytes) noexcept;

    /// The next output, a bounded piece, valid until the next call; "" when more input is needed, or at a fault, which
    /// is noted after what came before it was given.
    std::string_view read();

    /// The coded text has reached its own end.
    [[nodiscard]] bool done() const noexcept;
    [[nodiscard]] fault broken() const noexcept;

private:
    class machine;
    std::unique_ptr<machine> machine_;
};

} // namespace coax::transport
