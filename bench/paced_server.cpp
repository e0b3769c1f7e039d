// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "paced_server.hpp"

#include "sim/certificate_authority.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace coax::bench {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

struct schedule {
    explicit schedule(asio::io_context& io) : begun(io, asio::steady_timer::time_point::max()) { }
    std::size_t streams = 0;
    std::size_t deltas = 0;
    std::chrono::nanoseconds period{};
    std::size_t waiting = 0;
    asio::steady_timer begun; ///< cancelled when all have asked
};

std::string chunk(std::string_view content, std::string_view finish)
{
    auto const event = R"(data: {"id":"chatcmpl-CoDX9QCAx5XpFZGXx8d76rBlibSmM","object":"chat.completion.chunk",)"
                       R"("created":1766084459,"model":"gpt-4o-2024-08-06","choices":[{"index":0,)"
        + std::string(before_stamp) + std::string(content) + R"("},"finish_reason":)" + std::string(finish) + "}]}\n\n";
    char size[16];
    std::snprintf(size, sizeof size, "%zx\r\n", event.size());
    return size + event + "\r\n";
}

asio::awaitable<void> converse(tcp::socket socket, asio::ssl::context& context, schedule& plan)
{
    try {
        asio::ssl::stream<tcp::socket> link(std::move(socket), context);
        link.next_layer().set_option(tcp::no_delay(true));
        co_await link.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
        std::string request;
        for (std::size_t whole = std::string::npos; request.size() < whole;) {
            char part[4096];
            auto const got = co_await link.async_read_some(asio::buffer(part), asio::use_awaitable);
            request.append(part, got);
            auto const body = request.find("\r\n\r\n");
            auto length = request.find("ontent-length: ");
            if (length == request.npos)
                length = request.find("ontent-Length: ");
            if (body != request.npos && length != request.npos)
                whole = body + 4 + std::strtoul(request.c_str() + length + 15, nullptr, 10);
        }
        auto const number = plan.waiting++;
        if (plan.waiting == plan.streams) {
            plan.begun.cancel();
        } else {
            boost::system::error_code cancelled;
            co_await plan.begun.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        }
        std::string const head
            = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            + chunk(R"({\"text\":\")", "null");
        co_await asio::async_write(link, asio::buffer(head), asio::use_awaitable);
        // A second for all to settle, then each at its own moment within the period.
        asio::steady_timer next(co_await asio::this_coro::executor);
        auto when = std::chrono::steady_clock::now() + std::chrono::seconds(1)
            + plan.period * static_cast<long>(number) / static_cast<long>(plan.streams);
        for (std::size_t n = 0; n < plan.deltas; ++n, when += plan.period) {
            next.expires_at(when);
            co_await next.async_wait(asio::use_awaitable);
            char stamp[32];
            std::snprintf(stamp, sizeof stamp, "%018lld", static_cast<long long>(monotonic_ns()));
            auto const bytes = chunk(stamp, "null");
            co_await asio::async_write(link, asio::buffer(bytes), asio::use_awaitable);
        }
        std::string const end = chunk(R"(\"})", "\"stop\"") + "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n";
        co_await asio::async_write(link, asio::buffer(end), asio::use_awaitable);
        char more;
        co_await link.async_read_some(asio::buffer(&more, 1), asio::use_awaitable);
    } catch (std::exception const&) { // NOLINT(bugprone-empty-catch): the client hung up, which is how all end
    }
}

asio::awaitable<void> accept(tcp::acceptor& from, asio::ssl::context& context, schedule& plan)
{
    for (;;) {
        auto socket = co_await from.async_accept(asio::use_awaitable);
        asio::co_spawn(from.get_executor(), converse(std::move(socket), context, plan), asio::detached);
    }
}

} // namespace

paced_server::paced_server(load const& of)
{
    sim::certificate_authority const authority("coax benchmark CA");
    auto const identity = authority.issue({"127.0.0.1"});
    ca_pem_ = authority.pem();
    int way[2];
    if (::pipe(way) != 0)
        throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        asio::io_context io(1);
        asio::ssl::context context(asio::ssl::context::tls_server);
        context.use_certificate(asio::buffer(identity.certificate), asio::ssl::context::pem);
        context.use_private_key(asio::buffer(identity.key), asio::ssl::context::pem);
        tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
        acceptor.listen(16'384);
        auto const port = acceptor.local_endpoint().port();
        if (::write(way[1], &port, sizeof port) != sizeof port)
            ::_exit(1);
        schedule plan(io);
        plan.streams = of.streams;
        plan.deltas = of.deltas;
        plan.period = std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / of.pace));
        asio::co_spawn(io, accept(acceptor, context, plan), asio::detached);
        io.run();
        ::_exit(0);
    }
    auto const got = ::read(way[0], &port_, sizeof port_);
    ::close(way[0]);
    ::close(way[1]);
    if (got != sizeof port_)
        throw std::runtime_error("the server did not start");
}

paced_server::~paced_server()
{
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
}

} // namespace coax::bench
