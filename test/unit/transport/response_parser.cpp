// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/response_parser.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using coax::transport::response_parser;
using fault = response_parser::fault;

BOOST_AUTO_TEST_SUITE(response_parsing)

namespace {

struct outcome {
    std::string payload;
    std::string rest;
    coax::http::response_head head;
    bool head_done = false;
    bool done = false;
    bool keep_alive = false;
    bool whole_at_end = false;
    fault broken = fault::none;
    std::string text;
};

struct limits {
    std::size_t head = 1024;
    std::uint64_t body = 1000;
    bool to_connect = false;
};

// Reads as a connection does: bytes that were not taken are given again with more behind them. Each block is allocated
// separately, so that a sanitizer finds an access beyond it.
outcome fed(std::string_view bytes, std::vector<std::size_t> const& cuts, limits most = {})
{
    response_parser parser(most.head, most.body, most.to_connect);
    outcome all;
    std::size_t at = 0;
    auto const feed = [&](std::size_t to) {
        all.rest += bytes.substr(at, to - at);
        at = to;
        if (parser.broken() != fault::none || parser.done())
            return;
        std::vector<char> block(all.rest.begin(), all.rest.end());
        auto const taken = parser.put(block.data(), block.size());
        all.payload += parser.payload();
        all.rest.assign(block.data() + taken, block.size() - taken);
    };
    for (auto const cut : cuts)
        feed(cut);
    feed(bytes.size());
    all.head_done = parser.head_done();
    all.done = parser.done();
    all.broken = parser.broken();
    all.text = parser.fault_text();
    all.whole_at_end = parser.put_end();
    if (all.head_done)
        all.head = parser.head();
    all.keep_alive = parser.keep_alive();
    return all;
}

template <class Check>
void at_every_cut(std::string_view bytes, limits most, Check check)
{
    for (std::size_t first = 0; first <= bytes.size(); ++first)
        for (auto const second : {first, (first + bytes.size()) / 2, bytes.size()})
            check(fed(bytes, {first, std::max(first, second)}, most));
    std::vector<std::size_t> all(bytes.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    check(fed(bytes, all, most));
}

std::string const ok = "HTTP/1.1 200 OK\r\n";
std::string const chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";

} // namespace

BOOST_AUTO_TEST_CASE(a_head_behind_interim_ones)
{
    at_every_cut("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                 "HTTP/1.1 429 Too Many\r\nRetry-After: 3\r\nX-Empty:\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "4\r\nbody\r\n0\r\n\r\n",
        {}, [](outcome const& got) {
            BOOST_TEST_REQUIRE(got.done);
            BOOST_TEST(got.payload == "body");
            BOOST_TEST(got.rest == "");
            BOOST_TEST(got.head.status == 429);
            BOOST_TEST_REQUIRE(got.head.headers.size() == 3u);
            BOOST_TEST(coax::http::find(got.head.headers, "retry-after") == "3");
            BOOST_TEST(got.keep_alive);
        });
}

BOOST_AUTO_TEST_CASE(how_the_body_ends)
{
    struct row {
        char const* bytes;
        char const* payload;
        bool done;
        bool whole_at_end;
        bool keep_alive;
        char const* rest = "";
    };
    row const table[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello!!", "hello", true, true, true, "!!"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", "hello", false, false, false},
        {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", true, true, true},
        {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx", "x", true, true, false},
        {"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "x", true, true, false},
        {"HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\nx", "x", true, true, true},
        {"HTTP/1.1 200 OK\r\n\r\nhello", "hello", false, true, false},
        {"HTTP/1.1 200 OK\r\n\r\n", "", false, true, false},
        {"HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", "", true, true, true},
        {"HTTP/1.1 304 Not Modified\r\n\r\n", "", true, true, true},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "hello", false, false, false},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nmore", "hello", true, true, true,
            "more"},
    };
    for (auto const& row : table) {
        BOOST_TEST_CONTEXT(row.bytes)
        {
            at_every_cut(row.bytes, {}, [&](outcome const& got) {
                BOOST_TEST(got.payload == row.payload);
                BOOST_TEST(got.done == row.done);
                BOOST_TEST(got.whole_at_end == row.whole_at_end);
                BOOST_TEST(got.keep_alive == row.keep_alive);
                BOOST_TEST(got.rest.ends_with(row.rest));
                BOOST_TEST((got.broken == fault::none));
            });
        }
    }
    BOOST_TEST(fed(ok + "\r\nbytes", {}, {1024, 0, true}).done);
    BOOST_TEST(fed(ok + "\r\nbytes", {}, {1024, 0, true}).rest == "bytes");
    BOOST_TEST(!fed("HTTP/1.1 200 O", {}).whole_at_end);
}

// RFC 9112, 6.3: Transfer-Encoding overrides Content-Length; lengths that agree are one.
BOOST_AUTO_TEST_CASE(framing_that_is_given_twice)
{
    struct row {
        char const* fields;
        bool keep_alive = false;
    };
    row const table[] = {
        {"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"},
        {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"},
        {"Content-Length: 3\r\nA: b\r\nTransfer-Encoding: chunked\r\nC: d\r\nContent-Length: 4\r\n"},
        {"Content-Length: x\r\nTransfer-Encoding: chunked\r\n"},
        {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"},
        {"Transfer-Encoding: chunked\r\nA: b\r\ntransfer-encoding: Chunked\r\nC: d\r\n"},
        {"Transfer-Encoding: chunked, chunked\r\nContent-Length: 3\r\n"},
        {"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", true},
        {"Transfer-Encoding: identity, chunked\r\n", true},
        {"Transfer-Encoding: chunked\r\nConnection: keep-alive; x=\"\r\n"},
    };
    for (auto const& row : table) {
        BOOST_TEST_CONTEXT(row.fields)
        {
            auto const bad_length = std::string_view(row.fields).starts_with("Content-Length: x");
            at_every_cut(ok + "Before: 1\r\n" + row.fields + "After: 2\r\n\r\n5\r\nhello\r\n0\r\n\r\n", {},
                [&](outcome const& got) {
                    BOOST_TEST_INFO(got.text);
                    if (bad_length) {
                        BOOST_TEST((got.broken == fault::bad_head));
                        return;
                    }
                    BOOST_TEST(got.done);
                    BOOST_TEST(got.payload == "hello");
                    BOOST_TEST(got.rest == "");
                    BOOST_TEST(got.keep_alive == row.keep_alive); // the beginning of a second response is not certain
                    BOOST_TEST(coax::http::find(got.head.headers, "before") == "1");
                    BOOST_TEST(coax::http::find(got.head.headers, "after") == "2");
                });
        }
    }
    for (auto const* fields : {"Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5, 5\r\n"})
        at_every_cut(ok + fields + "\r\nhello", {}, [](outcome const& got) { BOOST_TEST(got.done); });
    for (auto const* fields : {"Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: gzip\r\n",
             "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n",
             "Content-Length: 5\r\nTransfer-Encoding: gzip\r\n"})
        at_every_cut(ok + fields + "\r\nhello", {}, [](outcome const& got) {
            BOOST_TEST((got.broken == fault::bad_head));
            BOOST_TEST(got.text == "the transfer coding 'gzip' was not asked for");
        });
}

BOOST_AUTO_TEST_CASE(heads_that_are_malformed)
{
    for (std::string const bytes : {"HTTP/2.0 200 OK\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n",
             "HTTP/1.1 101 Switching\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "hello, hello, hello\r\n\r\n"}) {
        BOOST_TEST_CONTEXT(bytes)
        {
            at_every_cut(bytes, {}, [](outcome const& got) {
                BOOST_TEST((got.broken == fault::bad_head));
                BOOST_TEST(!got.text.empty());
                BOOST_TEST(!got.done);
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(heads_over_the_limit)
{
    auto const long_field = "HTTP/1.1 200 OK\r\nX: " + std::string(2000, 'x') + "\r\n\r\n";
    std::string many = "HTTP/1.1 200 OK\r\n";
    std::vector<std::size_t> small;
    for (std::size_t i = 0; i < 500; ++i) {
        many += "X: y\r\n";
        small.push_back(i * 6);
    }
    BOOST_TEST((fed(long_field, {}).broken == fault::head_too_large));
    BOOST_TEST((fed(long_field, {1000}).broken == fault::head_too_large));
    BOOST_TEST((fed(many, {}).broken == fault::head_too_large));
    BOOST_TEST((fed(many, small).broken == fault::head_too_large));
    std::string interim;
    for (int i = 0; i < 100; ++i)
        interim += "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    BOOST_TEST((fed(interim, {500, 1000, 1500}).broken == fault::head_too_large));
}

BOOST_AUTO_TEST_CASE(chunks_with_extensions_and_trailers)
{
    for (std::string_view const body :
        {"5\r\nhello\r\n1;name=\"v\"\r\n,\r\n00a \r\n0123456789\r\n0\r\nA: b\r\nC: d\r\n\r\nmore",
            "5;\r\nhello\r\n1 ; ?\r\n,\r\nA\t;x y\r\n0123456789\r\n000 \r\nno colon\r\n\r\nmore",
            "5\r\nhello\r\n1\r\n,\r\na\r\n0123456789\r\n0;= \r\nContent-Length: -1\r\n\r\nmore"}) {
        at_every_cut(chunked + std::string(body), {}, [&](outcome const& got) {
            BOOST_TEST_INFO(body << got.text);
            BOOST_TEST(got.payload == "hello,0123456789");
            BOOST_TEST(got.done);
            BOOST_TEST(got.rest == "more");
            BOOST_TEST(got.head.headers.size() == 1u); // trailers are not part of it
        });
    }
}

BOOST_AUTO_TEST_CASE(chunks_of_one_read_are_moved_together_in_place)
{
    auto bytes = chunked + "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n";
    response_parser parser(1024, 1000);
    BOOST_TEST(parser.put(bytes.data(), bytes.size()) == bytes.size());
    BOOST_TEST(parser.payload() == "abcdef");
    BOOST_TEST((parser.payload().data() == bytes.data() + chunked.size() + 3));
}

BOOST_AUTO_TEST_CASE(chunks_that_are_malformed)
{
    for (std::string const text : {"x\r\n\r\n", "\r\n\r\n\r\n", ";x\r\n\r\n", "-1\r\n\r\n", "5\rxyz",
             "5\r\nhellox1\r\n\r\n", "5\r\nhello\rx1\r\n", "5x\r\n\r\n", "10000000000000000\r\n", "0x\r\n\r\n"}) {
        BOOST_TEST_CONTEXT(text)
        {
            at_every_cut(chunked + text, {}, [](outcome const& got) {
                BOOST_TEST((got.broken == fault::bad_body));
                BOOST_TEST(!got.done);
                BOOST_TEST((got.payload.empty() || got.payload == "hello"));
            });
        }
    }
    auto const broken = [](std::string const& text) { return fed(chunked + text, {}).broken; };
    BOOST_TEST((broken("1;" + std::string(9000, 'x')) == fault::bad_body));
    BOOST_TEST((broken("0\r\nA: " + std::string(9000, 'x')) == fault::bad_body));
    std::string trailers = "0\r\n";
    for (int i = 0; i < 3000; ++i)
        trailers += "A: b\r\n";
    BOOST_TEST((broken(trailers) == fault::bad_body));
}

BOOST_AUTO_TEST_CASE(bodies_over_the_limit_are_given_up_to_it)
{
    for (auto const& bytes : {chunked + "5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", ok + "\r\nhelloworld",
             ok + "Content-Length: 10\r\n\r\nhelloworld", chunked + "ffffffffffffffff\r\nhelloworld"}) {
        at_every_cut(bytes, {1024, 9}, [](outcome const& got) {
            BOOST_TEST((got.broken == fault::body_too_large));
            BOOST_TEST(got.payload == "helloworl");
            BOOST_TEST(!got.whole_at_end);
        });
    }
    at_every_cut(chunked + "5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", {1024, 10},
        [](outcome const& got) { BOOST_TEST(got.done); });
    auto head = ok + "Content-Length: 10\r\n\r\n";
    response_parser parser(1024, 9);
    parser.put(head.data(), head.size());
    BOOST_TEST(parser.announces_too_much());
}

// Beast's own limit is 8 MiB.
BOOST_AUTO_TEST_CASE(a_long_stream)
{
    response_parser parser(1024, 64 << 20);
    auto head = chunked;
    parser.put(head.data(), head.size());
    std::string const chunk = "4000\r\n" + std::string(0x4000, 'x') + "\r\n";
    std::size_t got = 0;
    std::string rest;
    for (int i = 0; i < 1000; ++i) {
        rest += chunk;
        auto const taken = parser.put(rest.data(), rest.size());
        got += parser.payload().size();
        rest.erase(0, taken);
    }
    BOOST_TEST(got == 1000u * 0x4000);
    BOOST_TEST((parser.broken() == fault::none));
}

BOOST_AUTO_TEST_SUITE_END()
