// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Step 7 of doc/tutorial: a service. POST a letter to /, and the answer is a ticket as JSON.
#include "ticket.hpp"

#include <coax/json.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/serialize.hpp>

#include <exception>
#include <iostream>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;

asio::awaitable<http::response<http::string_body>> answer(coax::client client, std::string letter)
{
    http::response<http::string_body> out;
    out.set(http::field::content_type, "application/json");
    auto const ask = coax::request(letter).system("You sort a shop's letters.").timeout(std::chrono::seconds(20));
    auto const found = co_await coax::settle(client.extract<ticket>(ask));
    if (found) {
        out.body() = boost::json::serialize(boost::json::value_from(*found));
    } else {
        out.result(http::status::bad_gateway);
        out.body() = R"({"error": "the letter could not be read"})";
        std::cerr << found.error().message << '\n'; // for the log, not for strangers
    }
    out.prepare_payload();
    co_return out;
}

asio::awaitable<void> serve(beast::tcp_stream stream, coax::client client)
{
    beast::flat_buffer buffer;
    for (;;) {
        http::request<http::string_body> asked;
        stream.expires_after(std::chrono::seconds(60));
        co_await http::async_read(stream, buffer, asked, use_awaitable);
        stream.expires_never();
        auto reply = co_await answer(client, asked.body());
        reply.keep_alive(asked.keep_alive());
        co_await http::async_write(stream, reply, use_awaitable);
        if (!reply.keep_alive())
            co_return;
    }
}

asio::awaitable<void> listen(asio::ip::tcp::acceptor& acceptor, coax::client client)
{
    for (;;) {
        beast::tcp_stream stream(co_await acceptor.async_accept(use_awaitable));
        co_spawn(acceptor.get_executor(), serve(std::move(stream), client),
            [](std::exception_ptr) {}); // a caller that went away
    }
}

int main(int count, char** values)
try {
    asio::io_context context;
    auto const options = coax::client_options().observe(coax::log_calls(std::clog));
    coax::client const client(context, "openai/gpt-5-mini", options);

    auto const port = static_cast<asio::ip::port_type>(count > 1 ? std::stoi(values[1]) : 8080);
    asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), port});
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](auto, int) { context.stop(); });
    co_spawn(context, listen(acceptor, client), [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    context.run();
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
