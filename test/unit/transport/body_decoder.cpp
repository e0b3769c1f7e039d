// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/body_decoder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using coax::transport::body_decoder;
using coax::transport::framing;

BOOST_AUTO_TEST_SUITE(body_decoding)

namespace {

struct outcome {
    std::string payload;
    bool done;
    body_decoder::fault fault;
    std::size_t left_over;
};

outcome fed(body_decoder decoder, std::string bytes, std::size_t first, std::size_t second)
{
    outcome all{};
    auto const feed = [&](std::size_t from, std::size_t to) {
        auto piece = bytes.substr(from, to - from); // its own block, so that a sanitizer sees its edges
        all.payload += decoder.decode(piece.data(), piece.size());
    };
    feed(0, first);
    feed(first, second);
    feed(second, bytes.size());
    all.done = decoder.done();
    all.fault = decoder.broken();
    all.left_over = decoder.left_over();
    return all;
}

template <class Check>
void at_every_two_cuts(body_decoder const& decoder, std::string const& bytes, Check check)
{
    for (std::size_t first = 0; first <= bytes.size(); ++first)
        for (std::size_t second = first; second <= bytes.size(); ++second)
            check(fed(decoder, bytes, first, second));
}

body_decoder chunked(std::uint64_t limit = 1000) { return {framing::chunked, 0, limit}; }

} // namespace

BOOST_AUTO_TEST_CASE(chunks_cut_anywhere)
{
    at_every_two_cuts(chunked(),
        "5\r\nhello\r\n1;name=\"v\"\r\n,\r\n00a \r\n0123456789\r\n0\r\nA: b\r\nC: d\r\n\r\nmore",
        [](outcome const& got) {
            BOOST_TEST(got.payload == "hello,0123456789");
            BOOST_TEST(got.done);
            BOOST_TEST(got.left_over == 4u);
        });
}

BOOST_AUTO_TEST_CASE(chunks_of_one_read_are_moved_together_in_place)
{
    std::string bytes = "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n";
    auto decoder = chunked();
    auto const got = decoder.decode(bytes.data(), bytes.size());
    BOOST_TEST(got == "abcdef");
    BOOST_TEST((got.data() == bytes.data() + 3));
}

BOOST_AUTO_TEST_CASE(malformed_chunks_cut_anywhere)
{
    for (auto const text : {"x\r\n", "\r\n", ";x\r\n", "-1\r\n", "5\n", "5\rx", "5\r\nhellox", "5\r\nhello\rx",
             "5\r\nhello\n", "5x\r\n", "00000000000000001\r\n", "0\r\nA: b\n", "0\r\n\rx", "0\r\nA\rx", "1;a\n"}) {
        BOOST_TEST_CONTEXT(text)
        {
            at_every_two_cuts(chunked(), text, [](outcome const& got) {
                BOOST_TEST((got.fault == body_decoder::fault::bad_chunk));
                BOOST_TEST(!got.done);
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(payload_before_a_fault_is_given)
{
    at_every_two_cuts(chunked(), "5\r\nhello\r\nzz", [](outcome const& got) { BOOST_TEST(got.payload == "hello"); });
}

BOOST_AUTO_TEST_CASE(limits)
{
    auto const too_large = [](outcome const& got) { BOOST_TEST((got.fault == body_decoder::fault::too_large)); };
    at_every_two_cuts(chunked(9), "5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", too_large);
    at_every_two_cuts(chunked(9), "ffffffffffffffff\r\n", too_large);
    at_every_two_cuts(body_decoder(framing::until_close, 0, 4), "hello", too_large);
    at_every_two_cuts(body_decoder(framing::length, 5, 4), "hello", too_large);
    at_every_two_cuts(
        chunked(10), "5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", [](outcome const& got) { BOOST_TEST(got.done); });

    auto const broken = [](std::string text) {
        auto decoder = chunked();
        decoder.decode(text.data(), text.size());
        return decoder.broken();
    };
    BOOST_TEST((broken("1;" + std::string(9000, 'x')) == body_decoder::fault::bad_chunk));
    BOOST_TEST((broken("0\r\nA: " + std::string(9000, 'x')) == body_decoder::fault::bad_chunk));
    std::string trailers = "0\r\n";
    for (int i = 0; i < 3000; ++i)
        trailers += "A: b\r\n";
    BOOST_TEST((broken(trailers) == body_decoder::fault::bad_chunk));
}

BOOST_AUTO_TEST_CASE(by_length)
{
    at_every_two_cuts(body_decoder(framing::length, 5, 5), "hello!!", [](outcome const& got) {
        BOOST_TEST(got.payload == "hello");
        BOOST_TEST(got.done);
        BOOST_TEST(got.left_over == 2u);
    });
    BOOST_TEST(body_decoder(framing::length, 0, 5).done());
    BOOST_TEST(body_decoder(framing::none, 0, 5).done());
    BOOST_TEST(body_decoder().done());
}

BOOST_AUTO_TEST_CASE(the_peer_closes)
{
    std::string bytes = "hello";
    body_decoder open(framing::until_close, 0, 1000);
    BOOST_TEST(open.decode(bytes.data(), bytes.size()) == "hello");
    BOOST_TEST(!open.done());
    BOOST_TEST(open.close());
    body_decoder known(framing::length, 6, 1000);
    known.decode(bytes.data(), bytes.size());
    BOOST_TEST(!known.close());
    BOOST_TEST(!chunked().close());
}

BOOST_AUTO_TEST_SUITE_END()
