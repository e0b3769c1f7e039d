// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "transport/body_reader.hpp"
#include "transport/connection_pool.hpp"
#include "transport/watchdog.hpp"

#include <coax/http_transport.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace coax::transport {

/// One request and its response on a leased connection. After the end of the body the connection is back in its pool.
class socket_exchange final : public http_exchange {
public:
    socket_exchange(connection_lease lease, boost::asio::any_io_executor timers_on, http_request const& request,
        std::size_t max_head_bytes);
    ~socket_exchange() override;

    [[nodiscard]] connection_lease& lease() noexcept { return lease_; }
    [[nodiscard]] watchdog& guard() noexcept { return *guard_; }

    /// Sends and receives the head. False when the connection ended before the first byte of a response; `ec` is the
    /// reason.
    boost::asio::awaitable<bool> send(std::string_view bytes, boost::system::error_code& ec);
    /// After `send` returned false: whether the server cannot have begun to work on the request.
    [[nodiscard]] bool ended_at_once(std::chrono::milliseconds within) const noexcept;
    void resend() noexcept { resent_ = true; }
    /// Closes a connection that is of no use, so that another may take its place.
    void discard() noexcept;

    [[nodiscard]] http::response_head const& head() const noexcept override { return body_.head(); }
    boost::asio::awaitable<std::string_view> read() override;
    void expect_end() noexcept override;
    [[nodiscard]] bool resent() const noexcept override { return resent_; }

private:
    void peer_ended(boost::system::error_code ec);
    void finish() noexcept;
    [[noreturn]] void raise_lost(boost::system::error_code ec, char const* place);

    std::optional<watchdog> guard_;
    connection_lease lease_;
    body_reader body_;
    std::string peer_;
    std::size_t max_head_bytes_;
    bool reusable_ = false;
    bool over_ = false; // finished
    bool resent_ = false;
    bool sent_ = false; // all of the request
    watchdog::clock::time_point sent_at_;
};

} // namespace coax::transport
