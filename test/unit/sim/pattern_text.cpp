// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/pattern_text.hpp"

#include <boost/test/unit_test.hpp>

#include <regex>
#include <string>

using coax::sim::pattern_text;

BOOST_AUTO_TEST_SUITE(pattern_text_)

BOOST_AUTO_TEST_CASE(what_it_writes_matches)
{
    for (auto const* pattern :
        {"^[A-Z]{2}-[0-9]{4}$", "^\\d{3}-\\d{4}$", "^(red|green)+$", "^[^@ ]+@[^@ ]+\\.[a-z]{2,}$", "^a?b*c+$",
            "^(?:x|y){2,3}z$", "^v\\d+\\.\\d+\\.\\d+$", "^#[0-9a-fA-F]{6}$", "abc", "^\\w+\\s\\w+$",
            "^[a-z0-9_-]{3,16}$", "^\\([0-9]{2}\\)$", "^.{5}$", "^(a(b(c)?)?)$", "^[\\d.]+?$", "^$"}) {
        std::regex const rule(pattern);
        for (std::size_t least : {0U, 1U, 7U})
            for (std::uint64_t choice = 0; choice < 20; ++choice) {
                auto const made = pattern_text(pattern, least, choice);
                BOOST_TEST_REQUIRE(made.has_value());
                BOOST_TEST(std::regex_search(*made, rule), pattern << " does not match " << *made);
            }
    }
}

BOOST_AUTO_TEST_CASE(grows_to_the_length_asked_for)
{
    BOOST_TEST(pattern_text("^[a-z]+$", 12, 1)->size() == 12U);
    BOOST_TEST(pattern_text("^[a-z]{1,5}$", 12, 1)->size() == 5U);
}

BOOST_AUTO_TEST_CASE(what_it_does_not_know_is_left_to_others)
{
    for (auto const* pattern :
        {"(?=a)b", "(a)\\1", "\\bword", "[z-a]", "(", ")", "[", "a{", "a{3,1}", "*", "\\", "[]", "\\u0041"})
        BOOST_TEST(!pattern_text(pattern, 0, 1).has_value(), pattern);
}

BOOST_AUTO_TEST_SUITE_END()
