// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "record/cassette.hpp"

#include <coax/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace coax::record;

namespace {

recorded_exchange sample()
{
    recorded_exchange out;
    out.url = "https://api.anthropic.com/v1/messages";
    out.request_headers = {{"x-api-key", "sk-1"}, {"Content-Type", "application/json"}};
    out.request_body = R"({"model":"m","messages":[{"role":"user","content":"Hi"}]})";
    out.head = {200, {{"content-type", "text/event-stream"}, {"a", "1"}, {"a", "2"}, {"Set-Cookie", "c"}}};
    out.body = "event: ping\ndata: {}\n\n";
    out.chunk_lengths = {5, 17};
    return out;
}

std::string why_not(cassette& from, std::string_view url, std::string_view body)
{
    try {
        (void)from.take(url, body);
    } catch (coax::error const& thrown) {
        BOOST_TEST((thrown.code() == coax::errc::recording_failed));
        return thrown->message;
    }
    return "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(record_cassette)

// Surrogates, overlong forms, values beyond U+10FFFF and cut characters; and their neighbours, which are characters.
BOOST_AUTO_TEST_CASE(a_body_that_is_no_text_is_kept_as_it_is)
{
    auto exchange = sample();
    for (std::string const body : {"\xED\xA0\x80x", "\xED\xBF\xBFx", "\xE0\x80\x80x", "\xE0\x9F\xBFx", "\xC1\xBFx",
             "\xF0\x8F\xBF\xBFx", "\xF4\x90\x80\x80x", "\xF5\x80\x80\x80x", "\xE2\x82", "\x80"}) {
        exchange.body = body;
        auto const text = to_text(exchange);
        BOOST_TEST(text.find("body_base64") != text.npos);
        BOOST_TEST(from_text(text).body == body);

        auto asked = sample(); // whoever put such bytes into a prompt finds them again
        asked.request_body = R"({"content":")" + body + R"("})";
        cassette entries;
        entries.add("0001.json", from_text(to_text(asked)));
        BOOST_TEST(entries.take(asked.url, asked.request_body).body == asked.body);
        BOOST_TEST(why_not(entries, asked.url, sample().request_body).find("is not JSON") != std::string::npos);
    }
    for (std::string const body : {"\uD7FF", "\uE000", "\u0800", "\u0080", "\U00010000", "\U0010FFFF", "a", ""}) {
        exchange.body = body;
        auto const text = to_text(exchange);
        BOOST_TEST(text.find("body_base64") == text.npos);
        BOOST_TEST(from_text(text).body == body);
    }
}

BOOST_AUTO_TEST_CASE(a_header_in_latin_1_is_written_in_utf_8)
{
    auto exchange = sample();
    exchange.head.headers = {{"via", "caf\xE9"}, {"x", "caf\u00E9"}};
    auto const back = from_text(to_text(exchange));
    BOOST_TEST(coax::http::find(back.head.headers, "via") == "caf\u00E9");
    BOOST_TEST(coax::http::find(back.head.headers, "x") == "caf\u00E9");
}

BOOST_AUTO_TEST_CASE(there_and_back)
{
    auto exchange = sample();
    hide_secrets(exchange.request_headers);
    hide_secrets(exchange.head.headers);
    auto const text = to_text(exchange);
    BOOST_TEST(text.find("sk-1") == text.npos);
    auto const back = from_text(text);
    BOOST_TEST(back.url == exchange.url);
    BOOST_TEST(back.request_body == exchange.request_body);
    BOOST_TEST(back.body == exchange.body);
    BOOST_TEST(back.head.status == 200);
    BOOST_TEST(coax::http::find(back.head.headers, "a") == "1, 2");
    BOOST_TEST(coax::http::find(back.head.headers, "set-cookie") == "REDACTED");
    BOOST_TEST(coax::http::find(back.request_headers, "x-api-key") == "REDACTED");
    BOOST_TEST((back.chunk_lengths == exchange.chunk_lengths));
    BOOST_TEST(back.complete);
    BOOST_TEST(boost::json::parse(text).at("api") == "anthropic-messages");

    exchange.body = std::string("\0\0\0\x10\xff\xfe", 6);
    exchange.complete = false;
    auto const binary = from_text(to_text(exchange));
    BOOST_TEST(binary.body == exchange.body);
    BOOST_TEST(!binary.complete);
    exchange.body = "Gr\xc3\xbc\xc3\x9f \xf0\x9f\x8c\x8d \xe2\x82\xac";
    BOOST_TEST(from_text(to_text(exchange)).body == exchange.body);
    BOOST_TEST(to_text(exchange).find("body_base64") == std::string::npos);
    for (auto const* broken : {"\xc3", "a\xe2\x82", "\xf0\x9f\x8c", "\x80", "\xc0\x80", "\xf5\x80\x80\x80"}) {
        exchange.body = broken;
        BOOST_TEST(to_text(exchange).find("body_base64") != std::string::npos);
        BOOST_TEST(from_text(to_text(exchange)).body == exchange.body);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_recording_is_said)
{
    for (auto const* text : {"", "[]", "{}", R"({"request":{},"response":{}})", "nonsense"})
        BOOST_CHECK_THROW((void)from_text(text), std::exception);
}

BOOST_AUTO_TEST_CASE(requests_are_the_same_as_json)
{
    BOOST_TEST(first_difference(R"({"a":1,"b":[1,{"c":2}]})", R"( {"b":[1,{"c":2}], "a":1} )") == "");
    BOOST_TEST(first_difference(R"({"a":{"b":1}})", R"({"a":{"b":2}})") == "/a/b: recorded 1, asked 2");
    BOOST_TEST(first_difference(R"({"a":[1,2]})", R"({"a":[1]})") == "/a: 2 elements are recorded and 1 asked");
    BOOST_TEST(first_difference(R"({"a":1})", R"({})") == "/a, which is recorded and not asked");
    BOOST_TEST(first_difference(R"({})", R"({"a":1})") == "/a, which is asked and not recorded");
    BOOST_TEST(first_difference("1", "2") == "the whole: recorded 1, asked 2");
    BOOST_TEST(first_difference("x", "x") == "");
    BOOST_TEST(first_difference("x", "y") != "");
}

BOOST_AUTO_TEST_CASE(each_recording_answers_once_in_order)
{
    cassette entries;
    auto one = sample();
    auto two = sample();
    two.body = "second";
    entries.add("0001.json", one);
    entries.add("0002.json", two);
    BOOST_TEST(entries.take(one.url, one.request_body).body == one.body);
    BOOST_TEST(entries.take(one.url, one.request_body).body == "second");
    auto const used_up = why_not(entries, one.url, one.request_body);
    BOOST_TEST(used_up.find("all recordings of it are used: 0001.json, 0002.json") != std::string::npos, used_up);
}

BOOST_AUTO_TEST_CASE(a_miss_names_what_is_nearest)
{
    cassette entries;
    auto const one = sample();
    entries.add("0001.json", one);
    auto const other = why_not(entries, one.url, R"({"model":"m","messages":[{"role":"user","content":"Ho"}]})");
    BOOST_TEST(
        other.find("0001.json differs at /messages/0/content: recorded \"Hi\", asked \"Ho\"") != other.npos, other);
    auto const elsewhere = why_not(entries, "https://h/v1/messages", one.request_body);
    BOOST_TEST(
        elsewhere.find("the one recording is of https://api.anthropic.com/v1/messages") != elsewhere.npos, elsewhere);
    BOOST_TEST(entries.take(one.url, one.request_body).body == one.body); // the misses took nothing

    cassette many;
    BOOST_TEST(why_not(many, one.url, one.request_body).find("the folder holds no recordings") != std::string::npos);
    for (char const c : {'a', 'b', 'b', 'c', 'd', 'e'}) {
        auto recorded = sample();
        recorded.url = std::string("https://") + c + "/v1/messages";
        many.add("", recorded);
    }
    auto const some = why_not(many, one.url, one.request_body);
    BOOST_TEST(some.find("the 6 recordings are of https://a/v1/messages, https://b/v1/messages, https://c/v1/messages "
                         "and 2 more")
            != some.npos,
        some);
}

BOOST_AUTO_TEST_CASE(a_local_server_s_port_is_not_of_the_address)
{
    using coax::record::without_local_port;
    BOOST_TEST(without_local_port("https://127.0.0.1:40123/v1/messages") == "https://127.0.0.1/v1/messages");
    BOOST_TEST(without_local_port("http://localhost:8080/v1/chat?a=1:2") == "http://localhost/v1/chat?a=1:2");
    BOOST_TEST(without_local_port("http://[::1]:8080") == "http://[::1]");
    for (auto const* const url : {"https://api.openai.com:8443/v1", "https://127.0.0.1/v1",
             "https://127.0.0.1.example:1/", "https://gateway/to?url=http://localhost:80/", ""})
        BOOST_TEST(without_local_port(url) == url);

    cassette entries;
    auto one = sample();
    one.url = "https://127.0.0.1:40123/v1/messages"; // as an earlier version wrote it
    entries.add("0001.json", one);
    one.url = "https://127.0.0.1/v1/messages";
    entries.add("0002.json", one);
    BOOST_TEST(entries.take("https://127.0.0.1:50999/v1/messages", one.request_body).body == one.body);
    BOOST_TEST(entries.take("https://127.0.0.1:40123/v1/messages", one.request_body).body == one.body);
}

BOOST_AUTO_TEST_SUITE_END()
