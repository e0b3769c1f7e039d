// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "deflated.hpp"
#include "integration/transport_fixture.hpp"

using namespace coax;
using namespace coax::test;
namespace asio = boost::asio;

BOOST_FIXTURE_TEST_SUITE(transport_body, transport_fixture)

namespace {

raw_peer::script say(std::string bytes, bool tls = true, bool notify = false)
{
    return [=](raw_peer::link& link) -> asio::awaitable<void> {
        if (tls)
            co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write(bytes);
        if (notify)
            co_await link.close_notify();
    };
}

std::string chunked(std::vector<std::string> const& parts)
{
    std::string bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (auto const& part : parts) {
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", part.size());
        bytes += size + part + "\r\n";
    }
    return bytes + "0\r\n\r\n";
}

} // namespace

BOOST_AUTO_TEST_CASE(many_chunks_in_one_read_are_one_view)
{
    std::vector<std::string> parts;
    std::string whole;
    for (int i = 0; i < 50; ++i) {
        parts.push_back("data: " + std::to_string(i) + "\n\n");
        whole += parts.back();
    }
    for (auto const tls : {true, false}) {
        raw_peer peer(say(chunked(parts), tls));
        transport::http_client client(io.get_executor(), settings);
        auto const origin = at(peer, tls);
        auto const message = post();
        auto const work = [&]() -> asio::awaitable<void> {
            auto answer = co_await send(client, origin, message);
            auto const bytes = co_await answer->read();
            BOOST_TEST(bytes == whole);
        };
        run(work());
    }
}

BOOST_AUTO_TEST_CASE(a_redirect_is_returned_and_not_followed)
{
    raw_peer peer(say("HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n"));
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post();
    auto const work = [&]() -> asio::awaitable<void> {
        auto answer = co_await send(client, origin, message);
        BOOST_TEST(answer->head().status == 302);
        BOOST_TEST(http::find(answer->head().headers, "location") == "https://elsewhere.example/");
        auto const bytes = co_await answer->read();
        BOOST_TEST(bytes.empty());
    };
    run(work());
    BOOST_TEST(peer.connections() == 1);
}

BOOST_AUTO_TEST_CASE(interim_heads_are_passed_over)
{
    raw_peer peer(say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok("hello")));
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const work = [&]() -> asio::awaitable<void> {
        auto const body = co_await fetch(client, origin);
        BOOST_TEST(body == "hello");
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_body_that_ends_with_the_connection)
{
    auto const answer = std::string("HTTP/1.1 200 OK\r\n\r\nhello");
    for (auto const tls : {false, true}) {
        raw_peer peer(say(answer, tls, tls));
        transport::http_client client(io.get_executor(), settings);
        auto const origin = at(peer, tls);
        auto const work = [&]() -> asio::awaitable<void> {
            auto const body = co_await fetch(client, origin);
            BOOST_TEST(body == "hello");
        };
        run(work());
    }
    // Without close_notify somebody in between may have cut it.
    raw_peer cut(say(answer));
    COAX_CHECK_FAILURE(failure_from(at(cut)), errc::connection_lost, "before the body did");
}

BOOST_AUTO_TEST_CASE(a_large_body_both_ways)
{
    std::string const large(3'000'000, 'y');
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        auto const asked = co_await link.request();
        co_await link.write(ok(asked.substr(asked.find("\r\n\r\n") + 4)));
        co_await link.stall();
    });
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post(large);
    auto const work = [&]() -> asio::awaitable<void> {
        auto const body = co_await fetch(client, origin, message);
        BOOST_TEST((body == large));
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(an_early_refusal_of_a_large_request_is_read)
{
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.some();
        co_await link.write("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig");
        co_await link.stall();
    });
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post(std::string(3'000'000, 'y'));
    auto const work = [&]() -> asio::awaitable<void> {
        auto answer = co_await send(client, origin, message);
        BOOST_TEST(answer->head().status == 413);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(too_large)
{
    max_body_bytes = 100;
    auto const x = std::string(101, 'x');
    raw_peer known(say(ok(x)));
    COAX_CHECK_FAILURE(failure_from(at(known)), errc::response_too_large, "the body is over 100 bytes");
    raw_peer chunks(say(chunked({std::string(60, 'x'), std::string(41, 'x')})));
    COAX_CHECK_FAILURE(failure_from(at(chunks)), errc::response_too_large, "the body is over 100 bytes");
    raw_peer endless([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write("HTTP/1.1 200 OK\r\n\r\n");
        for (;;)
            co_await link.write(x);
    });
    COAX_CHECK_FAILURE(failure_from(at(endless)), errc::response_too_large, "the body is over 100 bytes");
    raw_peer head([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write("HTTP/1.1 200 OK\r\n");
        for (;;)
            co_await link.write("X: " + x + "\r\n");
    });
    COAX_CHECK_FAILURE(failure_from(at(head)), errc::response_too_large, "the head of the answer is over 65536 bytes");
}

BOOST_AUTO_TEST_CASE(an_error_body_over_the_limit_keeps_its_words)
{
    max_body_bytes = 10;
    raw_peer peer(say("HTTP/1.1 429 Too Many\r\nContent-Length: 20\r\n\r\nwords of the service"));
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post();
    std::string body;
    auto const work = [&]() -> asio::awaitable<void> {
        auto answer = co_await send(client, origin, message);
        BOOST_TEST(answer->head().status == 429);
        for (;;) {
            auto const bytes = co_await answer->read();
            body += bytes;
        }
    };
    COAX_CHECK_FAILURE(failure_of(work()), errc::response_too_large, "the body is over 10 bytes");
    BOOST_TEST(body == "words of t");
}

BOOST_AUTO_TEST_CASE(coded_bodies)
{
    auto const answer = [](std::string const& coding, std::string const& body) {
        return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + std::to_string(body.size())
            + "\r\n\r\n" + body;
    };
    std::string const text(100'000, 'x');
    for (auto const& bytes : {answer("gzip", deflated(text, 31)), answer("deflate", deflated(text, 15)),
             answer("deflate", deflated(text, -15)), answer("X-GZip", deflated(text, 31))}) {
        raw_peer peer(say(bytes));
        transport::http_client client(io.get_executor(), settings);
        auto const origin = at(peer);
        auto const message = post();
        auto const work = [&]() -> asio::awaitable<void> {
            auto reply = co_await send(client, origin, message);
            BOOST_TEST(http::find(reply->head().headers, "content-encoding") == "");
            BOOST_TEST(http::find(reply->head().headers, "content-length") == "");
            std::string body;
            for (;;) {
                auto const piece = co_await reply->read();
                if (piece.empty())
                    break;
                body += piece;
            }
            BOOST_TEST((body == text));
        };
        run(work());
    }
    auto const why = [&](std::string const& bytes) {
        raw_peer peer(say(bytes));
        return failure_from(at(peer));
    };
    COAX_CHECK_FAILURE(why(answer("br", "xyz")), errc::unexpected_content, "encoded as 'br'");
    COAX_CHECK_FAILURE(
        why(answer("gzip", "no gzip")), errc::protocol_error, "content coding (gzip or deflate) is broken");
    COAX_CHECK_FAILURE(
        why(answer("gzip", deflated(text, 31).substr(0, 20))), errc::connection_lost, "before the content coding");
    max_body_bytes = 10'000;
    COAX_CHECK_FAILURE(
        why(answer("gzip", deflated(text, 31))), errc::response_too_large, "the body is over 10000 bytes");
    // The status of an error says enough where its words cannot be read.
    raw_peer peer(say("HTTP/1.1 429 Too Many\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nxyz"));
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post();
    auto const work = [&]() -> asio::awaitable<void> {
        auto reply = co_await send(client, origin, message);
        BOOST_TEST(reply->head().status == 429);
        auto const body = co_await reply->read();
        BOOST_TEST(body == "");
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(flushed_events_in_gzip_come_at_once)
{
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
        deflater sender(31);
        co_await link.write(sender.flushed("data: one\n\n"));
        co_await link.stall(); // the second never comes
    });
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post();
    auto const work = [&]() -> asio::awaitable<void> {
        auto answer = co_await send(client, origin, message);
        auto const piece = co_await answer->read();
        BOOST_TEST(piece == "data: one\n\n");
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(malformed)
{
    raw_peer chunk(say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));
    COAX_CHECK_FAILURE(failure_from(at(chunk)), errc::protocol_error, "chunks are malformed");
    raw_peer head(say("HTTP/1.1 two hundred\r\n\r\n"));
    COAX_CHECK_FAILURE(failure_from(at(head)), errc::protocol_error, "not HTTP/1.1");
    raw_peer other(say("SSH-2.0-OpenSSH_9.2\r\n", false));
    COAX_CHECK_FAILURE(failure_from(at(other, false)), errc::protocol_error, "not HTTP");
}

BOOST_AUTO_TEST_CASE(cut_at_every_byte)
{
    auto const answer = chunked({"data: one\n\n", "data: two\n\n"});
    std::string const whole = "data: one\n\ndata: two\n\n";
    std::size_t length = 0;
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        if (length > 0)
            co_await link.write(std::string_view(answer).substr(0, length));
    });
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post();
    for (length = 0; length < answer.size(); ++length) {
        std::string body;
        auto const work = [&]() -> asio::awaitable<void> {
            auto reply = co_await send(client, origin, message);
            for (;;) {
                auto const bytes = co_await reply->read();
                if (bytes.empty())
                    break;
                body += bytes;
            }
            BOOST_ERROR("it ended well");
        };
        auto const why = failure_of(work());
        BOOST_TEST(why.code == make_error_code(errc::connection_lost));
        BOOST_TEST(whole.starts_with(body));
        if (length + 7 >= answer.size()) // all payload had come
            BOOST_TEST(body == whole);
    }
    BOOST_TEST(peer.connections() == static_cast<int>(answer.size()));
}

BOOST_AUTO_TEST_SUITE_END()
