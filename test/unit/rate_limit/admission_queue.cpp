// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/admission_queue.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace std::chrono_literals;
using coax::rate_limit::admission_queue;
using time_point = admission_queue::time;

namespace {

time_point const start = time_point() + 1000h;

coax::limits most(std::uint64_t requests, std::uint64_t tokens = 0, std::size_t in_flight = 0)
{
    return {requests, tokens, in_flight};
}

struct sent {
    time_point when;
    double tokens;
};

/// As many callers as there may be, each gone at once, until `end`: when each of them went.
std::vector<sent> greedy(admission_queue& at, double tokens, time_point end)
{
    std::vector<sent> all;
    auto now = start;
    at.join(0, tokens, nullptr);
    while (now < end) {
        if (auto const admission = at.admit(now)) {
            all.push_back({now, tokens});
            at.end(*admission, {}, {}, now);
            at.join(0, tokens, nullptr);
        } else {
            auto const then = at.next(now);
            BOOST_REQUIRE((then > now)); // else a caller would spin
            now = then;
        }
    }
    return all;
}

/// The most that any minute holds, wherever it begins.
double worst_minute(std::vector<sent> const& all, bool tokens)
{
    double worst = 0;
    double within = 0;
    std::size_t oldest = 0;
    for (auto const& one : all) {
        within += tokens ? one.tokens : 1;
        while (one.when - all[oldest].when >= 1min)
            within -= tokens ? all[oldest++].tokens : (++oldest, 1);
        worst = std::max(worst, within);
    }
    return worst;
}

coax::rate_limit::rate_limit_headers reported(std::uint64_t limit, std::uint64_t left, std::chrono::milliseconds reset)
{
    return {{limit, left, reset}, {}};
}

int number_of(std::optional<admission_queue::admission> const& admission)
{
    return admission ? *static_cast<int*>(admission->owner) : -1;
}

} // namespace

BOOST_AUTO_TEST_SUITE(rate_limit_admission_queue)

BOOST_AUTO_TEST_CASE(no_minute_holds_more_requests_than_the_limit_and_little_is_wasted)
{
    for (std::uint64_t const limit : {1U, 2U, 7U, 20U, 50U, 61U, 600U, 4000U}) {
        BOOST_TEST_CONTEXT(limit << " a minute")
        {
            admission_queue at(most(limit));
            auto const all = greedy(at, 100, start + 10min);
            BOOST_TEST(worst_minute(all, false) <= double(limit));
            BOOST_TEST(double(all.size()) >= 0.9 * 10 * double(limit) - 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_minute_holds_more_tokens_than_the_limit)
{
    for (double const each : {1.0, 10.0, 499.0, 500.0, 900.0}) {
        BOOST_TEST_CONTEXT(each << " tokens each")
        {
            admission_queue at(most(0, 10'000));
            auto const all = greedy(at, each, start + 10min);
            BOOST_TEST(worst_minute(all, true) <= 10'000);
            BOOST_TEST(double(all.size()) * each >= 0.85 * 10 * 10'000);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_call_bigger_than_a_minute_goes_alone_and_is_paid_for_afterwards)
{
    admission_queue at(most(0, 1'000));
    auto const all = greedy(at, 3'000, start + 20min);
    BOOST_TEST(all.size() >= 5U);
    BOOST_TEST(all.size() <= 7U); // 20'000 tokens
}

BOOST_AUTO_TEST_CASE(without_limits_nobody_waits)
{
    admission_queue at(most(0));
    for (int i = 0; i < 1000; ++i) {
        at.join(0, 1e9, nullptr);
        BOOST_TEST(at.admit(start).has_value());
    }
    BOOST_TEST(at.in_flight() == 1000U);
    BOOST_TEST((at.next(start) == time_point::max()));
}

BOOST_AUTO_TEST_CASE(the_higher_priority_goes_first_and_else_who_came_first)
{
    admission_queue at(most(0, 0, 1));
    std::vector<int> ids{0, 1, 2, 3, 4, 5};
    std::vector<int> const priority{0, 0, 5, -1, 5, 0};
    for (std::size_t i = 0; i < ids.size(); ++i)
        at.join(priority[i], 1, &ids[i]);
    std::vector<int> order;
    while (auto const admission = at.admit(start)) {
        order.push_back(number_of(admission));
        BOOST_TEST(!at.admit(start).has_value()); // one at a time
        at.end(*admission, {}, {}, start);
    }
    std::vector<int> const expected{2, 4, 0, 1, 5, 3};
    BOOST_TEST(order == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(who_leaves_the_line_holds_up_nobody)
{
    admission_queue at(most(0, 0, 1));
    std::vector<int> ids{0, 1, 2};
    auto const first = at.join(0, 1, &ids[0]);
    at.join(0, 1, &ids[1]);
    auto const last = at.join(0, 1, &ids[2]);
    at.leave(first);
    at.leave(last);
    BOOST_TEST(number_of(at.admit(start)) == 1);
    BOOST_TEST(at.empty());
}

BOOST_AUTO_TEST_CASE(a_small_call_does_not_overtake_a_big_one)
{
    admission_queue at(most(0, 1'000));
    int big = 1;
    int small = 2;
    at.join(0, 50, nullptr);
    BOOST_TEST(at.admit(start).has_value()); // the burst is used up
    at.join(0, 50, &big);
    at.join(0, 1, &small);
    BOOST_TEST(!at.admit(start + 1s).has_value());
    auto const then = at.next(start + 1s);
    BOOST_TEST(number_of(at.admit(then)) == big);
    BOOST_TEST(!at.admit(then).has_value());
}

BOOST_AUTO_TEST_CASE(calls_in_flight_are_bounded_and_only_an_end_lets_the_next_go)
{
    admission_queue at(most(0, 0, 2));
    for (int i = 0; i < 3; ++i)
        at.join(0, 1, nullptr);
    auto const one = at.admit(start);
    BOOST_TEST(at.admit(start).has_value());
    BOOST_TEST(!at.admit(start + 1h).has_value());
    BOOST_TEST((at.next(start + 1h) == time_point::max()));
    at.end(*one, {}, {}, start);
    BOOST_TEST(at.admit(start).has_value());
    BOOST_TEST(at.in_flight() == 2U);
}

BOOST_AUTO_TEST_CASE(an_estimate_is_corrected_by_what_was_spent)
{
    admission_queue at(most(0, 20'000)); // a burst of 1000
    BOOST_TEST(at.estimate(400, 900) == 1'000);
    at.join(0, at.estimate(400, 900), nullptr);
    auto const admission = at.admit(start);
    BOOST_REQUIRE(admission.has_value());
    at.join(0, 900, nullptr);
    BOOST_TEST(!at.admit(start).has_value()); // all is spent, as far as is known
    at.end(*admission, 60, 40, start);
    BOOST_TEST(at.admit(start).has_value()); // 900 are there again
    BOOST_TEST(at.estimate(400, 900) == 150); // answers take 40 or so
    BOOST_TEST(at.estimate(400, 10) == 110); // but never more than they may
}

BOOST_AUTO_TEST_CASE(more_spent_than_estimated_is_a_debt)
{
    admission_queue at(most(0, 20'000)); // 300 a second
    at.join(0, 100, nullptr);
    auto const admission = at.admit(start);
    at.end(*admission, 1'000, 900, start); // 900 left - 1800
    at.join(0, 100, nullptr);
    BOOST_TEST(!at.admit(start + 3s).has_value());
    auto const then = at.next(start + 3s);
    BOOST_TEST((then > start + 3300ms && then < start + 3400ms));
    BOOST_TEST(at.admit(then).has_value());
}

BOOST_AUTO_TEST_CASE(an_absurd_count_holds_nobody_up_for_long)
{
    for (std::uint64_t const absurd : {std::uint64_t(1'000'000'000), std::uint64_t(1) << 62, std::uint64_t(-1)}) {
        admission_queue at(most(0, 20'000));
        at.join(0, 100, nullptr);
        auto const admission = at.admit(start);
        at.end(*admission, absurd, absurd, start);
        at.join(0, 100, nullptr);
        auto now = start;
        int looks = 0; // a waiter looks at the clock when `next` says so
        while (!at.admit(now) && looks++ < 10)
            now = at.next(now);
        BOOST_TEST(looks < 3);
        BOOST_TEST((now > start + 100s && now < start + 130s));
        BOOST_TEST(at.estimate(400, 900) <= 1'000);
    }
}

BOOST_AUTO_TEST_CASE(what_a_failed_call_might_have_spent_holds_nobody_up_for_long)
{
    admission_queue at(most(0, 20'000));
    at.join(0, 4e9, nullptr); // by its max_tokens
    auto const admission = at.admit(start);
    BOOST_REQUIRE(admission.has_value());
    at.join(0, 100, nullptr);
    at.end(*admission, {}, {}, start);
    auto const then = at.next(start);
    BOOST_TEST((then > start + 280s && then < start + 310s));
    BOOST_TEST(at.admit(then).has_value());
}

BOOST_AUTO_TEST_CASE(a_limit_is_learned_from_headers)
{
    admission_queue at(most(0));
    at.join(0, 1, nullptr);
    auto const admission = at.admit(start);
    at.learn(*admission, reported(600, 599, 100ms), start);
    at.end(*admission, {}, {}, start);
    auto const all = greedy(at, 1, start + 10min);
    BOOST_TEST(worst_minute(all, false) <= 600);
    BOOST_TEST(all.size() >= 5'400U);
}

BOOST_AUTO_TEST_CASE(headers_lower_what_was_set_and_never_raise_it)
{
    for (std::uint64_t const told : {30U, 6'000U}) {
        admission_queue at(most(60));
        at.join(0, 1, nullptr);
        auto const admission = at.admit(start);
        at.learn(*admission, reported(told, told, 0ms), start);
        at.end(*admission, {}, {}, start);
        auto const all = greedy(at, 1, start + 10min);
        BOOST_TEST(worst_minute(all, false) <= double(std::min<std::uint64_t>(told, 60)));
    }
}

BOOST_AUTO_TEST_CASE(what_others_used_up_is_waited_for)
{
    admission_queue at(most(600)); // a burst of 30
    at.join(0, 1, nullptr);
    auto const admission = at.admit(start);
    at.join(0, 1, nullptr);
    at.learn(*admission, reported(600, 0, 7s), start);
    BOOST_TEST((at.next(start) == start + 7s));
    BOOST_TEST(!at.admit(start + 6999ms).has_value());
    BOOST_TEST(at.admit(start + 7s).has_value());
}

BOOST_AUTO_TEST_CASE(those_on_their_way_count_as_used)
{
    admission_queue at(most(600));
    std::vector<admission_queue::admission> passes;
    for (int i = 0; i < 5; ++i) {
        at.join(0, 1, nullptr);
        passes.push_back(*at.admit(start));
    }
    at.join(0, 1, nullptr);
    at.learn(passes.front(), reported(600, 4, 60s), start); // and four are on their way
    BOOST_TEST(!at.admit(start).has_value());
    BOOST_TEST((at.next(start) > start));
}

BOOST_AUTO_TEST_CASE(a_reset_far_away_is_not_believed)
{
    admission_queue at(most(60));
    at.join(0, 1, nullptr);
    auto const admission = at.admit(start);
    at.join(0, 1, nullptr);
    at.learn(*admission, reported(60, 0, 24h), start);
    BOOST_TEST((at.next(start) == start + admission_queue::longest_pause));
}

BOOST_AUTO_TEST_CASE(a_refusal_pauses_and_halves_what_is_in_flight_and_both_pass)
{
    admission_queue at(most(0));
    std::vector<admission_queue::admission> passes;
    for (int i = 0; i < 16; ++i) {
        at.join(0, 1, nullptr);
        passes.push_back(*at.admit(start));
    }
    at.refused(2s, start);
    at.refused({}, start + 100ms); // one of the same crowd: no further halving, no shorter wait
    for (auto const& each : passes)
        at.end(each, {}, {}, start + 100ms);

    for (int i = 0; i < 100; ++i)
        at.join(0, 1, nullptr);
    BOOST_TEST(!at.admit(start + 1999ms).has_value());
    BOOST_TEST((at.next(start + 1s) == start + 2s));
    auto const resumed = [&](time_point now) {
        std::vector<admission_queue::admission> now_in;
        while (auto const admission = at.admit(now))
            now_in.push_back(*admission);
        return now_in;
    };
    auto crowd = resumed(start + 2s);
    BOOST_TEST(crowd.size() == 8U);
    for (auto const& each : crowd) {
        at.answered(start + 3s);
        at.end(each, {}, {}, start + 3s);
    }
    crowd = resumed(start + 3s);
    BOOST_TEST(crowd.size() >= 8U);
    BOOST_TEST(crowd.size() <= 9U);
    BOOST_TEST(resumed(start + 61s).size() == 100 - 8 - crowd.size()); // forgotten
}

BOOST_AUTO_TEST_CASE(refused_again_and_again_one_call_still_goes)
{
    admission_queue at(most(0));
    auto now = start;
    for (int i = 0; i < 20; ++i) {
        at.join(0, 1, nullptr);
        auto const admission = at.admit(now);
        BOOST_REQUIRE(admission.has_value());
        at.refused(1500ms, now);
        at.end(*admission, {}, {}, now);
        now += 1500ms;
    }
}

BOOST_AUTO_TEST_SUITE_END()
