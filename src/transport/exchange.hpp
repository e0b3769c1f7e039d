// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "transport/inflater.hpp"
#include "transport/pool.hpp"
#include "transport/response_parser.hpp"
#include "transport/transport.hpp"
#include "transport/watchdog.hpp"

#include <optional>
#include <string>

namespace coax::transport {

class exchange::impl final : public exchange::source {
public:
    impl(lease place, boost::asio::any_io_executor on, settings const& how, timeouts const& limits,
        std::chrono::steady_clock::time_point call_ends, std::string peer);
    ~impl() override;

    [[nodiscard]] lease& place() noexcept { return place_; }
    [[nodiscard]] watchdog& guard() noexcept { return *guard_; }
    [[nodiscard]] http::response_head const& head() const noexcept override { return head_; }

    /// Sends and receives the head. False when the connection died before the first byte of an answer; `ec` says how.
    boost::asio::awaitable<bool> ask(std::string_view bytes, boost::system::error_code& ec);
    boost::asio::awaitable<std::string_view> read() override;
    void wind_up() noexcept override;
    void abort() noexcept override;
    [[nodiscard]] bool resent() const noexcept override { return resent_; }
    /// After `ask` returned false: whether the server cannot have begun to work on the request.
    [[nodiscard]] bool ended_at_once(std::chrono::milliseconds within) const noexcept;
    void resend() noexcept { resent_ = true; }
    /// Closes a connection that is of no use, so that another may take its place.
    void discard() noexcept;

private:
    void take_head();
    /// What was received of the body, each byte once, transfer coding removed; "" when more is needed.
    std::string_view parsed();
    /// The same with the content coding removed.
    std::string_view decoded();
    /// True when the body is whole; throws what stands in its way, if anything does.
    bool ended();
    void peer_ended(boost::system::error_code ec);
    void finish() noexcept;
    [[noreturn]] void raise_too_large() const;
    [[noreturn]] void raise_lost(boost::system::error_code ec, std::string const& how);

    std::optional<watchdog> guard_;
    lease place_;
    http::response_head head_;
    response_parser parser_;
    std::optional<inflater> inflater_;
    std::string peer_;
    std::size_t max_head_bytes_;
    std::size_t max_body_bytes_;
    bool new_payload_ = false; // of the read that ended the head
    bool unreadable_ = false; // an error's body in a coding that is not read
    bool inflating_ = false; // coded bytes have come
    bool reusable_ = false;
    bool over_ = false; // finished or aborted
    bool resent_ = false;
    bool sent_ = false; // all of the request
    watchdog::clock::time_point sent_at_;
};

} // namespace coax::transport
