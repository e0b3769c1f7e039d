// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/surrogate_joiner.hpp"

#include "json/json_cursor.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <string>

using coax::json::json_cursor;
using coax::json::surrogate_joiner;

namespace {
/// What the JSON strings give, one piece each.
std::string joined(std::initializer_list<std::string_view> pieces)
{
    surrogate_joiner pairs;
    std::string all;
    for (auto const text : pieces) {
        json_cursor c(text);
        all += pairs.join(c.piece());
        BOOST_TEST(!c.failed());
    }
    return all.append(pairs.finish());
}

} // namespace

BOOST_AUTO_TEST_SUITE(surrogate_joiner_pairs)

BOOST_AUTO_TEST_CASE(a_pair_cut_in_two_is_one_character)
{
    BOOST_TEST(joined({R"("a\ud83d")", R"("\udcf7b")"}) == "a\U0001F4F7b");
    BOOST_TEST(joined({R"("\ud83d")", R"("\udcf7")"}) == "\U0001F4F7");
    BOOST_TEST(joined({R"("\ud83d")", R"("")", R"("\udcf7\ud83d")", R"("\ude00")"}) == "\U0001F4F7\U0001F600");
    BOOST_TEST(joined({R"("\udbff")", R"("\udfff!")"}) == "\U0010FFFF!");
    BOOST_TEST(joined({R"("\ud800")", R"("\udc00")"}) == "\U00010000");
}

BOOST_AUTO_TEST_CASE(a_half_that_stays_alone_is_replaced)
{
    BOOST_TEST(joined({R"("a\ud83d")", R"("b")"}) == "a\uFFFDb");
    BOOST_TEST(joined({R"("a\ud83d")"}) == "a\uFFFD");
    BOOST_TEST(joined({R"("a")", R"("\udcf7b")"}) == "a\uFFFDb");
    BOOST_TEST(joined({R"("\ud83d")", R"("\ud83d")", R"("\udcf7")"}) == "\uFFFD\U0001F4F7");
    BOOST_TEST(joined({R"("a\ud83db\udcf7c")"}) == "a\uFFFDb\uFFFDc");
}

BOOST_AUTO_TEST_CASE(whole_pairs_and_neighbours_of_the_halves_pass_untouched)
{
    for (std::string const text : {"\U0001F4F7", "\uD7FF", "\uE000", "plain", "\xED", ""}) {
        surrogate_joiner pairs;
        BOOST_TEST(pairs.join(text).data() == text.data());
        BOOST_TEST(pairs.finish().empty());
    }
}

BOOST_AUTO_TEST_CASE(other_strings_have_no_halves)
{
    json_cursor c(R"("\ud83d")");
    BOOST_TEST(c.string() == "\uFFFD");
}

BOOST_AUTO_TEST_SUITE_END()
