// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sse/parser.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace std::string_view_literals;

namespace {

struct kept {
    std::string type;
    std::string data;
    std::string id;
    friend bool operator==(kept const&, kept const&) = default;
    friend std::ostream& operator<<(std::ostream& out, kept const& e)
    {
        return out << "{" << e.type << "|" << e.data << "|" << e.id << "}";
    }
};

struct outcome {
    std::vector<kept> events;
    std::string stray;
    boost::system::error_code error;
};

outcome parse(std::vector<std::string> const& pieces, coax::sse::limits bounds = {})
{
    coax::sse::parser parser(bounds);
    outcome out;
    auto keep = [&](coax::sse::event const& e) {
        out.events.push_back({std::string(e.type), std::string(e.data), std::string(e.id)});
    };
    for (auto const& piece : pieces) {
        // A copy that dies after the call shows any view that outlives its bytes.
        auto bytes = std::make_unique<std::string>(piece);
        if (parser.feed(*bytes, keep))
            break;
    }
    out.error = parser.finish(keep);
    out.stray = parser.stray();
    return out;
}

struct sample {
    char const* name;
    std::string_view body;
    std::vector<kept> events;
    std::string stray = {};
};

std::vector<sample> const conformance{
    {"one", "data: a\n\n", {{"", "a", ""}}},
    {"CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", {{"", "a", ""}, {"", "b", ""}}},
    {"CR", "data: a\r\rdata: b\r\r", {{"", "a", ""}, {"", "b", ""}}},
    {"mixed ends", "data: a\r\n\rdata: b\n\r\n", {{"", "a", ""}, {"", "b", ""}}},
    {"byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        {{"", "a", ""}}},
    {"only the first mark",
        "\xEF\xBB\xBF\xEF\xBB\xBF"
        "data: a\n\n",
        {},
        "\xEF\xBB\xBF"
        "data: a"},
    {"lines are joined", "data: a\ndata: b\ndata:\ndata: c\n\n", {{"", "a\nb\n\nc", ""}}},
    {"one space only", "data:  a\n\ndata:b\n\ndata:\tc\n\n", {{"", " a", ""}, {"", "b", ""}, {"", "\tc", ""}}},
    {"empty data", "data\n\ndata\ndata\n\ndata:\n\n", {{"", "", ""}, {"", "\n", ""}, {"", "", ""}}},
    {"comments", ": ping\ndata: a\n:\ndata: b\n\n:\n\n", {{"", "a\nb", ""}}},
    {"type", "event: x\ndata: a\n\ndata: b\n\n", {{"x", "a", ""}, {"", "b", ""}}},
    {"type without data", "event: x\n\ndata: b\n\n", {{"", "b", ""}}},
    {"last type holds", "event: x\nevent: y\ndata: b\n\nevent: x\nevent\ndata: c\n\n", {{"y", "b", ""}, {"", "c", ""}}},
    {"type after data", "data: b\nevent: y\n\n", {{"y", "b", ""}}},
    {"id stays", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", {{"", "a", "1"}, {"", "b", "1"}, {"", "c", ""}}},
    {"id with NUL is ignored", "id: 1\ndata: a\nid: 2\0\n\n"sv, {{"", "a", "1"}}},
    {"id without data", "id: 7\n\ndata: a\n\n", {{"", "a", "7"}}},
    {"colon in data", "data: a:b: c\n\n", {{"", "a:b: c", ""}}},
    {"unknown fields", "dat: x\ndata: a\nDATA: b\n\n", {{"", "a", ""}}, "dat: x\nDATA: b"},
    {"error field", "error: {\"a\":1}\n\n", {}, "error: {\"a\":1}"},
    {"bare JSON", "{\n  \"error\": {}\n}\n", {}, "{\n  \"error\": {}\n}"},
    {"no last blank line", "data: a\n\ndata: b\n", {{"", "a", ""}, {"", "b", ""}}},
    {"no last line end", "data: a\n\ndata: b", {{"", "a", ""}, {"", "b", ""}}},
    {"many blank lines", "\n\n\ndata: a\n\n\n\n\ndata: b\n\n\n", {{"", "a", ""}, {"", "b", ""}}},
    {"UTF-8", "data: \xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\n\n", {{"", "\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80", ""}}},
    {"leading space is another field", " data: a\n\n", {}, " data: a"},
    {"retry", "retry: 10\ndata: a\n\nretry: 1x\n\nretry: 99999999999999\n", {{"", "a", ""}}},
    {"nothing", "", {}},
};

} // namespace

BOOST_AUTO_TEST_SUITE(sse_parser)

BOOST_AUTO_TEST_CASE(conformance_at_every_pair_of_cuts)
{
    for (auto const& s : conformance) {
        BOOST_TEST_CONTEXT(s.name)
        {
            auto const body = std::string(s.body);
            for (std::size_t first = 0; first <= body.size(); ++first) {
                for (std::size_t second = first; second <= body.size(); ++second) {
                    auto const out
                        = parse({body.substr(0, first), body.substr(first, second - first), body.substr(second)});
                    BOOST_TEST(out.events == s.events, boost::test_tools::per_element());
                    BOOST_TEST(out.stray == s.stray);
                    BOOST_TEST(!out.error);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(conformance_byte_by_byte)
{
    for (auto const& s : conformance) {
        BOOST_TEST_CONTEXT(s.name)
        {
            std::vector<std::string> bytes;
            for (char c : s.body)
                bytes.emplace_back(1, c);
            BOOST_TEST(parse(bytes).events == s.events, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(whole_events_are_not_copied)
{
    std::string_view const body = "event: x\ndata: abc\n\n";
    coax::sse::parser parser;
    int seen = 0;
    auto check = [&](coax::sse::event const& e) {
        ++seen;
        BOOST_TEST((e.data.data() > body.data() && e.data.data() < body.data() + body.size()));
        BOOST_TEST((e.type.data() > body.data() && e.type.data() < body.data() + body.size()));
    };
    BOOST_TEST(!parser.feed(body, check));
    BOOST_TEST(seen == 1);
}

BOOST_AUTO_TEST_CASE(retry_is_read)
{
    coax::sse::parser parser;
    auto ignore = [](coax::sse::event const&) {};
    parser.feed("retry: 1500\n", ignore);
    BOOST_TEST(parser.retry()->count() == 1500);
    parser.feed("retry: soon\n", ignore);
    BOOST_TEST(parser.retry()->count() == 1500);
}

BOOST_AUTO_TEST_CASE(limits_hold_at_every_cut)
{
    coax::sse::limits const bounds{.line = 12, .event = 14, .stray = 5};
    std::string const long_line = "data: a\n\ndata: 1234567\n\n";
    std::string const long_event = "data: a\n\ndata: 12345\ndata: 12345\ndata: 123\n\n";
    std::string const fits = "data: 123456\ndata: 123456\n\nmuch that is stray\n\n";
    for (std::size_t cut = 0; cut <= long_event.size(); ++cut) {
        for (auto const& body : {long_line, long_event}) {
            auto const at = std::min(cut, body.size());
            auto const out = parse({body.substr(0, at), body.substr(at)}, bounds);
            BOOST_TEST(out.events.size() == 1u);
            BOOST_TEST((out.error == coax::errc::response_too_large));
        }
    }
    auto const out = parse({fits.substr(0, 27)}, bounds);
    BOOST_TEST(out.events.size() == 1u);
    BOOST_TEST(!out.error);
    BOOST_TEST(parse({"stray one\nand 2\n"}, bounds).stray == "stray");
}

BOOST_AUTO_TEST_CASE(an_endless_line_is_not_kept)
{
    coax::sse::parser parser;
    auto ignore = [](coax::sse::event const&) {};
    std::string const piece(64 * 1024, 'x');
    std::size_t fed = 0;
    while (!parser.feed(piece, ignore) && fed < 64u * 1024 * 1024)
        fed += piece.size();
    BOOST_TEST(fed <= coax::sse::limits().line);
}

BOOST_AUTO_TEST_SUITE_END()
