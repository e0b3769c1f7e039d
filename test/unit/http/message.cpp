// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "http/message.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(message)

BOOST_AUTO_TEST_CASE(find_ignores_case_and_takes_the_first)
{
    coax::http::headers const list{{"Content-Type", "text/event-stream"}, {"x", "1"}, {"X", "2"}, {"empty", ""}};
    BOOST_TEST(coax::http::find(list, "content-type") == "text/event-stream");
    BOOST_TEST(coax::http::find(list, "CONTENT-TYPE") == "text/event-stream");
    BOOST_TEST(coax::http::find(list, "x") == "1");
    BOOST_TEST(coax::http::find(list, "empty").empty());
    BOOST_TEST(coax::http::find(list, "content").empty());
    BOOST_TEST(coax::http::find(list, "content-type-x").empty());
    BOOST_TEST(coax::http::find({}, "x").empty());
}

BOOST_AUTO_TEST_SUITE_END()
