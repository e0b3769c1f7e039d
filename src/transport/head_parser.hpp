// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "transport/body_decoder.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace coax::transport {

/// The head of one response, cut anywhere; interim (1xx) heads are passed over.
class head_parser {
public:
    enum class outcome : std::uint8_t { need_more, done, too_large, malformed };

    /// For the answer to CONNECT a success has no body, whatever its fields say.
    explicit head_parser(std::size_t max_bytes, bool to_connect = false);
    ~head_parser();
    head_parser(head_parser const&) = delete;
    head_parser& operator=(head_parser const&) = delete;

    /// Takes bytes from the front of `bytes` and says how many in `taken`; what it left has to be given again,
    /// with more behind it.
    outcome parse(std::string_view bytes, std::size_t& taken);

    // once done
    [[nodiscard]] http::response_head const& head() const noexcept { return head_; }
    http::response_head take() noexcept { return std::move(head_); }
    [[nodiscard]] framing body() const noexcept { return body_; }
    [[nodiscard]] std::uint64_t length() const noexcept { return length_; }
    [[nodiscard]] bool keep_alive() const noexcept { return keep_alive_; }
    /// Why it is malformed, in the parser's words.
    [[nodiscard]] std::string const& fault() const noexcept { return fault_; }

private:
    class machine;
    std::unique_ptr<machine> machine_;
    http::response_head head_;
    std::string fault_;
    std::uint64_t length_ = 0;
    std::size_t max_bytes_;
    framing body_ = framing::none;
    bool keep_alive_ = false;
    bool to_connect_;
};

} // namespace coax::transport
