// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Two calls with the same request, as tables of what becomes of each and what is decided then.
#include "call/hedge.hpp"

#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace coax;
using call::hedge;
using std::chrono::milliseconds;

namespace coax::call {

static std::ostream& operator<<(std::ostream& to, hedge::decision decided)
{
    constexpr char const* names[] = {"wait", "take_first", "take_second", "fail", "fail_both"};
    return to << names[static_cast<int>(decided)];
}

} // namespace coax::call

namespace {

using enum hedge::decision;
constexpr auto first = hedge::side::first;
constexpr auto second = hedge::side::second;
constexpr errc value{}; ///< the call has given one

struct event {
    hedge::side side;
    errc code;
    hedge::decision decided;
};

} // namespace

BOOST_AUTO_TEST_SUITE(call_hedge)

BOOST_AUTO_TEST_CASE(the_second_begins_after_the_delay)
{
    BOOST_TEST((hedge(milliseconds(50)).delay() == milliseconds(50)));
}

BOOST_AUTO_TEST_CASE(the_first_value_wins)
{
    std::vector<std::vector<event>> const rows{
        {{first, value, take_first}},
        {{second, value, take_second}},
        {{first, value, take_first}, {second, value, take_first}}, // too late
        {{second, value, take_second}, {first, value, take_second}},
        {{second, value, take_second}, {first, errc::bad_request, take_second}},
        // A failure that may be another next time leaves the decision to the other call.
        {{first, errc::overloaded, wait}, {second, value, take_second}},
        {{first, errc::overloaded, wait}, {second, errc::overloaded, fail_both}},
        {{first, errc::overloaded, wait}, {second, errc::bad_request, fail_both}},
        {{second, errc::overloaded, wait}, {first, value, take_first}},
        {{second, errc::bad_request, wait}, {first, value, take_first}},
        {{second, errc::overloaded, wait}, {first, errc::overloaded, fail_both}},
        // The second call would fail in the same way.
        {{first, errc::bad_request, fail}},
        {{first, errc::authentication, fail}},
        {{first, errc::not_found, fail}},
        {{first, errc::bad_request, fail}, {second, value, fail}},
        {{second, errc::overloaded, wait}, {first, errc::bad_request, fail}},
    };
    for (std::size_t n = 0; n < rows.size(); ++n) {
        hedge decides(milliseconds(50));
        BOOST_TEST(decides.current() == wait);
        for (auto const& one : rows[n]) {
            BOOST_TEST_CONTEXT("row " << n)
            BOOST_TEST(
                (one.code == value ? decides.on_value(one.side) : decides.on_failure(one.side, failure(one.code, "")))
                == one.decided);
            BOOST_TEST(decides.current() == one.decided);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
