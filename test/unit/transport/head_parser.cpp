// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/head_parser.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

using coax::transport::framing;
using coax::transport::head_parser;

BOOST_AUTO_TEST_SUITE(head_parsing)

namespace {

struct outcome {
    std::unique_ptr<head_parser> parser;
    head_parser::outcome how;
    std::string rest;
};

// As a connection does it: what was not taken is given again with more behind it.
outcome fed(std::string const& bytes, std::size_t cut, bool to_connect = false, std::size_t limit = 1024)
{
    outcome all{std::make_unique<head_parser>(limit, to_connect), head_parser::outcome::need_more, {}};
    for (auto const& piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
        all.rest += piece;
        if (all.how != head_parser::outcome::need_more)
            continue;
        std::size_t taken = 0;
        all.how = all.parser->parse(all.rest, taken);
        all.rest.erase(0, taken);
    }
    return all;
}

} // namespace

BOOST_AUTO_TEST_CASE(cut_anywhere)
{
    std::string const bytes
        = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
          "HTTP/1.1 429 Too Many\r\nRetry-After: 3\r\nX-Empty:\r\nTransfer-Encoding: chunked\r\n\r\nbody";
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        auto const got = fed(bytes, cut);
        BOOST_TEST_REQUIRE((got.how == head_parser::outcome::done));
        BOOST_TEST(got.rest == "body");
        BOOST_TEST(got.parser->head().status == 429);
        BOOST_TEST_REQUIRE(got.parser->head().headers.size() == 3u);
        BOOST_TEST(find(got.parser->head().headers, "retry-after") == "3");
        BOOST_TEST((got.parser->body() == framing::chunked));
        BOOST_TEST(got.parser->keep_alive());
    }
}

BOOST_AUTO_TEST_CASE(how_the_body_ends)
{
    struct row {
        char const* head;
        framing body;
        int length;
        bool keep_alive;
    };
    row const table[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n", framing::length, 7, true},
        {"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\n", framing::length, 7, false},
        {"HTTP/1.0 200 OK\r\nContent-Length: 7\r\n\r\n", framing::length, 7, false},
        {"HTTP/1.0 200 OK\r\nContent-Length: 7\r\nConnection: keep-alive\r\n\r\n", framing::length, 7, true},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", framing::chunked, 0, true},
        {"HTTP/1.1 200 OK\r\n\r\n", framing::until_close, 0, false},
        {"HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", framing::none, 0, true},
        {"HTTP/1.1 304 Not Modified\r\n\r\n", framing::none, 0, true},
    };
    for (auto const& row : table) {
        BOOST_TEST_CONTEXT(row.head)
        {
            auto const got = fed(row.head, 0);
            BOOST_TEST_REQUIRE((got.how == head_parser::outcome::done));
            BOOST_TEST((got.parser->body() == row.body));
            if (row.body == framing::length)
                BOOST_TEST(static_cast<int>(got.parser->length()) == row.length);
            BOOST_TEST(got.parser->keep_alive() == row.keep_alive);
        }
    }
    BOOST_TEST((fed("HTTP/1.1 200 OK\r\n\r\n", 0, true).parser->body() == framing::none));
}

BOOST_AUTO_TEST_CASE(malformed_wherever_it_is_cut)
{
    for (std::string const bytes :
        {"HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 101 Switching\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "hello, hello, hello\r\n\r\n"}) {
        BOOST_TEST_CONTEXT(bytes)
        {
            for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
                auto const got = fed(bytes, cut);
                BOOST_TEST((got.how == head_parser::outcome::malformed));
                BOOST_TEST(!got.parser->fault().empty());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(over_the_limit)
{
    auto const long_field = "HTTP/1.1 200 OK\r\nX: " + std::string(2000, 'x') + "\r\n\r\n";
    BOOST_TEST((fed(long_field, 0).how == head_parser::outcome::too_large));
    BOOST_TEST((fed(long_field, 1000).how == head_parser::outcome::too_large));
    std::string many = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 500; ++i)
        many += "X: y\r\n";
    BOOST_TEST((fed(many, 0).how == head_parser::outcome::too_large));
}

BOOST_AUTO_TEST_SUITE_END()
