// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "http/origin.hpp"
#include "peer/raw_peer.hpp"
#include "sim/certificate_authority.hpp"
#include "transport/http_client.hpp"

#include <coax/error.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <string>

namespace coax::test {

using namespace std::chrono_literals;

/// One authority and one certificate for localhost for the whole program, because making them is slow.
inline sim::certificate_authority const& authority()
{
    static sim::certificate_authority const made;
    return made;
}

inline sim::identity const& localhost()
{
    static auto const made = authority().issue({"localhost", "127.0.0.1"});
    return made;
}

/// The client's side. Its io_context runs until the work is done and no operation is left.
struct transport_fixture {
    boost::asio::io_context io;
    transport::settings settings = trusting();
    timeouts limits;
    std::size_t max_body_bytes = http_request().max_body_bytes;

    static transport::settings trusting()
    {
        transport::settings settings;
        settings.ca_pem = authority().pem();
        return settings;
    }

    static http::origin at(raw_peer const& peer, bool tls = true) { return {tls, "127.0.0.1", peer.port()}; }

    static http::request post(std::string body = "{}")
    {
        return {"/v1/messages", {{"Content-Type", "application/json"}}, std::move(body)};
    }

    [[nodiscard]] std::chrono::steady_clock::time_point call_ends() const
    {
        return std::chrono::steady_clock::now() + limits.call;
    }

    void run(boost::asio::awaitable<void> work)
    {
        std::exception_ptr thrown;
        auto done = false;
        boost::asio::co_spawn(io, std::move(work), [&](std::exception_ptr e) {
            thrown = e;
            done = true;
        });
        io.restart();
        io.run();
        BOOST_TEST(done);
        if (thrown)
            std::rethrow_exception(thrown);
    }

    boost::asio::awaitable<std::unique_ptr<http_exchange>> send(
        http_transport& by, http::origin const& origin, http::request const& message)
    {
        http_request request;
        request.tls = origin.tls;
        request.host = origin.host;
        request.port = origin.port;
        request.target = message.target;
        request.headers = message.headers;
        request.body = message.body;
        request.timeouts = limits;
        request.deadline = call_ends();
        request.max_body_bytes = max_body_bytes;
        co_return co_await by.send(request);
    }

    /// The complete body of one response.
    boost::asio::awaitable<std::string> fetch(
        transport::http_client& client, http::origin origin, http::request message = post())
    {
        auto answer = co_await send(client, origin, message);
        std::string body;
        for (;;) {
            auto const bytes = co_await answer->read();
            if (bytes.empty())
                break;
            body += bytes;
        }
        co_return body;
    }

    /// The failure that `work` ends with.
    failure failure_of(boost::asio::awaitable<void> work)
    {
        try {
            run(std::move(work));
        } catch (coax::error const& e) {
            return e.failure();
        } catch (boost::system::system_error const& e) {
            BOOST_ERROR(std::string("a system_error that is no coax::error: ") + e.what());
            return {e.code(), e.what()};
        }
        BOOST_ERROR("nothing was thrown");
        return {};
    }

    /// The failure of one fetch.
    failure failure_from(http::origin origin)
    {
        transport::http_client client(io.get_executor(), settings);
        auto const work = [&]() -> boost::asio::awaitable<void> {
            auto const body = co_await fetch(client, origin);
            BOOST_ERROR("a body came: " + body);
        };
        return failure_of(work());
    }
};

inline bool says(failure const& why, std::string_view text) { return why.message.find(text) != std::string::npos; }

/// A response with `body`.
inline std::string ok(std::string_view body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
        + std::string(body);
}

} // namespace coax::test

#define COAX_CHECK_FAILURE(why, expected, text)                                                                        \
    do {                                                                                                               \
        auto const& coax_why = (why);                                                                                  \
        BOOST_TEST_INFO(coax_why.message);                                                                             \
        BOOST_TEST(coax_why.code == make_error_code(expected));                                                        \
        BOOST_TEST_INFO(coax_why.message);                                                                             \
        BOOST_TEST(says(coax_why, text));                                                                              \
    } while (false)
