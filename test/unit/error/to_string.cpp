// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(enumerators_have_theirs)
{
    BOOST_TEST(to_string(coax::stop_reason::none) == "none");
    BOOST_TEST(to_string(coax::stop_reason::aborted) == "aborted");
    BOOST_TEST(to_string(coax::rule::syntax) == "syntax");
    BOOST_TEST(to_string(coax::rule::pattern) == "pattern");
    BOOST_TEST(to_string(coax::rule::custom) == "custom");
    BOOST_TEST(to_string(coax::mode::automatic) == "automatic");
    BOOST_TEST(to_string(coax::mode::tools) == "tools");
    BOOST_TEST(to_string(coax::field_state::streaming) == "streaming");
    BOOST_TEST(to_string(static_cast<coax::mode>(17)) == "unknown");
}

// A type whose name is also a function's could only be written as `enum coax::rule`.
BOOST_AUTO_TEST_CASE(types_can_be_named)
{
    coax::rule const broken = coax::violation(coax::rule::range, "/x", "must be less").rule;
    BOOST_TEST((broken == coax::rule::range));
    coax::media_kind const kind = coax::attachment::bytes("x", "application/pdf").kind();
    BOOST_TEST((kind == coax::media_kind::document));
}

BOOST_AUTO_TEST_CASE(a_literal_from_text_of_run_time)
{
    using mood = coax::literal<"good", "bad">;
    BOOST_TEST((mood::from(std::string("bad")) == "bad"));
    BOOST_TEST(mood::from("worse").empty());
    BOOST_TEST(mood::from("").empty());
}

BOOST_AUTO_TEST_SUITE_END()
