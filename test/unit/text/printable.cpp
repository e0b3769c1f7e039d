// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/printable.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace coax;

namespace {

std::string cleaned(std::string text)
{
    text::clean(text);
    return text;
}

std::string line(std::string text)
{
    text::clean_line(text);
    return text;
}

#define FFFD "\xef\xbf\xbd"

} // namespace

BOOST_AUTO_TEST_SUITE(text_printable)

BOOST_AUTO_TEST_CASE(each_part_that_is_no_utf8_becomes_one_replacement)
{
    for (std::string const good :
        {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "a\nb", "\xf4\x8f\xbf\xbf"}) {
        BOOST_TEST(text::is_utf8(good));
        BOOST_TEST(text::as_utf8(good) == good);
    }
    for (auto const& [bad, expected] : {std::pair("\xff", FFFD), std::pair("a\x80z", "a" FFFD "z"),
             std::pair("\xe2\x82", FFFD), std::pair("\xe2\x82 x", FFFD " x"), std::pair("\xf0\x9f\x98", FFFD),
             std::pair("\xc3\xc3\xa9", FFFD "\xc3\xa9"), std::pair("\xc0\x80", FFFD FFFD),
             std::pair("\xed\xa0\x80", FFFD FFFD FFFD), std::pair("\xf5\x80", FFFD FFFD),
             std::pair("\xe2\x82\xe2\x82\xac", FFFD "\xe2\x82\xac")}) {
        BOOST_TEST(!text::is_utf8(bad));
        BOOST_TEST(text::as_utf8(bad) == expected);
    }
}

BOOST_AUTO_TEST_CASE(control_characters_become_spaces)
{
    BOOST_TEST(cleaned(std::string("a\0b\x1b[31m\x7f\n\tc\r\n", 14)) == "a b [31m \n\tc\r\n");
    BOOST_TEST(line(std::string("a\0b\x1b[31m\x7f\n\tc\r\n", 14)) == "a b [31m   c  ");
    BOOST_TEST(line("\xc2\x9b"
                    "31m\xc2\xa0\xc3\x9b")
        == " 31m\xc2\xa0\xc3\x9b"); // U+009B begins a sequence, too
    BOOST_TEST(line("\x9b\xff") == FFFD FFFD);
}

BOOST_AUTO_TEST_SUITE_END()
