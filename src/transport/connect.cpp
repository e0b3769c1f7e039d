// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/connect.hpp"

#include "async/event.hpp"
#include "transport/raise.hpp"
#include "transport/response_parser.hpp"
#include "transport/serialize.hpp"

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
    resolver& names, http::origin const& origin, watchdog& guard, std::string const& doing)
{
    auto const looked_up = co_await names.resolve(origin.host, guard.deadline());
    if (looked_up.ec == asio::error::timed_out && watchdog::clock::now() >= guard.deadline())
        raise_timeout(guard.describe(guard.governing()), doing + ": looking up '" + origin.host + "'");
    if (looked_up.ec)
        throw error(failure(errc::resolve_failed,
            doing + ": the host name '" + origin.host + "' was not found (" + looked_up.ec.message()
                + "); check the base URL and the name service"));
    std::vector<tcp::endpoint> endpoints;
    for (auto const& address : looked_up.found)
        endpoints.emplace_back(address, origin.port);
    co_return endpoints;
}

// The coroutine waits for an event, not for the operation: not every system ends a connect by a shutdown.
struct pending_connect {
    explicit pending_connect(asio::any_io_executor const& on) : done(on) { }

    async::event done;
    error_code ec;
};

// `ec` is timed_out at the deadline.
asio::awaitable<void> connect_to_endpoint(connection& link, tcp::endpoint const& endpoint, asio::any_io_executor on,
    watchdog::clock::time_point deadline, error_code& ec)
{
    auto& socket = link.socket();
    socket.close(ec);
    socket.open(endpoint.protocol(), ec);
    if (ec)
        co_return;
    auto const pending = std::make_shared<pending_connect>(on);
    socket.async_connect(endpoint, [pending](error_code result) {
        pending->ec = result;
        pending->done.set();
    });
    auto in_time = false;
    try {
        in_time = co_await pending->done.wait(deadline);
    } catch (...) {
        link.close();
        throw;
    }
    if (!in_time)
        link.close();
    ec = in_time ? pending->ec : asio::error::timed_out;
}

asio::awaitable<void> open_socket(
    connection& link, route const& to, http::origin const& origin, watchdog& guard, std::string const& doing)
{
    auto const endpoints = co_await resolve(to.resolver, origin, guard, doing);
    auto const deadline = guard.deadline();
    error_code ec;
    std::string tried;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        // An address that drops packets (often IPv6 without a route) leaves time for the others.
        auto const now = watchdog::clock::now();
        auto const share = (deadline - now) / static_cast<int>(endpoints.size() - i);
        co_await connect_to_endpoint(link, endpoints[i], to.sockets_on, now + share, ec);
        tried = endpoints[i].address().to_string();
        if (!ec || watchdog::clock::now() >= deadline)
            break;
    }
    auto const at = doing + (tried == origin.host ? "" : " (" + tried + ")");
    if (ec == asio::error::timed_out && watchdog::clock::now() >= deadline)
        raise_timeout(guard.describe(guard.governing()), at);
    if (ec)
        raise(guard, ec, errc::connect_failed, at,
            "nothing was sent; is the server running there, and does the network let us through?");
    guard.attach(link.socket().native_handle());
    link.socket().set_option(tcp::no_delay(true), ec);
    link.socket().set_option(asio::socket_base::keep_alive(true), ec);
}

asio::awaitable<void> tunnel(connection& link, route const& to, watchdog& guard, std::string const& doing)
{
    auto const advice = std::string("check HTTPS_PROXY and NO_PROXY");
    error_code ec;
    auto const bytes = serialize_connect(to.origin, to.proxy->authorization);
    co_await link.write(bytes, guard, ec);
    if (ec)
        raise(guard, ec, errc::proxy_failed, doing, advice);
    guard.enter(limit::connect);
    auto const not_http = [&](std::string const& problem) {
        return error(failure(errc::proxy_failed, doing + ": the proxy's answer " + problem + "; " + advice));
    };
    response_parser parser(to.max_head_bytes, 0, true);
    for (;;) {
        if (!link.buffer().make_room(to.max_head_bytes))
            throw not_http("has no end");
        auto const got = co_await link.async_read_some(link.room(), asio::redirect_error(asio::use_awaitable, ec));
        if (ec)
            raise(guard, ec, errc::proxy_failed, doing, advice);
        link.buffer().filled(got);
        link.buffer().consume(parser.put(link.buffer().data(), link.buffer().unread().size()));
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
    if (!link.buffer().unread().empty())
        throw error(
            failure(errc::proxy_failed, doing + ": the proxy sent bytes of its own into the tunnel; " + advice));
}

asio::awaitable<void> handshake(tls_stream& tls, watchdog& guard, std::string const& doing)
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
    auto const name = to_string(to.origin);
    auto const peer = to.proxy ? "the proxy " + to_string(to.proxy->origin) + " for " + name : name;
    auto link = std::make_unique<connection>(to.sockets_on, to.buffer_bytes);
    // The guard must not keep the descriptor of a socket that is closed, whatever is thrown.
    struct release {
        watchdog* guard;
        ~release()
        {
            if (guard)
                guard->detach();
        }
    } unless_connected{&guard};

    guard.enter(limit::connect);
    co_await open_socket(*link, to, to.proxy ? to.proxy->origin : to.origin, guard, "connecting to " + peer);
    if (to.proxy)
        co_await tunnel(*link, to, guard, "asking " + peer);
    if (to.origin.tls) {
        guard.enter(limit::handshake);
        link->start_tls(*to.tls, to.origin.host, to.ticket);
        co_await handshake(*link->tls(), guard, "TLS with " + name);
    }
    unless_connected.guard = nullptr;
    co_return std::move(link);
}

} // namespace coax::transport
