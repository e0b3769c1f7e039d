// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/container_stack.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(containers)

BOOST_AUTO_TEST_CASE(the_pointer_names_the_value_that_is_read)
{
    coax::repair::container_stack open;
    BOOST_TEST(open.pointer() == "");
    open.push('}');
    BOOST_TEST(open.pointer() == "");
    BOOST_TEST(open.begin_child());
    open.begin_member("a/b");
    BOOST_TEST(open.pointer() == "/a~1b");
    open.push(']');
    BOOST_TEST(open.begin_child());
    BOOST_TEST(open.pointer() == "/a~1b/0");
    open.end_child();
    BOOST_TEST(open.pointer() == "/a~1b");
    BOOST_TEST(!open.begin_child());
    BOOST_TEST(open.pointer() == "/a~1b/1");
    BOOST_TEST(!open.in_object());
    BOOST_TEST((open.closer_at(1) == '}' && open.closer_at(2) == ']' && open.size() == 2));
    open.pop();
    open.end_child();
    BOOST_TEST(open.in_object());
    BOOST_TEST(open.pointer() == "");
}

BOOST_AUTO_TEST_SUITE_END()
