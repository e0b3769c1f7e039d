// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/rate_limiters.hpp"

#include "rate_limit/rate_limiter.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace coax::rate_limit;

BOOST_AUTO_TEST_SUITE(rate_limit_rate_limiters)

BOOST_AUTO_TEST_CASE(there_are_no_more_than_are_used_and_some_that_may_be_used_again)
{
    boost::asio::io_context context;
    rate_limiters all(context.get_executor(), {});
    coax::http::origin const origin{};
    auto const held = all.find(origin, "held");
    std::weak_ptr<rate_limiter> const often = all.find(origin, "often");
    std::weak_ptr<rate_limiter> const once = all.find(origin, "once");
    std::vector<std::weak_ptr<rate_limiter>> others;
    for (std::size_t i = 0; i < 2 * rate_limiters::most_idle; ++i) {
        others.push_back(all.find(origin, "model " + std::to_string(i)));
        BOOST_TEST(all.find(origin, "often") == often.lock());
    }
    BOOST_TEST(once.expired());
    BOOST_TEST(all.find(origin, "held") == held);
    auto const alive = std::ranges::count_if(others, [](auto const& one) { return !one.expired(); });
    BOOST_TEST(alive == rate_limiters::most_idle - 2);
}

BOOST_AUTO_TEST_SUITE_END()
