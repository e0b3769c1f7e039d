// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/framer.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using coax::sim::faults;
using coax::sim::framer;

namespace {

/// The body that a client gets out of well-formed chunks.
std::string unchunked(std::string_view framed)
{
    std::string out;
    while (!framed.empty()) {
        auto const line = framed.find("\r\n");
        auto const size = std::stoul(std::string(framed.substr(0, line)), nullptr, 16);
        out += framed.substr(line + 2, size);
        BOOST_TEST(framed.substr(line + 2 + size, 2) == "\r\n");
        framed.remove_prefix(line + 4 + size);
    }
    return out;
}

std::string send(faults const& with, bool chunked)
{
    framer framed(with, chunked);
    std::string out;
    bool more = true;
    for (auto const* piece : {"hello ", "", "big ", "world, and more"})
        if (more)
            more = framed.add(piece, out);
    if (more)
        framed.finish(out);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(framer_)

BOOST_AUTO_TEST_CASE(one_chunk_a_piece)
{
    BOOST_TEST(send({}, true) == "6\r\nhello \r\n4\r\nbig \r\nf\r\nworld, and more\r\n0\r\n\r\n");
    BOOST_TEST(send({}, false) == "hello big world, and more");
}

BOOST_AUTO_TEST_CASE(ends_early_at_every_byte)
{
    std::string const whole = "hello big world, and more";
    for (std::size_t at = 0; at <= whole.size(); ++at) {
        faults with;
        with.end_after = at;
        BOOST_TEST(send(with, false) == whole.substr(0, at));
        BOOST_TEST(unchunked(send(with, true)) == whole.substr(0, at)); // and no last chunk
    }
}

BOOST_AUTO_TEST_CASE(garbage_at_every_byte)
{
    std::string const whole = "hello big world, and more";
    for (std::size_t at = 0; at <= whole.size(); ++at) {
        faults with;
        with.garbage_after = at;
        with.garbage = "#!";
        auto expected = whole;
        expected.insert(at, "#!");
        BOOST_TEST(send(with, false) == expected);
    }
}

BOOST_AUTO_TEST_CASE(counts_what_it_let_through)
{
    faults with;
    with.end_after = 8;
    framer framed(with, true);
    std::string out;
    BOOST_TEST(framed.add("hello ", out));
    BOOST_TEST(framed.bytes() == 6U);
    BOOST_TEST(!framed.add("big ", out));
    BOOST_TEST(framed.bytes() == 8U);
    BOOST_TEST(framed.ended());
    BOOST_TEST(!framed.add("more", out));
    BOOST_TEST(framed.bytes() == 8U);
}

BOOST_AUTO_TEST_SUITE_END()
