// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/redact.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <string>

using namespace coax;

namespace {

constexpr std::string_view key = "sk-0123456789-abcdefghij";

std::string redacted(std::string text, std::string_view secret = key)
{
    call::redact(text, secret);
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_redact)

BOOST_AUTO_TEST_CASE(a_key_goes_wherever_it_stands)
{
    auto const k = std::string(key);
    BOOST_TEST(redacted("") == "");
    BOOST_TEST(redacted("nothing here, sk-0123\\ % ~ \\u") == "nothing here, sk-0123\\ % ~ \\u");
    BOOST_TEST(redacted(k) == "[API key]");
    BOOST_TEST(redacted("x" + k + "y") == "x[API key]y");
    BOOST_TEST(redacted(k + k + " " + k) == "[API key][API key] [API key]");
    BOOST_TEST(redacted("sk-" + k) == "sk-[API key]");
}

BOOST_AUTO_TEST_CASE(what_is_left_of_a_cut_key_tells_too)
{
    for (std::size_t left = 0; left <= key.size(); ++left) {
        auto const text = "wrong: " + std::string(key.substr(0, left)) + "...";
        BOOST_TEST((redacted(text) == text) == (left < 8), left);
    }
    auto const other = std::string(key.substr(0, 20)) + "XYZ"; // another key with the same beginning
    BOOST_TEST(redacted(other) == "[API key]XYZ");
}

BOOST_AUTO_TEST_CASE(a_short_word_is_no_secret)
{
    BOOST_TEST(redacted("asking ollama:11434", "ollama") == "asking ollama:11434");
    BOOST_TEST(redacted("anything", "") == "anything");
    BOOST_TEST(redacted("a 12345678 b", "12345678") == "a [API key] b");
    for (std::string const word : {"none", "EMPTY", "test", "abc"})
        BOOST_TEST(redacted("it is " + word, word) == "it is " + word);
}

BOOST_AUTO_TEST_CASE(a_short_key_goes_where_it_stands_alone)
{
    BOOST_TEST(redacted("Wrong key: s3cr3t!", "s3cr3t") == "Wrong key: [API key]!");
    BOOST_TEST(redacted("s3cr3t", "s3cr3t") == "[API key]");
    BOOST_TEST(redacted("(\"abcd\")", "abcd") == "(\"[API key]\")");
    BOOST_TEST(redacted("abcdef xabcd abcd-e", "abcd") == "abcdef xabcd abcd-e"); // chance
}

BOOST_AUTO_TEST_CASE(however_it_is_escaped)
{
    constexpr std::string_view odd = "ab/cd\"ef~gh+ij";
    for (std::string_view const text : {"ab/cd\"ef~gh+ij", R"(ab\/cd\"ef~gh+ij)",
             R"(\u0061b/cd\u0022ef\u007Egh\u002bij)", R"(ab~1cd"ef~gh+ij)", "ab%2Fcd%22ef%7egh%2Bij"})
        BOOST_TEST(redacted("<" + std::string(text) + ">", odd) == "<[API key]>", text);
    std::string all; // every character escaped
    for (char const c : key) {
        char text[8];
        std::snprintf(text, sizeof text, "\\u%04x", static_cast<unsigned char>(c));
        all += text;
    }
    BOOST_TEST(redacted(all) == "[API key]");
    BOOST_TEST(redacted(R"(\u0073\u006b\u002)") == R"(\u0073\u006b\u002)");
}

BOOST_AUTO_TEST_CASE(what_a_provider_wrote_is_fit_to_be_stored)
{
    failure why(errc::bad_request, "coax");
    why.provider_message = std::string("a\0b\xff\x1b[31m\n", 9);
    why.text = "\xe2\x82";
    why.violations.emplace_back(rule::choice, "/\xff", "is \x01");
    why.attempts.emplace_back().text = "\x80";
    call::redact(why, provider::endpoint());
    BOOST_TEST(why.provider_message == "a b\xef\xbf\xbd [31m");
    BOOST_TEST(why.text == "\xef\xbf\xbd");
    BOOST_TEST(why.violations[0].pointer == "/\xef\xbf\xbd");
    BOOST_TEST(why.violations[0].message == "is  ");
    BOOST_TEST(why.attempts[0].text == "\xef\xbf\xbd");
}

BOOST_AUTO_TEST_CASE(every_text_of_a_failure_is_cleaned)
{
    auto const k = std::string(key);
    failure why(errc::bad_request, k);
    why.provider_type = why.provider_code = why.provider_message = why.request_id = why.text = k;
    why.violations.emplace_back(rule::choice, k, k);
    auto& one = why.attempts.emplace_back();
    one.text = one.provider_stop_reason = k;
    one.violations = why.violations;
    provider::endpoint endpoint;
    endpoint.api_key = k;
    call::redact(why, endpoint);
    for (auto const* text : {&why.message, &why.provider_type, &why.provider_code, &why.provider_message,
             &why.request_id, &why.text, &why.violations[0].pointer, &why.violations[0].message, &why.attempts[0].text,
             &why.attempts[0].provider_stop_reason, &why.attempts[0].violations[0].pointer,
             &why.attempts[0].violations[0].message})
        BOOST_TEST(*text == "[API key]");
}

BOOST_AUTO_TEST_CASE(what_signs_a_request_is_a_key_too)
{
    provider::endpoint endpoint;
    endpoint.credentials.access_key_id = "AKIDEXAMPLE-is-no-secret";
    endpoint.credentials.secret_access_key = "the-secret-access-key";
    endpoint.credentials.session_token = "the-session-token";
    std::string text = "AKIDEXAMPLE-is-no-secret, the-secret-access-key, the-session-token";
    call::redact(text, endpoint);
    BOOST_TEST(text == "AKIDEXAMPLE-is-no-secret, [API key], [API key]");
}

BOOST_AUTO_TEST_SUITE_END()
