// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/quoted_text.hpp"

#include "repair/json_feed.hpp"

#include <coax/detail/shape_of.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <vector>

using namespace coax;

namespace {

struct fact {
    std::string claim;
    std::vector<std::string> quotes;
    std::optional<std::string> title;
    std::set<std::string> words;
};
BOOST_DESCRIBE_STRUCT(fact, (), (claim, quotes, title, words))
constexpr auto tag_invoke(annotate_tag, fact const*)
{
    return notes(note<&fact::quotes>("From the text").quoted().max_items(3), note<&fact::title>().quoted(),
        note<&fact::words>().quoted());
}

std::vector<violation> read(std::string const& json, std::size_t cut = 0)
{
    fact value;
    bind::value_builder to;
    repair::json_feed feed(to);
    to.quotes_from([] { return std::string("The sky is blue.\n  Grass, however,\tis green."); });
    to.start(*detail::shape_of<fact>(), &value);
    feed.start();
    for (std::size_t at = 0; at < json.size(); at += cut == 0 ? json.size() : cut)
        feed.feed(json.substr(at, cut == 0 ? json.size() : cut));
    feed.finish();
    return to.violations();
}

} // namespace

BOOST_AUTO_TEST_SUITE(binder_quotes)

BOOST_AUTO_TEST_CASE(white_space_counts_as_one_space)
{
    bind::quoted_text text([] { return std::string(" a  b\n\nc "); });
    for (auto const* quote : {"a", "a b", "b c", " a b  c\n", "b\tc"})
        BOOST_TEST(text.holds(quote), quote);
    for (auto const* quote : {"", " ", "ab", "a c", "A", "a b c d"})
        BOOST_TEST(!text.holds(quote), quote);
    bind::quoted_text none;
    BOOST_TEST(!none.holds("a"));
}

BOOST_AUTO_TEST_CASE(the_text_is_asked_for_once_and_only_if_needed)
{
    int asked = 0;
    bind::quoted_text text([&] { return ++asked, std::string("a b"); });
    BOOST_TEST(asked == 0);
    BOOST_TEST(text.holds("a"));
    BOOST_TEST(text.holds("b"));
    BOOST_TEST(asked == 1);
}

BOOST_AUTO_TEST_CASE(a_quote_that_is_not_in_the_text_breaks_a_rule_at_its_place)
{
    auto const good
        = R"({"claim":"anything","quotes":["sky is blue","blue. Grass, however, is"],"title":"The sky","words":["is"]})";
    auto const bad
        = R"({"claim":"anything","quotes":["sky is blue","sky is green"],"title":"the sky","words":["is","was"]})";
    for (std::size_t cut = 0; cut < 40; ++cut) {
        BOOST_TEST(read(good, cut).empty());
        auto const broken = read(bad, cut);
        BOOST_TEST_REQUIRE(broken.size() == 3u);
        BOOST_TEST(broken[0].pointer == "/quotes/1");
        BOOST_TEST((broken[0].rule == rule::quote));
        BOOST_TEST(broken[0].message.find("sky is green") != std::string::npos);
        BOOST_TEST(broken[1].pointer == "/title");
        BOOST_TEST(broken[2].pointer == "/words/1");
    }
    BOOST_TEST(read(R"({"claim":"c","quotes":[],"title":null,"words":[]})").empty());
}

BOOST_AUTO_TEST_SUITE_END()
