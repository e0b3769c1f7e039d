// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/words.hpp"

#include <coax/detail/shape_of.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

using namespace coax;

BOOST_AUTO_TEST_SUITE(words_of_violations)

BOOST_AUTO_TEST_CASE(a_type_is_named_as_json)
{
    BOOST_TEST(bind::expected(*detail::shape_of<bool>()) == "true or false");
    BOOST_TEST(bind::expected(*detail::shape_of<int>()) == "a whole number");
    BOOST_TEST(bind::expected(*detail::shape_of<double>()) == "a number");
    BOOST_TEST(bind::expected(*detail::shape_of<std::optional<std::string>>()) == "a string or null");
    BOOST_TEST(bind::expected(*detail::shape_of<std::vector<int>>()) == "an array");
    BOOST_TEST((bind::expected(*detail::shape_of<std::tuple<int, bool>>()) == "an array of 2 values"));
    BOOST_TEST((bind::expected(*detail::shape_of<std::map<std::string, int>>()) == "an object"));
    BOOST_TEST((bind::expected(*detail::shape_of<std::variant<int, std::string>>()) == "a whole number or a string"));
}

BOOST_AUTO_TEST_CASE(numbers_and_texts_are_printed_short)
{
    BOOST_TEST(bind::print(detail::number(-3)) == "-3");
    BOOST_TEST(bind::print(detail::number(18446744073709551615U)) == "18446744073709551615");
    BOOST_TEST(bind::print(0.1) == "0.1");
    BOOST_TEST(bind::in_quotes("a") == "\"a\"");
    BOOST_TEST(bind::in_quotes(std::string(100, 'x')) == "\"" + std::string(80, 'x') + "...\"");
}

BOOST_AUTO_TEST_SUITE_END()
