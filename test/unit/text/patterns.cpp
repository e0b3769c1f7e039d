// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/patterns.hpp"

#include <boost/test/unit_test.hpp>

#include <locale>
#include <stdexcept>
#include <string>
#include <string_view>

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

BOOST_AUTO_TEST_CASE(knows_the_classes_of_ascii)
{
    struct row {
        char const* pattern;
        char const* in;
        char const* not_in;
    };
    for (auto const& [pattern, in, not_in] : {
             row{"^\\d+$", "0123456789", "1a"},
             row{"^\\D+$", "a-b", "a1"},
             row{"^\\w+$", "aZ_09", "a-b"},
             row{"^\\W$", "-", "_"},
             row{"^\\s+$", " \t\n\v\f\r", "\xC2\xA0"},
             row{"^\\S+$", "aé", "a b"},
             row{"^[[:alpha:]]+$", "aZ", "a1"},
             row{"^[[:xdigit:]]+$", "09afAF", "g"},
             row{"^[[:punct:]]+$", "!~_", "a"},
             row{"^[^\\d\\s]+$", "añ-", "a 1"},
             row{"\\bword\\b", "a word.", "swords"},
             row{"^\\x41\\x{e9}$", "Aé", "Ae"},
             row{"^[\xF0\x9F\x98\x80-\xF0\x9F\x98\x8F]{2}$", "\xF0\x9F\x98\x81\xF0\x9F\x98\x82", "\xF0\x9F\x98\x90"},
             row{"^(a|b){2,3}?c(?=d)(?!de)", "abcd", "abcde"},
         }) {
        BOOST_TEST(finds(pattern, in), pattern);
        BOOST_TEST(!finds(pattern, not_in), pattern);
        BOOST_TEST(fault_of_pattern(pattern) == "", pattern);
    }
    BOOST_TEST(fault_of_pattern("[[:nonsense:]]") != "");
}

BOOST_AUTO_TEST_CASE(reads_them_alike_in_every_locale)
{
    std::locale const before;
    try {
        std::locale::global(std::locale("C.UTF-8"));
    } catch (std::runtime_error const&) {
        return; // this system has none in which an umlaut is a letter
    }
    bool const found = finds("^\\w+$", "ä");
    std::locale::global(before);
    BOOST_TEST(!found);
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
