// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

/// A client that knows nothing of coax: raw HTTP over raw TLS, so that the simulator is judged by somebody else.
class probe {
public:
    /// What a client saw of one answer.
    class answer {
    public:
        int status = 0;
        std::string type;
        std::string location;
        std::string body;
        bool whole = false;
        boost::system::error_code error;
    };

    probe(boost::asio::any_io_executor executor, coax::sim::server const& server)
        : tls_(boost::asio::ssl::context::tls_client),
          stream_(executor, trust(tls_, server)),
          port_(server.port())
    {
    }

    boost::asio::awaitable<boost::system::error_code> connect(std::string host = "127.0.0.1")
    {
        namespace asio = boost::asio;
        boost::system::error_code error;
        stream_.set_verify_mode(asio::ssl::verify_peer);
        stream_.set_verify_callback(asio::ssl::host_name_verification(host));
        asio::ip::tcp::endpoint const there(asio::ip::address_v4::loopback(), port_);
        co_await stream_.lowest_layer().async_connect(there, asio::redirect_error(asio::use_awaitable, error));
        if (!error)
            co_await stream_.async_handshake(
                asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
        co_return error;
    }

    boost::asio::awaitable<void> send(std::string_view path, std::string_view body, std::string headers = {})
    {
        namespace asio = boost::asio;
        std::string out = "POST " + std::string(path) + " HTTP/1.1\r\nhost: localhost\r\n" + headers
            + "content-length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
        boost::system::error_code ignored;
        co_await asio::async_write(stream_, asio::buffer(out), asio::redirect_error(asio::use_awaitable, ignored));
    }

    boost::asio::awaitable<answer> receive()
    {
        namespace asio = boost::asio;
        namespace http = boost::beast::http;
        http::response_parser<http::string_body> parser;
        parser.body_limit(boost::none);
        answer made;
        co_await http::async_read(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, made.error));
        made.whole = parser.is_done();
        made.status = static_cast<int>(parser.get().result_int());
        made.type = std::string(parser.get()[http::field::content_type]);
        made.location = std::string(parser.get()[http::field::location]);
        made.body = parser.get().body();
        co_return made;
    }

    /// Raw bytes until at least so many have come; fewer at the end.
    boost::asio::awaitable<std::string> receive_some(std::size_t least)
    {
        namespace asio = boost::asio;
        std::string made;
        boost::system::error_code error;
        while (made.size() < least && !error) {
            auto const before = made.size();
            made.resize(before + 4096);
            auto const count = co_await stream_.async_read_some(
                asio::buffer(made.data() + before, 4096), asio::redirect_error(asio::use_awaitable, error));
            made.resize(before + count);
        }
        co_return made;
    }

    void close() { stream_.lowest_layer().close(); }

private:
    static boost::asio::ssl::context& trust(boost::asio::ssl::context& tls, coax::sim::server const& server)
    {
        auto const& pem = server.ca_pem();
        tls.add_certificate_authority(boost::asio::buffer(pem));
        return tls;
    }

    boost::asio::ssl::context tls_;
    boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream_;
    boost::beast::flat_buffer buffer_;
    std::uint16_t port_;
};

/// Runs one coroutine to its end on a context that has other work as well, and rethrows what it throws.
template <class Coroutine>
void run(boost::asio::io_context& context, Coroutine work)
{
    bool done = false;
    std::exception_ptr thrown;
    boost::asio::co_spawn(context, work(), [&](std::exception_ptr error) {
        done = true;
        thrown = error;
    });
    while (!done)
        context.run_one();
    if (thrown)
        std::rethrow_exception(thrown);
}
