// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/answer.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace coax;
using namespace std::chrono_literals;
using credentials::answer;
using credentials::parse_time;

namespace {

std::int64_t seconds_of(std::string_view text)
{
    auto const found = parse_time(text);
    return found ? std::chrono::duration_cast<std::chrono::seconds>(found->time_since_epoch()).count() : -1;
}

template <class Action>
void check_refusal(Action action, std::string_view words)
{
    BOOST_CHECK_EXCEPTION(action(), error, [&](error const& thrown) {
        BOOST_TEST_INFO(thrown.what());
        return thrown.code() == errc::credential_failed && thrown.failure().message == words;
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(credential_answer)

BOOST_AUTO_TEST_CASE(times_of_rfc_3339)
{
    BOOST_TEST(seconds_of("1970-01-01T00:00:01Z") == 1);
    BOOST_TEST(seconds_of("2016-02-25T06:03:31Z") == 1456380211);
    BOOST_TEST(seconds_of("2016-02-25t06:03:31z") == 1456380211);
    BOOST_TEST(seconds_of("2016-02-25T06:03:31.123456Z") == 1456380211);
    BOOST_TEST(seconds_of("2016-02-25T07:33:31+01:30") == 1456380211);
    BOOST_TEST(seconds_of("2016-02-25T01:03:31-05:00") == 1456380211);
    for (auto const* const wrong : {"", "2016", "2016-02-30T06:03:31Z", "2016-02-25T24:03:31Z", "2016-02-25T06:03:31",
             "2016-02-25T06:03:31+1", "2016-02-25T06:03:31+01", "2016-02-25T06:03:31Zx", "2016-13-25T06:03:31Z",
             "-016-02-25T06:03:31Z", "2016-02-25T06:03:31+", "20160225T060331Z"})
        BOOST_TEST(!parse_time(wrong), wrong);
}

BOOST_AUTO_TEST_CASE(members_are_found)
{
    answer const found(
        R"({"token":"abc","none":null,"in":3600,"as_text":"60","at":"1970-01-01T00:01:00Z","status":{"token":"x"}})",
        "it");
    credential::time_point const now{1h};
    BOOST_TEST(found.text("token") == "abc");
    BOOST_TEST(found.optional_text("none") == "");
    BOOST_TEST(found.optional_text("absent") == "");
    BOOST_TEST((found.seconds("in", now) == now + 1h));
    BOOST_TEST((found.seconds("as_text", now) == now + 60s));
    BOOST_TEST((found.seconds("absent", now) == credential::never));
    BOOST_TEST((found.time("at").time_since_epoch() == 60s));
    BOOST_TEST((found.time("absent") == credential::never));
    BOOST_TEST(found.object("status").text("token") == "x");
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named)
{
    answer const found(R"({"token":7,"empty":"","in":"soon","less":-1,"at":"tomorrow","status":{}})", "GET http://h/t");
    credential::time_point const now{};
    check_refusal([&] { (void)found.text("token"); }, "GET http://h/t gave no text as \"token\"");
    check_refusal([&] { (void)found.text("empty"); }, "GET http://h/t gave no text as \"empty\"");
    check_refusal([&] { (void)found.seconds("in", now); }, "GET http://h/t gave no number of seconds as \"in\"");
    check_refusal([&] { (void)found.seconds("less", now); }, "GET http://h/t gave no number of seconds as \"less\"");
    check_refusal([&] { (void)found.time("at"); }, "GET http://h/t gave no time (RFC 3339) as \"at\"");
    check_refusal([&] { (void)found.object("token"); }, "GET http://h/t gave no object as \"token\"");
    check_refusal(
        [&] { (void)found.object("status").text("token"); }, "GET http://h/t gave no text as \"status.token\"");
    for (auto const* const wrong : {"", "[]", "7", "{", "<html>"})
        check_refusal([&] { answer(wrong, "GET http://h/t"); }, "GET http://h/t gave no JSON object");
}

BOOST_AUTO_TEST_SUITE_END()
