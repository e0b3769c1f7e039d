// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/schedule.hpp"

#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace coax;
using namespace std::chrono_literals;
using credentials::schedule;

namespace coax::credentials {

inline std::ostream& operator<<(std::ostream& to, schedule::step which)
{
    constexpr char const* names[] = {"use", "use_and_refresh", "refresh", "wait", "refuse"};
    return to << names[static_cast<int>(which)];
}

} // namespace coax::credentials

namespace {

using step = schedule::step;

struct fixture {
    schedule plan{5min};
    schedule::time_point now{std::chrono::hours(24)};

    step next(std::uint64_t rejected = 0) { return plan.next(now, rejected); }
    /// A credential that is valid for so long.
    void receive(schedule::time_point::duration lifetime)
    {
        auto const fault = plan.succeeded(bearer("token", now + lifetime), now);
        BOOST_TEST(!fault);
    }
    void fail() { plan.failed({errc::credential_failed, "the source is down"}, now); }
    void refused(credential fresh, std::string_view words)
    {
        BOOST_TEST((next() == step::refresh));
        auto const fault = plan.succeeded(std::move(fresh), now);
        BOOST_REQUIRE(fault);
        BOOST_TEST((fault->code == errc::credential_failed));
        BOOST_TEST(fault->message.find(words) != std::string::npos, fault->message);
        BOOST_TEST((next() == step::refuse));
        now += 2min;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(credential_schedule, fixture)

BOOST_AUTO_TEST_CASE(fresh_then_about_to_expire_then_expired)
{
    BOOST_TEST(next() == step::refresh);
    BOOST_TEST(next() == step::wait);
    receive(1h);
    BOOST_TEST(plan.number() == 1U);
    BOOST_TEST(next() == step::use);
    now += 55min - 1s;
    BOOST_TEST(next() == step::use);
    now += 1s;
    BOOST_TEST(next() == step::use_and_refresh);
    BOOST_TEST(next() == step::use); // one at a time
    now += 5min;
    BOOST_TEST(next() == step::wait); // it takes longer than the rest of the old one's time
    receive(1h);
    BOOST_TEST(plan.number() == 2U);
    BOOST_TEST(next() == step::use);
    now += 1h;
    BOOST_TEST(next() == step::refresh);
}

BOOST_AUTO_TEST_CASE(a_short_life_is_refreshed_at_its_half)
{
    next();
    receive(60s);
    now += 29s;
    BOOST_TEST(next() == step::use);
    now += 1s;
    BOOST_TEST(next() == step::use_and_refresh);
    receive(30s); // the same one again: asked for at the half of what is left, and so on
    BOOST_TEST(next() == step::use);
    now += 15s;
    BOOST_TEST(next() == step::use_and_refresh);
}

BOOST_AUTO_TEST_CASE(one_without_end_is_used_until_it_is_rejected)
{
    next();
    BOOST_TEST(!plan.succeeded(bearer("token"), now));
    now += 24h * 3650;
    BOOST_TEST(next() == step::use);
    BOOST_TEST(next(1) == step::refresh);
    BOOST_TEST(next(1) == step::wait);
    BOOST_TEST(next() == step::use); // another may try it
    receive(1h);
    BOOST_TEST(next(1) == step::use); // which is another one
    BOOST_TEST(next(2) == step::refresh);
}

BOOST_AUTO_TEST_CASE(after_a_failure_nobody_is_asked_for_a_while)
{
    auto wait = 1s;
    for (int i = 0; i < 10; ++i) {
        BOOST_TEST(next() == step::refresh);
        fail();
        BOOST_TEST(next() == step::refuse);
        auto const why = plan.refusal(now);
        BOOST_TEST(why.message == "the source is down");
        BOOST_TEST((why.retry_after == wait));
        now += wait - 1ms;
        BOOST_TEST(next() == step::refuse);
        BOOST_TEST((plan.refusal(now).retry_after == 1ms));
        now += 1ms;
        wait = std::min(2 * wait, 60s);
    }
    BOOST_TEST(next() == step::refresh);
    receive(1h);
    BOOST_TEST(next() == step::use);
    BOOST_TEST(next(1) == step::refresh);
    fail();
    BOOST_TEST((plan.refusal(now).retry_after == 1s)); // counted afresh
}

BOOST_AUTO_TEST_CASE(a_valid_one_outlives_failures)
{
    next();
    receive(1h);
    now += 55min;
    BOOST_TEST(next() == step::use_and_refresh);
    fail();
    BOOST_TEST(next() == step::use);
    now += 1s;
    BOOST_TEST(next() == step::use_and_refresh);
    fail();
    now += 4min;
    BOOST_TEST(next() == step::use_and_refresh);
    fail();
    now += 1min;
    BOOST_TEST(next() == step::refresh);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_does_not_hold_anybody_back)
{
    next();
    fail();
    now -= 1h;
    BOOST_TEST(next() == step::refresh);
}

BOOST_AUTO_TEST_CASE(what_was_abandoned_can_begin_again)
{
    BOOST_TEST(next() == step::refresh);
    plan.abandoned();
    BOOST_TEST(next() == step::refresh);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_a_failure)
{
    refused(credential(), "it is empty");
    refused(bearer(""), "it is empty");
    refused(bearer("line\nend"), "a line end");
    refused(header_credential("x y", "value"), "the header's name");
    refused(aws_keys("", "secret"), "it is empty");
    refused(aws_keys("id", "secret", "to\nken"), "a line end");
    refused(bearer("token", now), "already expired");
}

BOOST_AUTO_TEST_SUITE_END()
