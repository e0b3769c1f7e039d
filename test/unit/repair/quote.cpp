// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/quote.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax::repair;

BOOST_AUTO_TEST_SUITE(quotes_of_keys_and_strings)

BOOST_AUTO_TEST_CASE(the_opening_quote_says_which_one_closes)
{
    struct row {
        std::string_view text, open, close;
    };
    for (auto const& [text, open, close] : {row{"\"a\"", "\"", "\""}, row{"'a'", "'", "'"}, row{"`a`", "`", "`"},
             row{"\"\"\"a", "\"\"\"", "\"\"\""}, row{"'''a", "'''", "'''"}, row{"\"\"", "\"", "\""},
             row{"\xE2\x80\x9C"
                 "a",
                 "\xE2\x80\x9C", "\xE2\x80\x9D"},
             row{"\xE2\x80\x98"
                 "a",
                 "\xE2\x80\x98", "\xE2\x80\x99"},
             row{"a\"", "", ""}, row{"\xE2\x82\xAC", "", ""}, row{"", "", ""}}) {
        lookahead whole;
        whole.see(text, true);
        quote found;
        BOOST_TEST(find_quote(whole, 0, found), text);
        BOOST_TEST((found.open == open && found.close == close), text);
        BOOST_TEST(found.empty() == open.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_quote_that_may_be_longer_waits)
{
    for (std::string_view const text : {"", "\"", "\"\"", "'", "''", "\xE2", "\xE2\x80"}) {
        lookahead part;
        part.see(text, false);
        quote found;
        BOOST_TEST(!find_quote(part, 0, found), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
