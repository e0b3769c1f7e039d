// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/connection.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

#include <cerrno>

#include <algorithm>

namespace coax::transport {

namespace asio = boost::asio;

connection::connection(asio::any_io_executor const& sockets_on, std::size_t buffer_bytes)
    : socket_(sockets_on),
      plain_(std::max<std::size_t>(buffer_bytes, 512))
{
}

void connection::start_tls(tls_context const& context, std::string const& host, SSL_SESSION* ticket)
{
    tls_ = std::make_unique<tls_stream>(socket_, context, host, ticket);
}

asio::awaitable<void> connection::write(std::string_view bytes, watchdog& guard, error_code& ec)
{
    while (!bytes.empty()) {
        guard.enter(limit::idle); // each write that takes bytes is progress
        auto const sent = co_await async_write_some(
            asio::const_buffer(bytes.data(), bytes.size()), asio::redirect_error(asio::use_awaitable, ec));
        if (ec)
            co_return;
        bytes.remove_prefix(sent);
    }
}

asio::mutable_buffer connection::room()
{
    auto const into = plain_.room();
    return {into.data(), into.size()};
}

void connection::read_received(error_code& ec)
{
    ec = asio::error::would_block;
    if (tls_)
        plain_.filled(tls_->read_some_received(room(), ec));
}

void connection::read_now(error_code& ec)
{
    auto const into = room();
    if (tls_)
        return plain_.filled(tls_->read_some_now(into, ec));
    auto const got = ::recv(socket_.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
    if (got > 0) {
        ec = {};
        plain_.filled(static_cast<std::size_t>(got));
    } else if (got == 0) {
        ec = asio::error::eof;
    } else {
        ec = {errno == EAGAIN ? EWOULDBLOCK : errno, boost::system::system_category()};
    }
}

bool connection::still_open()
{
    if (!socket_.is_open() || !plain_.unread().empty())
        return false;
    error_code ec;
    read_now(ec); // with TLS, a ticket may arrive at any time
    return ec == asio::error::would_block && plain_.unread().empty();
}

void connection::close() noexcept
{
    error_code ignored;
    socket_.close(ignored);
}

} // namespace coax::transport
