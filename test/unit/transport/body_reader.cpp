// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/body_reader.hpp"

#include "deflated.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

using namespace coax;
using coax::test::deflated;
using transport::body_reader;

BOOST_AUTO_TEST_SUITE(body_reading)

namespace {

constexpr std::size_t max_head = 512;
constexpr std::size_t max_body = 50;

struct outcome {
    http::response_head head;
    std::string body;
    bool ended = false; // without the end of the connection
    bool complete = false; // with it
    bool keep_alive = false;
    failure reason;
};

void append(transport::read_buffer& buffer, std::string_view bytes)
{
    while (!bytes.empty()) {
        BOOST_TEST_REQUIRE(buffer.make_room(4096));
        auto const room = buffer.room();
        auto const size = std::min(room.size(), bytes.size());
        std::memcpy(room.data(), bytes.data(), size);
        buffer.filled(size);
        bytes.remove_prefix(size);
    }
}

// Reads as a connection does whose bytes arrive in two pieces and that ends after them.
outcome read_cut(std::string_view bytes, std::size_t cut)
{
    transport::read_buffer buffer(4096);
    body_reader reader(max_head, max_body, "host:443");
    outcome got;
    bool in_head = true;
    try {
        for (auto const piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
            append(buffer, piece);
            if (in_head && !reader.parse_head(buffer))
                continue;
            in_head = false;
            got.head = reader.head();
            for (;;) {
                auto const part = reader.read(buffer);
                if (part.empty())
                    break;
                got.body += part;
            }
            got.ended = reader.ended();
        }
        got.complete = reader.end();
        got.keep_alive = reader.keep_alive();
    } catch (error const& e) {
        got.reason = e.failure();
    }
    return got;
}

struct row {
    std::string bytes;
    std::string_view body = {};
    bool ended = false;
    bool complete = false;
    bool keep_alive = false;
    boost::system::error_code code = {};
    std::string_view message = {};
};

std::string const ok = "HTTP/1.1 200 OK\r\n";

std::string coded(std::string_view coding, std::string const& body)
{
    return ok + "Content-Encoding: " + std::string(coding) + "\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n\r\n" + body;
}

void check(row const& expected)
{
    for (std::size_t cut = 0; cut <= expected.bytes.size(); ++cut) {
        BOOST_TEST_CONTEXT(expected.bytes.substr(0, 100) << " cut at " << cut)
        {
            auto const got = read_cut(expected.bytes, cut);
            BOOST_TEST_INFO(got.reason.message);
            BOOST_TEST(got.reason.code == expected.code);
            BOOST_TEST((got.reason.message.find(expected.message) != std::string::npos));
            BOOST_TEST(got.body == expected.body);
            BOOST_TEST(got.ended == expected.ended);
            BOOST_TEST(got.complete == expected.complete);
            BOOST_TEST(got.keep_alive == expected.keep_alive);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(complete_bodies)
{
    std::string const text = "hello, hello, hello";
    for (row const& expected :
        {
            row{ok + "Content-Length: 5\r\n\r\nhello", "hello", true, true, true},
            row{ok + "Content-Length: 0\r\n\r\n", "", true, true, true},
            row{ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n,\r\n0\r\n\r\n", "hello,", true, true, true},
            row{ok + "Connection: close\r\nContent-Length: 5\r\n\r\nhello", "hello", true, true, false},
            row{ok + "\r\nhello", "hello", false, true, false},
            row{coded("gzip", deflated(text, 31)), text, true, true, true},
            row{coded("deflate", deflated(text, 15)), text, true, true, true},
            row{coded("identity", text), text, true, true, true},
            row{coded("gzip", ""), "", true, true, true}, // nothing was coded
        })
        check(expected);
}

BOOST_AUTO_TEST_CASE(bodies_that_fail)
{
    auto const malformed = make_error_code(errc::protocol_error);
    auto const too_large = make_error_code(errc::response_too_large);
    std::string const long_text(60, 'x');
    auto const half = deflated("hello, hello, hello", 31).substr(0, 10);
    for (row const& expected : {
             row{ok + "Transfer-Encoding: chunked\r\n\r\nx\r\n", "", false, false, false, malformed,
                 "chunks are malformed"},
             row{coded("gzip", "no gzip"), "", false, false, false, malformed, "is broken"},
             row{coded("gzip", half), "", false, false, false, make_error_code(errc::connection_lost),
                 "ended before the content coding"},
             row{coded("br", "hello"), "", false, false, false, make_error_code(errc::unexpected_content), "'br'"},
             row{ok + "Content-Length: 60\r\n\r\n" + long_text, "", false, false, false, too_large, "over 50 bytes"},
             row{"HTTP/2 200 OK\r\n\r\n", "", false, false, false, malformed, "is not HTTP/1.1"},
             row{ok + "X: " + std::string(max_head, 'x') + "\r\n\r\n", "", false, false, false, too_large,
                 "the head of the answer is over 512 bytes"},
         })
        check(expected);
}

// The bytes up to the limit are given first.
BOOST_AUTO_TEST_CASE(bodies_over_the_limit)
{
    auto const too_large = make_error_code(errc::response_too_large);
    std::string const text(60, 'x');
    for (auto const& bytes : {ok + "\r\n" + text, coded("gzip", deflated(text, 31)),
             "HTTP/1.1 500 Error\r\nContent-Length: 60\r\n\r\n" + text})
        check({bytes, std::string_view(text).substr(0, max_body), false, false, false, too_large, "over 50 bytes"});
}

// The status is enough, so a coding that is not supported is no failure, and the body is dropped.
BOOST_AUTO_TEST_CASE(an_error_in_a_coding_that_is_not_supported)
{
    check(
        {"HTTP/1.1 401 Unauthorized\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello", "", true, true, true});
}

BOOST_AUTO_TEST_CASE(the_head_describes_the_decoded_body)
{
    auto const got = read_cut(coded("gzip", deflated("hello", 31)), 0);
    BOOST_TEST(got.head.status == 200);
    BOOST_TEST(got.head.headers.empty());
    auto const plain = read_cut(ok + "Content-Length: 5\r\n\r\nhello", 0);
    BOOST_TEST(http::find(plain.head.headers, "content-length") == "5");
}

BOOST_AUTO_TEST_CASE(an_incomplete_body)
{
    for (auto const* body : {"Content-Length: 9\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"})
        check({ok + body, "hello"});
}

BOOST_AUTO_TEST_SUITE_END()
