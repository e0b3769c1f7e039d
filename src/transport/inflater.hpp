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

/// The coding that a field's value names: `none` for "" and "identity", `unknown` for one that is not supported.
content_coding coding_of(std::string_view content_encoding) noexcept;

/// Decodes a body, cut anywhere, with zlib. Bytes that the sender has flushed are given at once.
class inflater {
public:
    enum class fault : std::uint8_t { none, broken, too_large };

    /// `limit` is the size that all output together may have: a small body can decode to a very large one.
    inflater(content_coding from, std::uint64_t limit);
    ~inflater();
    inflater(inflater&&) noexcept;
    inflater& operator=(inflater&&) noexcept;

    /// Gives more input, once the last is used up. It is borrowed until it is used up.
    void input(std::string_view bytes) noexcept;

    /// The next piece of the output, of a bounded size, valid until the next call. "" when more input is needed, or at
    /// a fault. The output before the fault is given first.
    std::string_view read();

    /// The coded text has reached its own end.
    [[nodiscard]] bool done() const noexcept;
    [[nodiscard]] fault broken() const noexcept;

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

} // namespace coax::transport
