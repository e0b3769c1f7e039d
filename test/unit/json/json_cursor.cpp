// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/json_cursor.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <random>
#include <string>
#include <string_view>

using coax::json::json_cursor;
using kind = json_cursor::kind;
namespace json = boost::json;

namespace {

// The text in a block of exactly its size, so that a read past the end is seen.
struct exact {
    explicit exact(std::string_view text) : bytes(new char[text.size()]), size(text.size())
    {
        text.copy(bytes.get(), size);
    }
    operator std::string_view() const { return {bytes.get(), size}; } // NOLINT(google-explicit-constructor)
    std::unique_ptr<char[]> bytes;
    std::size_t size;
};

json::value build(json_cursor& c)
{
    switch (c.peek()) {
    case kind::object: {
        json::object out;
        c.enter_object();
        for (std::string_view key; c.next_key(key);)
            out[key] = build(c);
        return out;
    }
    case kind::array: {
        json::array out;
        c.enter_array();
        while (c.next_element())
            out.push_back(build(c));
        return out;
    }
    case kind::string:
        return json::value(c.string());
    case kind::number:
        return c.integer(0);
    case kind::boolean:
        return c.boolean();
    default:
        c.skip();
        return nullptr;
    }
}

json::value random_value(std::mt19937& random, int depth)
{
    auto const pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    switch (pick(depth > 0 ? 7 : 5)) {
    case 0:
        return nullptr;
    case 1:
        return pick(2) == 0;
    case 2:
        return static_cast<std::int64_t>(random()) - static_cast<std::int64_t>(random());
    case 3:
    case 4: {
        static constexpr std::string_view pieces[]{"a", "long piece of text ", "\"", "\\", "\n", "\t", "\b", "\f", "\r",
            "/", "\x01", "\x7f", "\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "{", "}", "[", "]", ",", ":"};
        std::string out;
        for (int n = pick(12); n-- > 0;)
            out += pieces[pick(std::size(pieces))];
        return json::value(out);
    }
    case 5: {
        json::array out;
        for (int n = pick(5); n-- > 0;)
            out.push_back(random_value(random, depth - 1));
        return out;
    }
    default: {
        json::object out;
        for (int n = pick(5); n-- > 0;)
            out[random_value(random, 0).is_null() ? "k" : std::string(static_cast<std::size_t>(pick(20)), '"')]
                = random_value(random, depth - 1);
        return out;
    }
    }
}

std::string unescaped(std::string_view text)
{
    exact const copy(text);
    json_cursor c(copy);
    std::string out(c.string());
    return c.failed() ? "failed at " + std::to_string(c.position()) : out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_cursor_reads)

BOOST_AUTO_TEST_CASE(random_texts_are_read_as_a_parser_reads_them)
{
    std::mt19937 random(7);
    for (int n = 0; n < 3000; ++n) {
        auto const value = random_value(random, 4);
        exact const text(json::serialize(value));
        json_cursor c(text);
        BOOST_TEST((build(c) == value));
        BOOST_TEST(c.at_end());
        json_cursor skipper(text);
        BOOST_TEST(skipper.raw() == std::string_view(text));
        BOOST_TEST(skipper.at_end());
    }
}

BOOST_AUTO_TEST_CASE(a_cut_text_fails_and_ends)
{
    std::mt19937 random(11);
    for (int n = 0; n < 300; ++n) {
        json::object const holder{{"v", random_value(random, 3)}};
        auto const text = json::serialize(holder);
        for (std::size_t cut = 0; cut < text.size(); ++cut) {
            exact const part(std::string_view(text).substr(0, cut));
            json_cursor c(part);
            (void)build(c);
            BOOST_TEST(c.failed());
        }
    }
}

BOOST_AUTO_TEST_CASE(damaged_texts_do_no_harm)
{
    std::mt19937 random(13);
    for (int n = 0; n < 5000; ++n) {
        auto text = json::serialize(random_value(random, 3));
        for (int hits = 1 + static_cast<int>(random() % 3); hits-- > 0 && !text.empty();)
            text[random() % text.size()] = "\"\\{}[],:u0d8 "[random() % 13];
        exact const copy(text);
        json_cursor c(copy);
        (void)build(c);
        BOOST_TEST(c.position() <= text.size());
    }
}

BOOST_AUTO_TEST_CASE(escapes)
{
    BOOST_TEST(unescaped(R"("plain")") == "plain");
    BOOST_TEST(unescaped(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
    BOOST_TEST(unescaped(R"("\u0041\u00fC\u20ac\ud83d\ude00")") == "A\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80");
    BOOST_TEST(unescaped(R"("a\ud83d")") == "a\xEF\xBF\xBD");
    BOOST_TEST(unescaped(R"("\ude00b")")
        == "\xEF\xBF\xBD"
           "b");
    BOOST_TEST(unescaped(R"("\ud83d\u0041")")
        == "\xEF\xBF\xBD"
           "A");
    BOOST_TEST(unescaped(R"("\ud83d\ud83d\ude00")") == "\xEF\xBF\xBD\xF0\x9F\x98\x80");
    BOOST_TEST(unescaped(R"("\ud83d\n")") == "\xEF\xBF\xBD\n");
    BOOST_TEST(unescaped(R"("\x")") == "failed at 3");
    BOOST_TEST(unescaped(R"("\u12")") == "failed at 6");
    BOOST_TEST(unescaped(R"("\u00g0")") == "failed at 3");
    BOOST_TEST(unescaped(R"("\)") == "failed at 2");
    BOOST_TEST(unescaped("\"open") == "failed at 5");
    BOOST_TEST(unescaped("12") == "");
}

BOOST_AUTO_TEST_CASE(unescaped_strings_live_side_by_side)
{
    json_cursor c(R"(["a\n","b\n","c"])");
    BOOST_TEST(c.enter_array());
    BOOST_TEST(c.next_element());
    auto const a = c.string();
    BOOST_TEST(c.next_element());
    auto const b = c.string();
    BOOST_TEST(c.next_element());
    auto const third = c.string();
    BOOST_TEST(!c.next_element());
    BOOST_TEST(a == "a\n");
    BOOST_TEST(b == "b\n");
    BOOST_TEST(third == "c");
}

BOOST_AUTO_TEST_CASE(other_kinds_than_asked_for_are_skipped)
{
    json_cursor c(R"({"a":{"x":[1]},"b":null,"c":"s","d":1.9e3,"e":-5,"f":[2],"g":123456789012345678901})");
    std::string_view key;
    BOOST_TEST(c.enter_object());
    BOOST_TEST((c.next_key(key) && c.string() == ""));
    BOOST_TEST((c.next_key(key) && !c.enter_object()));
    BOOST_TEST((c.next_key(key) && c.count() == 0));
    BOOST_TEST((c.next_key(key) && c.count() == 1900));
    BOOST_TEST((c.next_key(key) && c.count() == 0));
    BOOST_TEST((c.next_key(key) && !c.boolean()));
    BOOST_TEST((c.next_key(key) && c.integer(-1) == -1));
    BOOST_TEST(!c.next_key(key));
    BOOST_TEST(c.at_end());
}

BOOST_AUTO_TEST_SUITE_END()
