// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/connector.hpp"

#include "async/event.hpp"
#include "transport/fault.hpp"
#include "transport/request_bytes.hpp"
#include "transport/response_parser.hpp"

#include <coax/error.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>
#include <vector>

namespace coax::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

asio::awaitable<std::vector<tcp::endpoint>> resolve(
    names& known, http::origin const& where, watchdog& guard, std::string const& doing)
{
    auto const looked_up = co_await known.find(where.host, guard.deadline());
    if (looked_up.ec == asio::error::timed_out && watchdog::clock::now() >= guard.deadline())
        raise_timeout(guard.describe(guard.governing()), doing + ": looking up '" + where.host + "'");
    if (looked_up.ec)
        throw error(failure(errc::resolve_failed,
            doing + ": the host name '" + where.host + "' was not found (" + looked_up.ec.message()
                + "); check the base URL and the name service"));
    std::vector<tcp::endpoint> endpoints;
    for (auto const& address : looked_up.found)
        endpoints.emplace_back(address, where.port);
    co_return endpoints;
}

// Waited for by a signal, not by the operation: not every system lets a shutdown end a connect.
struct dial {
    explicit dial(asio::any_io_executor const& on) : answered(on) { }

    async::event answered;
    error_code ec;
};

// ec says how it ended; timed_out at the deadline.
asio::awaitable<void> dial_one(connection& link, tcp::endpoint const& endpoint, asio::any_io_executor on,
    watchdog::clock::time_point deadline, error_code& ec)
{
    auto& socket = link.socket();
    socket.close(ec);
    socket.open(endpoint.protocol(), ec);
    if (ec)
        co_return;
    auto const asked = std::make_shared<dial>(on);
    socket.async_connect(endpoint, [asked](error_code result) {
        asked->ec = result;
        asked->answered.set();
    });
    auto in_time = false;
    try {
        in_time = co_await asked->answered.wait(deadline);
    } catch (...) {
        link.close();
        throw;
    }
    if (!in_time)
        link.close();
    ec = in_time ? asked->ec : asio::error::timed_out;
}

asio::awaitable<void> open_socket(
    connection& link, route const& to, http::origin const& where, watchdog& guard, std::string const& doing)
{
    auto const endpoints = co_await resolve(to.known, where, guard, doing);
    auto const deadline = guard.deadline();
    error_code ec;
    std::string tried;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        // An address that swallows packets (IPv6 without a route, often) leaves time for the others.
        auto const now = watchdog::clock::now();
        auto const share = (deadline - now) / static_cast<int>(endpoints.size() - i);
        co_await dial_one(link, endpoints[i], to.sockets_on, now + share, ec);
        tried = endpoints[i].address().to_string();
        if (!ec || watchdog::clock::now() >= deadline)
            break;
    }
    auto const at = doing + (tried == where.host ? "" : " (" + tried + ")");
    if (ec == asio::error::timed_out && watchdog::clock::now() >= deadline)
        raise_timeout(guard.describe(guard.governing()), at);
    if (ec)
        raise(guard, ec, errc::connect_failed, at,
            "nothing was sent; is the server running there, and does the network let us through?");
    guard.guard(link.socket().native_handle());
    link.socket().set_option(tcp::no_delay(true), ec);
    link.socket().set_option(asio::socket_base::keep_alive(true), ec);
}

asio::awaitable<void> tunnel(connection& link, route const& to, watchdog& guard, std::string const& doing)
{
    auto const advice = std::string("check HTTPS_PROXY and NO_PROXY");
    error_code ec;
    auto const bytes = connect_to(to.where, to.via->authorization);
    co_await link.write(bytes, guard, ec);
    if (ec)
        raise(guard, ec, errc::proxy_failed, doing, advice);
    guard.enter(limit::connect);
    auto const not_http = [&](std::string const& why) {
        return error(failure(errc::proxy_failed, doing + ": the proxy's answer " + why + "; " + advice));
    };
    response_parser parser(to.max_head_bytes, 0, true);
    for (;;) {
        if (!link.make_room(to.max_head_bytes))
            throw not_http("has no end");
        auto const got = co_await link.async_read_some(link.room(), asio::redirect_error(asio::use_awaitable, ec));
        if (ec)
            raise(guard, ec, errc::proxy_failed, doing, advice);
        link.filled(got);
        link.consume(parser.put(link.unread_data(), link.unread().size()));
        if (parser.broken() != response_parser::fault::none)
            throw not_http("is not HTTP (" + parser.fault_text() + ")");
        if (parser.done())
            break;
    }
    auto const status = parser.head().status;
    if (status >= 300) {
        auto refused = failure(errc::proxy_failed,
            doing + ": the proxy refused with HTTP status " + std::to_string(status)
                + (status == 407 ? "; put its user and password into HTTPS_PROXY" : "; " + advice));
        refused.http_status = status;
        throw error(std::move(refused));
    }
    if (!link.unread().empty())
        throw error(
            failure(errc::proxy_failed, doing + ": the proxy sent bytes of its own into the tunnel; " + advice));
}

asio::awaitable<void> shake_hands(tls_stream& tls, watchdog& guard, std::string const& doing)
{
    auto const advice
        = std::string("the server ended the TLS handshake; is this port really https, and is the server well?");
    error_code ec;
    co_await tls.async_handshake(asio::redirect_error(asio::use_awaitable, ec));
    if (!tls.problem().empty())
        throw error(failure(errc::tls_failed, doing + ": " + tls.problem()));
    if (ec)
        raise(guard, ec, errc::connect_failed, doing, advice);
}

} // namespace

asio::awaitable<std::unique_ptr<connection>> connect(route const& to, watchdog& guard)
{
    auto const name = to_string(to.where);
    auto const peer = to.via ? "the proxy " + to_string(to.via->where) + " for " + name : name;
    auto link = std::make_unique<connection>(to.sockets_on, to.buffer_bytes);
    // The guard may not outlive the descriptor, whatever is thrown.
    struct release {
        watchdog* guard;
        ~release()
        {
            if (guard)
                guard->let_go();
        }
    } unless_connected{&guard};

    guard.enter(limit::connect);
    co_await open_socket(*link, to, to.via ? to.via->where : to.where, guard, "connecting to " + peer);
    if (to.via)
        co_await tunnel(*link, to, guard, "asking " + peer);
    if (to.where.tls) {
        guard.enter(limit::handshake);
        link->start_tls(*to.tls, to.where.host, to.ticket);
        co_await shake_hands(*link->tls(), guard, "TLS with " + name);
    }
    unless_connected.guard = nullptr;
    co_return std::move(link);
}

} // namespace coax::transport
