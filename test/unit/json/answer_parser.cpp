// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What is JSON, and what it says, held against Boost.JSON at every cut.
#include "unit/bind/bound.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>
#include <cstdlib>

namespace json = boost::json;
using namespace coax::test;

namespace {

struct saying {
    std::string words;
    std::string path;
};
BOOST_DESCRIBE_STRUCT(saying, (), (words, path))
constexpr auto tag_invoke(coax::annotate_tag, saying const*)
{
    return coax::notes(coax::note<&saying::path>("").rename("a\\b"));
}

void same_as_boost(std::string_view text)
{
    boost::system::error_code wrong;
    auto const value = json::parse({text.data(), text.size()}, wrong);
    auto const bound = bind_at_every_split<json::value>(text);
    BOOST_TEST_CONTEXT(text)
    {
        BOOST_TEST(bound.good() == !wrong, bound.report());
        if (!wrong)
            BOOST_TEST(*bound.value == value);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(answer_parser)

BOOST_AUTO_TEST_CASE(what_is_json_is_read_as_boost_reads_it)
{
    for (auto const* text : {"{}", "[]", " { } ", "\t[\r\n]\n", "[[]]", "[{},[],{}]", "{\"\":0}",
             "{\"a\":{\"b\":[1,2]},\"c\":null}", "[true,false,null]", "[ true , false , null ]", "[0]", "[-0]", "[-1]",
             "[10]", "[1.5]", "[-0.0]", "[1e3]", "[1E+3]", "[1.25e-2]", "[9223372036854775807]",
             "[-9223372036854775808]", "[9223372036854775808]", "[18446744073709551615]", "[18446744073709551616]",
             "[999999999999999999]", "[1000000000000000000]", "12", "-7 ", "0", "1.5e1", "true", "\"\"", "\"text\"",
             R"("\"\\\/\b\f\n\r\t")", R"("\u0041\u00e9\u20AC\ud83d\ude00")", R"("\u0000")", R"({"a\"b":1,"\u00e9":2})",
             "[\"\xC2\x80\xDF\xBF\"]", "\"\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\"",
             "\"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\"", "\"a string of more than sixteen plain characters\""})
        same_as_boost(text);
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_refused_where_it_begins)
{
    struct one {
        char const* text;
        std::size_t byte;
    };
    for (auto const [text, byte] :
        {one{"nul]", 3}, one{"[nope]", 2}, one{"[True]", 1}, one{"[1,]", 3}, one{"[,1]", 1}, one{"[1 2]", 3},
            one{"]", 0}, one{"[1}", 2}, one{"{\"a\":1]", 6}, one{"{\"a\" 1}", 5}, one{"{\"a\"}", 4}, one{"{\"a\":}", 5},
            one{"{\"a\":1,}", 7}, one{"{,}", 1}, one{"{a:1}", 1}, one{"{null:1}", 1}, one{"{\"a\":1,null:2}", 7},
            one{"[1,nul]", 6}, one{"{'a':1}", 1}, one{"[01]", 2}, one{"[-]", 2}, one{"[-a]", 2}, one{"[+1]", 1},
            one{"[.5]", 1}, one{"[1.]", 3}, one{"[1.e2]", 3}, one{"[1e]", 3}, one{"[1e+]", 4}, one{"[1e5.3]", 4},
            one{"[1.2.3]", 4}, one{"[1-2]", 2}, one{"[0x1]", 2}, one{"[1e5.3", 4}, one{"[\"a\nb\"]", 3},
            one{"[\"\t\"]", 2}, one{R"(["\q"])", 2}, one{R"(["ab\u00zz"])", 4}, one{R"(["\ud800"])", 2},
            one{R"(["\ud800x"])", 2}, one{R"(["\ud800\n"])", 2}, one{R"(["\ud800\u0041"])", 2}, one{R"(["\udc00"])", 2},
            one{"[\"\x80\"]", 2}, one{"[\"\xC0\x80\"]", 2}, one{"[\"\xC3(\"]", 2}, one{"[\"\xE0\x80\x80\"]", 2},
            one{"[\"a\xED\xA0\x80\"]", 3}, one{"[\"\xF0\x80\x80\x80\"]", 2}, one{"[\"\xF4\x90\x80\x80\"]", 2},
            one{"[\"\xF5\x80\x80\x80\"]", 2}, one{"[\"\xFF\"]", 2}, one{"\xEF\xBB\xBF[]", 0}, one{"[1]//", 3},
            one{"[1] x", 4}, one{"1 2", 2}, one{"1-2", 1}, one{"1.5.2", 3}, one{"{}{}", 2}}) {
        same_as_boost(text);
        auto const bound = bound_to<json::value>(text);
        BOOST_TEST_REQUIRE(bound.violations.size() == 1U, text);
        auto const place = " at byte " + std::to_string(byte);
        auto const& message = bound.violations.front().message;
        BOOST_TEST((message.ends_with(place) || message.find(place + ":") != message.npos), text << ": " << message);
    }
}

// Nothing of a string came before it.
BOOST_AUTO_TEST_CASE(a_wrong_escape_begins_no_value)
{
    auto const bound = bind_at_every_split<std::vector<int>>(R"(["\a"])");
    BOOST_TEST(bound.report() == " is not JSON at byte 2: no such escape\n");
}

BOOST_AUTO_TEST_CASE(what_is_cut_short_is_not_whole)
{
    for (auto const* text : {"", " ", "[", "{", "[1", "[1,", "[1.", "-", "1e", "tru", "\"", "\"a", "\"\\", "\"\\u12",
             "\"\\ud83d\\u", "\"\xE2\x82", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,"})
        same_as_boost(text);
}

BOOST_AUTO_TEST_CASE(numbers_are_the_nearest_there_are)
{
    for (auto const* text : {"0.1", "0.3", "1.005", "2.675", "123456.789012", "0.000001", "999999999999999.9",
             "9007199254740993.0", "0.30000000000000004", "1.7976931348623157e308", "2.2250738585072014e-308", "5e-324",
             "1e-400", "0.000e5", "0e999999999", "123456789012345678901234567890", "-0.1", "-0.0", "8.5", "1e22",
             "1e23", "0.1234567890123456789", "72057594037927945.5"}) {
        auto const bound = bind_at_every_split<std::vector<double>>("[" + std::string(text) + "]");
        BOOST_TEST_REQUIRE(bound.good(), bound.report());
        auto const exact = std::strtod(text, nullptr);
        BOOST_TEST(bound.value->front() == exact, text);
        BOOST_TEST(std::signbit(bound.value->front()) == std::signbit(exact), text);
    }
    auto const endless = "1" + std::string(400, '0') + "e-1";
    for (auto const& text :
        {std::string("1e400"), std::string("-1e400"), std::string("1e99999999999999999999"), endless})
        BOOST_TEST(bind_at_every_split<std::vector<double>>("[" + text + "]").violations.size() == 1U, text);
    auto const small = "[0." + std::string(400, '0') + "1e5]";
    BOOST_TEST(bind_at_every_split<std::vector<double>>(small).value->front() == 0.0);
}

// The pieces that a string with escapes is gathered in have an end somewhere.
BOOST_AUTO_TEST_CASE(long_strings_with_escapes_are_whole)
{
    for (std::size_t length = 980; length < 1060; ++length) {
        for (auto const& odd : std::vector<std::string>{"\\n", "\xE2\x82\xAC", "\\ud83d\\ude00"}) {
            auto const plain = std::string(length, 'x');
            for (auto const& text : {"\"" + plain + odd + plain + odd + "\"", "\"" + odd + plain + odd + "\"",
                     "\"\\t" + plain + odd + odd + odd + "y\""}) {
                auto const bound = bound_to<std::string>(text);
                BOOST_TEST_REQUIRE(bound.good(), bound.report());
                BOOST_TEST((*bound.value == json::parse(text).as_string()));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_key_is_what_it_says_not_how_it_is_written)
{
    for (auto const* text :
        {R"({"words":"x","a\\b":"y"})", R"({"w\u006frds":"x","a\u005cb":"y"})", R"({"a\\b":"y","words":"x"})"}) {
        auto const bound = bind_at_every_split<saying>(text);
        BOOST_TEST_REQUIRE(bound.good(), bound.report());
        BOOST_TEST(bound.value->words == "x");
        BOOST_TEST(bound.value->path == "y");
    }
    auto const other = bind_at_every_split<saying>(R"({"words":"x","a\b":"y"})");
    BOOST_TEST((other.unknown == std::vector<std::string>{"/a\b"}), other.report());
    BOOST_TEST(other.violations.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_exponent_beyond_the_parser_is_named)
{
    auto const bound = bind_at_every_split<std::vector<double>>("[1e99999999999999999999]");
    BOOST_TEST_REQUIRE(bound.violations.size() == 1U);
    BOOST_TEST(bound.violations.front().message.find("exponent") != std::string::npos);
}

// Boost 1.81 writes over the end of a buffer where an escape is cut and so much of a string follows.
BOOST_AUTO_TEST_CASE(a_long_string_may_follow_a_cut_escape)
{
    auto const rest = std::string(10'000, 'x');
    auto const text = "\"\\u00e9" + rest + "\"";
    for (std::size_t cut = 1; cut < 9; ++cut) {
        std::string value;
        coax::bind::value_builder to;
        coax::repair::json_feed feed(to);
        to.start(*coax::detail::shape_of<std::string>(), &value);
        feed.start();
        feed.feed(text.substr(0, cut));
        feed.feed(text.substr(cut));
        feed.finish();
        BOOST_TEST((value == "\xC3\xA9" + rest));
    }
}

namespace {

/// Writes down what is reported.
struct listing final : coax::json::event_handler {
    std::string all;
    void begin_object() override { all += "{ "; }
    void end_object() override { all += "} "; }
    void begin_array() override { all += "[ "; }
    void end_array() override { all += "] "; }
    void key_part(std::string_view part) override { all.append(part); }
    void key(std::string_view part) override { all.append(part) += ": "; }
    void text_part(std::string_view part) override { all.append(part); }
    void text(std::string_view part) override { all.append(part) += " "; }
    void integer(std::int64_t number) override { all += std::to_string(number) + " "; }
    void natural(std::uint64_t number) override { all += std::to_string(number) + "u "; }
    void real(double number, std::string_view digits) override
    {
        all += std::to_string(number) + " (" + std::string(digits) + ") ";
    }
    void boolean(bool value) override { all += value ? "true " : "false "; }
    void null() override { all += "null "; }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_value_from_outside_takes_its_place_without_an_event)
{
    listing events;
    coax::json::answer_parser parser(events, 8);
    parser.start();
    BOOST_TEST(parser.feed(R"({"a":)"));
    BOOST_TEST(parser.skip_value());
    BOOST_TEST(parser.feed(R"(,"b":[null,)"));
    BOOST_TEST(parser.skip_value());
    BOOST_TEST(parser.feed("]}"));
    BOOST_TEST(parser.finish(true));
    BOOST_TEST(events.all == "{ a: b: [ null ] } ");
    BOOST_TEST(parser.bytes() == 18U);

    parser.start();
    BOOST_TEST(parser.feed("{"));
    BOOST_TEST(!parser.skip_value());
}

// What came before the place that is wrong is reported, whether the text is cut there or not.
BOOST_AUTO_TEST_CASE(what_stands_before_an_error_is_reported)
{
    for (std::string_view const text : {"[\"ab\xFF\"]", "[\"ab\\q\"]", "[\"ab\n\"]", "[\"ab\\ud800\"]"}) {
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            listing events;
            coax::json::answer_parser parser(events, 8);
            parser.start();
            bool const good = parser.feed(text.substr(0, cut)) && parser.feed(text.substr(cut));
            BOOST_TEST(!good);
            BOOST_TEST(events.all == "[ ab", text << " cut at " << cut);
            BOOST_TEST(parser.bytes() == 4U, text << " cut at " << cut);
        }
    }
}

BOOST_AUTO_TEST_CASE(brackets_deeper_than_the_limit_are_refused_where_they_open)
{
    listing events;
    coax::json::answer_parser parser(events, 2);
    parser.start();
    BOOST_TEST(!parser.feed("[[ [1]]]"));
    BOOST_TEST((parser.found() == coax::json::answer_parser::problem::too_deep));
    BOOST_TEST(parser.bytes() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
