// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/loose_scalars.hpp"

#include "bind/words.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax::bind;

BOOST_AUTO_TEST_SUITE(loosely_written_scalars)

BOOST_AUTO_TEST_CASE(numbers_are_read_without_their_signs)
{
    struct row {
        std::string_view text, number;
    };
    for (auto const& [text, number] :
        {row{"12", "12"}, row{" -3 ", "-3"}, row{"+4", "4"}, row{"1,234.50", "1234.5"}, row{"$1,234.50", "1234.5"},
            row{"-$5", "-5"}, row{"5 \xE2\x82\xAC", "5"}, row{"12 %", "12"}, row{"1_000", "1000"}, row{".5", "0.5"},
            row{"1e3", "1000"}, row{"18446744073709551615", "18446744073709551615"}}) {
        auto const read = read_loose_number(text);
        BOOST_TEST_REQUIRE(read.has_value(), text);
        BOOST_TEST(print(*read) == number, text);
    }
}

BOOST_AUTO_TEST_CASE(text_that_may_mean_something_else_is_no_number)
{
    for (std::string_view const text :
        {"", "x", "007", "1,5", "1,23,456", "1,2345", "12 kg", "1 2", "--1", "$", "1.2.3"})
        BOOST_TEST(!read_loose_number(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(words_for_true_and_false_are_read)
{
    struct row {
        std::string_view text;
        std::optional<bool> value, lenient;
    };
    for (auto const& [text, value, lenient] :
        {row{"true", true, true}, row{"Yes.", true, true}, row{"FALSE", false, false}, row{"no", false, false},
            row{"on", {}, true}, row{"0", {}, false}, row{"maybe", {}, {}}, row{"", {}, {}}}) {
        BOOST_TEST((read_loose_boolean(text, false) == value), text);
        BOOST_TEST((read_loose_boolean(text, true) == lenient), text);
    }
}

BOOST_AUTO_TEST_CASE(words_for_nothing_are_known)
{
    for (std::string_view const text : {"null", "None", "N/A", "", "  ", "nil"})
        BOOST_TEST(means_null(text), text);
    for (std::string_view const text : {"0", "no", "nothing"})
        BOOST_TEST(!means_null(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
