// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/inflater.hpp"

#include "deflated.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace coax::transport;
using coax::test::deflated;
using fault = inflater::fault;

BOOST_AUTO_TEST_SUITE(inflating)

namespace {

constexpr int zlib = 15;
constexpr int raw = -15;
constexpr int gzip = 31;

struct outcome {
    std::string text;
    bool done = false;
    fault broken = fault::none;
};

outcome fed(content_coding coding, std::string_view bytes, std::size_t cut, std::uint64_t limit = 1 << 20)
{
    inflater decoder(coding, limit);
    outcome all;
    for (auto const piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
        std::string const block(piece); // its own, so that a sanitizer finds an access beyond it
        decoder.input(block);
        for (;;) {
            auto const text = decoder.read();
            if (text.empty())
                break;
            all.text += text;
        }
    }
    all.done = decoder.done();
    all.broken = decoder.broken();
    return all;
}

} // namespace

BOOST_AUTO_TEST_CASE(names)
{
    BOOST_TEST((coding_of("") == content_coding::none));
    BOOST_TEST((coding_of("identity") == content_coding::none));
    BOOST_TEST((coding_of(" GZip ") == content_coding::gzip));
    BOOST_TEST((coding_of("identity, x-gzip") == content_coding::gzip));
    BOOST_TEST((coding_of("deflate") == content_coding::deflate));
    for (auto const* name : {"br", "zstd", "gzip, gzip", "deflate,gzip", "gzipx"})
        BOOST_TEST((coding_of(name) == content_coding::unknown));
}

BOOST_AUTO_TEST_CASE(cut_anywhere)
{
    struct row {
        content_coding coding;
        int window;
    };
    for (auto const& row :
        {row{content_coding::gzip, gzip}, {content_coding::deflate, zlib}, {content_coding::deflate, raw}}) {
        auto const bytes = deflated("hello, hello, hello", row.window);
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            auto const got = fed(row.coding, bytes, cut);
            BOOST_TEST(got.text == "hello, hello, hello");
            BOOST_TEST(got.done);
            BOOST_TEST((got.broken == fault::none));
        }
        for (std::size_t size = 0; size < bytes.size(); ++size)
            BOOST_TEST(!fed(row.coding, std::string_view(bytes).substr(0, size), size / 2).done);
    }
}

BOOST_AUTO_TEST_CASE(what_was_flushed_comes_at_once)
{
    inflater decoder(content_coding::gzip, 1000);
    coax::test::deflater sender(gzip);
    for (std::string const text : {"data: one\n\n", "data: two\n\n", "data: three\n\n"}) {
        auto const bytes = sender.flushed(text);
        decoder.input(bytes);
        BOOST_TEST(decoder.read() == text);
        BOOST_TEST(decoder.read() == "");
        BOOST_TEST(!decoder.done());
    }
}

BOOST_AUTO_TEST_CASE(several_members_and_padding)
{
    auto const bytes = deflated("one", gzip) + deflated("two", gzip) + std::string(5, '\0');
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        auto const got = fed(content_coding::gzip, bytes, cut);
        BOOST_TEST(got.text == "onetwo");
        BOOST_TEST(got.done);
    }
}

BOOST_AUTO_TEST_CASE(broken)
{
    auto const good = deflated("hello, hello, hello", gzip);
    BOOST_TEST((fed(content_coding::gzip, "no gzip at all", 3).broken == fault::broken));
    BOOST_TEST((fed(content_coding::gzip, good + "behind", 3).broken == fault::broken));
    auto bad = good;
    bad[bad.size() - 5] ^= 1; // the checksum
    auto const got = fed(content_coding::gzip, bad, 5);
    BOOST_TEST((got.broken == fault::broken));
    BOOST_TEST(got.text == "hello, hello, hello");
    BOOST_TEST((fed(content_coding::deflate, deflated("x", zlib) + "y", 1).broken == fault::broken));
    BOOST_TEST((fed(content_coding::deflate, "\xff\xff\xff", 1).broken == fault::broken));
}

BOOST_AUTO_TEST_CASE(a_bomb)
{
    auto const bytes = deflated(std::string(100'000'000, 'x'), gzip);
    BOOST_TEST(bytes.size() < 200'000u);
    auto const got = fed(content_coding::gzip, bytes, 1000, 50'000);
    BOOST_TEST((got.broken == fault::too_large));
    BOOST_TEST(got.text.size() == 50'000u);
}

BOOST_AUTO_TEST_SUITE_END()
