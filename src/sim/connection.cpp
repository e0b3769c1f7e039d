// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <poll.h>

#include <utility>

namespace coax::sim {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;

connection::connection(tcp::socket socket, asio::ssl::context* tls)
    : socket_(std::move(socket)),
      timer_(socket_.get_executor())
{
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored); // each delta leaves at once
    if (tls)
        tls_.emplace(socket_, *tls);
}

asio::awaitable<bool> connection::handshake()
{
    error_code error;
    if (tls_)
        co_await tls_->async_handshake(
            asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

bool connection::resumed() const noexcept
{
    return tls_ && SSL_session_reused(const_cast<connection*>(this)->tls_->native_handle()) == 1;
}

asio::awaitable<bool> connection::read(std::string& in)
{
    constexpr std::size_t most = 4096;
    auto const before = in.size();
    in.resize(before + most);
    error_code error;
    std::size_t count = 0;
    auto const space = asio::buffer(in.data() + before, most);
    if (tls_)
        count = co_await tls_->async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
    else
        count = co_await socket_.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
    in.resize(before + count);
    co_return !error;
}

asio::awaitable<bool> connection::write(std::string_view bytes)
{
    error_code error;
    if (gone_ || !socket_.is_open())
        co_return false;
    auto const data = asio::buffer(bytes.data(), bytes.size());
    if (tls_)
        co_await asio::async_write(*tls_, data, asio::redirect_error(asio::use_awaitable, error));
    else
        co_await asio::async_write(socket_, data, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

asio::awaitable<bool> connection::wait_until(std::chrono::steady_clock::time_point when)
{
    error_code ignored;
    if (!gone_ && socket_.is_open()) {
        timer_.expires_at(when);
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return !gone_ && socket_.is_open();
}

void connection::watch()
{
    gone_ = false;
    socket_.async_wait(
        tcp::socket::wait_read, [self = shared_from_this(), number = ++watching_](error_code const& error) {
            if (number != self->watching_ || (!error && !self->peer_is_gone()))
                return;
            self->gone_ = true;
            self->timer_.cancel();
        });
}

void connection::unwatch()
{
    ++watching_;
    gone_ = false;
    error_code ignored;
    socket_.cancel(ignored);
}

/// Called when there is something to read. Within TLS that can only be the client's closing alert.
bool connection::peer_is_gone()
{
    if (tls_)
        return true;
#ifdef POLLRDHUP
    constexpr short hang_up = POLLRDHUP | POLLHUP | POLLERR;
#else
    constexpr short hang_up = POLLHUP | POLLERR;
#endif
    pollfd asked{socket_.native_handle(), hang_up, 0};
    return ::poll(&asked, 1, 0) > 0 && (asked.revents & hang_up) != 0;
}

asio::awaitable<void> connection::end(faults::ending end_as)
{
    error_code ignored;
    if (end_as == faults::ending::stall)
        co_await wait_until(std::chrono::steady_clock::time_point::max());
    unwatch();
    if (!socket_.is_open())
        co_return;
    if (end_as == faults::ending::reset)
        socket_.set_option(tcp::socket::linger(true, 0), ignored);
    if (end_as == faults::ending::close && tls_) {
        // The alert leaves at once; the client's own is waited for, but not for long.
        timer_.expires_after(std::chrono::seconds(1));
        tls_->async_shutdown([self = shared_from_this()](error_code const&) { self->timer_.cancel(); });
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (end_as != faults::ending::reset)
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
    close();
}

void connection::close() noexcept
{
    gone_ = true;
    error_code ignored;
    socket_.close(ignored);
    try {
        timer_.cancel();
    } catch (...) { // NOLINT(bugprone-empty-catch): nothing waits then
    }
}

} // namespace coax::sim
