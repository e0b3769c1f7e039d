// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/name_match.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using namespace coax::bind;

BOOST_AUTO_TEST_SUITE(matching_names)

BOOST_AUTO_TEST_CASE(folding_keeps_letters_digits_and_signs)
{
    struct row {
        std::string_view text, folded;
    };
    for (auto const& [text, folded_text] :
        {row{"Product-Name", "productname"}, row{"product_name", "productname"}, row{" Very Happy. ", "veryhappy"},
            row{"-1", "-1"}, row{"a-1", "a1"}, row{"1.5", "1.5"}, row{"C++", "c++"}, row{"!x!", "!x"}, row{"", ""}})
        BOOST_TEST(folded(text) == folded_text, text);
}

BOOST_AUTO_TEST_CASE(a_name_matches_if_it_is_the_only_one)
{
    static constexpr std::array<std::string_view, 4> names{"product_name", "first_name", "firstName", "age"};
    struct row {
        std::string_view text;
        std::size_t index;
    };
    for (auto const& [text, index] : {row{"Product-Name", 0}, row{"AGE", 3}, row{"first_name", 1}, row{"FIRSTNAME", 2},
             row{"first-name", 4}, row{"other", 4}, row{"", 4}})
        BOOST_TEST(only_match(names.size(), text, [](std::size_t i) { return names[i]; }) == index, text);
}

BOOST_AUTO_TEST_SUITE_END()
