// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/output_order.hpp"

#include <boost/test/unit_test.hpp>

using coax::cli::output_order;

BOOST_AUTO_TEST_SUITE(cli_output_order)

BOOST_AUTO_TEST_CASE(a_line_waits_for_those_before_it)
{
    output_order order(true, 10);
    for (std::size_t n = 0; n < 4; ++n)
        BOOST_TEST(order.begin() == n);
    BOOST_TEST(order.settle(2, "c").empty());
    BOOST_TEST(order.settle(1, "b").empty());
    BOOST_TEST(order.settle(0, "a") == "abc");
    BOOST_TEST(order.settle(3, "d") == "d");
    BOOST_TEST(order.begin() == 4u);
    BOOST_TEST(order.settle(4, "e") == "e");
}

BOOST_AUTO_TEST_CASE(without_order_it_does_not)
{
    output_order order(false, 2);
    order.begin();
    order.begin();
    BOOST_TEST(!order.has_room());
    BOOST_TEST(order.settle(1, "b") == "b");
    BOOST_TEST(order.has_room());
}

BOOST_AUTO_TEST_CASE(one_slow_input_stops_the_others_at_the_window)
{
    output_order order(true, 3);
    for (std::size_t n = 0; n < 3; ++n) {
        BOOST_TEST(order.has_room());
        order.begin();
    }
    BOOST_TEST(!order.has_room());
    order.settle(1, "b");
    order.settle(2, "c");
    BOOST_TEST(!order.has_room()); // their lines are in memory
    BOOST_TEST(order.settle(0, "a") == "abc");
    BOOST_TEST(order.has_room());
}

BOOST_AUTO_TEST_SUITE_END()
