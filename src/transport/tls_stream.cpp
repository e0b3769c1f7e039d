// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/tls_stream.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <sys/socket.h>

#include <cerrno>

namespace coax::transport {

namespace asio = boost::asio;

namespace {
// Room for several complete TLS records.
constexpr std::size_t max_cipher_bytes = 64 * 1024;
} // namespace

tls_stream::error_code tls_steps::truncated() noexcept { return asio::ssl::error::stream_truncated; }

tls_stream::tls_stream(
    next_layer_type& socket, tls_context const& context, std::string const& host, SSL_SESSION* ticket)
    : socket_(socket),
      session_(context, host, ticket),
      cipher_(max_cipher_bytes)
{
}

tls_stream::error_code tls_stream::error_of(tls_session::outcome outcome) const noexcept
{
    switch (outcome) {
    case tls_session::outcome::done:
        return {};
    case tls_session::outcome::want_input:
        return asio::error::would_block;
    case tls_session::outcome::closed:
        return asio::error::eof;
    case tls_session::outcome::failed:
        break;
    }
    if (session_.fault_code() == 0)
        return asio::ssl::error::unexpected_result;
    return {session_.fault_code(), asio::error::get_ssl_category()};
}

asio::mutable_buffer tls_stream::room()
{
    auto const into = cipher_.room();
    return {into.data(), into.size()};
}

void tls_stream::received(std::size_t bytes) noexcept
{
    cipher_.filled(bytes);
    session_.input(cipher_.unread());
    drained_ = false;
    cipher_.consume(bytes); // the session reads it before the next room()
}

tls_session::outcome tls_stream::take(asio::mutable_buffer to, std::size_t& got)
{
    got = 0;
    if (end_)
        return *end_;
    while (!drained_ && got < to.size()) {
        std::size_t bytes = 0;
        switch (session_.read({static_cast<char*>(to.data()) + got, to.size() - got}, bytes)) {
        case tls_session::outcome::done:
            got += bytes;
            drained_ = !session_.may_hold_more();
            break;
        case tls_session::outcome::want_input:
            drained_ = true;
            break;
        case tls_session::outcome::closed:
            end_ = tls_session::outcome::closed;
            return got == 0 ? *end_ : tls_session::outcome::done;
        case tls_session::outcome::failed:
            end_ = tls_session::outcome::failed;
            return got == 0 ? *end_ : tls_session::outcome::done;
        }
    }
    return got == 0 ? tls_session::outcome::want_input : tls_session::outcome::done;
}

std::size_t tls_stream::read_some_received(asio::mutable_buffer to, error_code& ec)
{
    std::size_t got = 0;
    ec = error_of(take(to, got));
    return got;
}

std::size_t tls_stream::read_some_now(asio::mutable_buffer to, error_code& ec)
{
    for (;;) {
        auto const got = read_some_received(to, ec);
        if (ec != asio::error::would_block)
            return got;
        auto const into = room();
        auto const bytes = ::recv(socket_.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
        if (bytes < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return 0;
        if (bytes <= 0) {
            ec = bytes == 0 ? tls_steps::truncated() : error_code(errno, boost::system::system_category());
            return 0;
        }
        received(static_cast<std::size_t>(bytes));
    }
}

} // namespace coax::transport
