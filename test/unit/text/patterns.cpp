// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/patterns.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax::text;

namespace {

bool finds(std::string_view pattern, std::string_view in)
{
    return patterns().search(pattern, in) == patterns::outcome::found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(text_patterns)

BOOST_AUTO_TEST_CASE(is_tried_on_characters_not_bytes)
{
    BOOST_TEST(finds("^.{3}$", "äöü"));
    BOOST_TEST(finds("^.$", "\xF0\x9F\x8C\x8A")); // four bytes
    BOOST_TEST(finds("^[а-я]+$", "слово"));
    BOOST_TEST(!finds("^[а-я]+$", "word"));
    BOOST_TEST(!finds("^[ä]$", "\xC3"));
    BOOST_TEST(finds("a", "cat"));
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_it)
{
    BOOST_TEST(fault_of_pattern("^[A-Z]{2}$") == "");
    for (auto const* bad : {"([", "[A-Z", "*", "(?<x"}) {
        BOOST_TEST(fault_of_pattern(bad) != "", bad);
        BOOST_TEST((patterns().search(bad, "a") == patterns::outcome::invalid_pattern), bad);
    }
}

BOOST_AUTO_TEST_CASE(gives_up_what_would_take_for_ever)
{
    std::string const text(40, 'a');
    BOOST_TEST(!finds("^(a+)+$", text + "b"));
}

BOOST_AUTO_TEST_SUITE_END()
