// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/gates.hpp"

#include "rate_limit/gate.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace coax::rate_limit;

BOOST_AUTO_TEST_SUITE(limiting_gates)

BOOST_AUTO_TEST_CASE(there_are_no_more_than_are_used_and_some_that_may_be_used_again)
{
    boost::asio::io_context context;
    gates all(context.get_executor(), {});
    coax::http::origin const where{};
    auto const held = all.to(where, "held");
    std::weak_ptr<gate> const often = all.to(where, "often");
    std::weak_ptr<gate> const once = all.to(where, "once");
    std::vector<std::weak_ptr<gate>> others;
    for (std::size_t i = 0; i < 2 * gates::most_idle; ++i) {
        others.push_back(all.to(where, "model " + std::to_string(i)));
        BOOST_TEST(all.to(where, "often") == often.lock());
    }
    BOOST_TEST(once.expired());
    BOOST_TEST(all.to(where, "held") == held);
    auto const alive = std::ranges::count_if(others, [](auto const& one) { return !one.expired(); });
    BOOST_TEST(alive == gates::most_idle - 2);
}

BOOST_AUTO_TEST_SUITE_END()
