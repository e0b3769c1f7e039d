// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace coax {

/// Bytes that are base64 in JSON (RFC 4648; both alphabets are read, with or without padding, and the first one with
/// padding is written). A value type.
class bytes {
public:
    bytes() = default;
    explicit bytes(std::string data) : data_(std::move(data)) { }
    explicit bytes(std::span<std::byte const> data) : data_(reinterpret_cast<char const*>(data.data()), data.size()) { }

    [[nodiscard]] std::size_t size() const noexcept { return data_.size(); }
    [[nodiscard]] bool empty() const noexcept { return data_.empty(); }
    /// The bytes; they live as long as this is not changed.
    [[nodiscard]] std::span<std::byte const> span() const noexcept { return std::as_bytes(std::span(data_)); }
    [[nodiscard]] std::string_view view() const noexcept { return data_; }
    /// The bytes, to be changed or moved out.
    [[nodiscard]] std::string& data() noexcept { return data_; }

    friend bool operator==(bytes const& a, bytes const& b) = default;

private:
    std::string data_;
};

} // namespace coax
