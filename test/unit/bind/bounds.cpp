// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What one answer may cost.
#include "bind/quoted_text.hpp"
#include "read_everywhere.hpp"
#include "text/patterns.hpp"

#include <coax/annotate.hpp>

#include <deque>

using namespace coax;
using namespace coax::test;

namespace {

struct slow {
    std::string s;
    std::optional<std::string> t;
};
BOOST_DESCRIBE_STRUCT(slow, (), (s, t))
constexpr auto tag_invoke(annotate_tag, slow const*) { return notes(note<&slow::s>("").pattern("^(a+)+$")); }

struct several {
    std::vector<slow> all;
};
BOOST_DESCRIBE_STRUCT(several, (), (all))

struct wide {
    int a = 0, b = 0, c = 0, d = 0;
};
BOOST_DESCRIBE_STRUCT(wide, (), (a, b, c, d))

bind::limits small()
{
    bind::limits limits;
    limits.max_pattern_steps = 10'000;
    limits.max_elements = 10;
    limits.max_skipped = 5;
    return limits;
}

} // namespace

BOOST_AUTO_TEST_SUITE(bounds)

BOOST_AUTO_TEST_CASE(a_pattern_has_so_many_steps_and_no_more)
{
    text::patterns patterns;
    patterns.allow(1000);
    std::string const trap = std::string(40, 'a') + "!";
    BOOST_TEST((patterns.search("^(a+)+$", trap) == text::patterns::outcome::over_budget));
    BOOST_TEST((patterns.search("^a$", "a") == text::patterns::outcome::found)); // what it is tried on gives some
    patterns.allow(1'000'000);
    BOOST_TEST((patterns.search("^(?=.*b)[a-b]+$", "aab") == text::patterns::outcome::found));
    BOOST_TEST((patterns.search("\\bfoo\\b", "a foo b") == text::patterns::outcome::found));
    BOOST_TEST((patterns.search("(.)\\1", "abccd") == text::patterns::outcome::found));
    BOOST_TEST((patterns.search("(?<!a)b", "ab") == text::patterns::outcome::not_found));
    BOOST_TEST((patterns.search("^.{3}$",
                    "\xC3\xA4\xE2\x82\xAC"
                    "a")
        == text::patterns::outcome::found));
    std::string const large(1'000'000, 'x');
    patterns.allow(0);
    BOOST_TEST((patterns.search("^[a-z]*$", large) == text::patterns::outcome::found));
    BOOST_TEST((patterns.search("", "") == text::patterns::outcome::found));
}

BOOST_AUTO_TEST_CASE(the_patterns_of_an_answer_share_their_steps)
{
    std::string json = R"({"all":[)";
    for (int i = 0; i < 400; ++i)
        json += (i == 0 ? R"({"s":")" : R"(,{"s":")") + std::string(40, 'a') + R"(!"})";
    json += "]}";
    auto const got = bound_to<several>(json);
    BOOST_TEST(got.violations.size() == 64U);
    BOOST_TEST(got.violations.front().pointer == "/all/0/s");
    BOOST_TEST(
        got.violations.front().message.find("more steps than the patterns of one answer may") != std::string::npos);
    BOOST_TEST(got.value->all.size() == 64U); // no more is kept of what is no value
}

BOOST_AUTO_TEST_CASE(elements_are_so_many_and_no_more)
{
    auto const good = bound_to<std::vector<std::vector<int>>>("[[1,2,3],[4,5,6]]", 0, small());
    BOOST_TEST(good.good(), good.report());
    auto const bad = bound_to<std::vector<std::vector<int>>>("[[1,2,3],[4,5,6],[7,8,9]]", 0, small());
    BOOST_TEST(bad.report().find("is one element too many") != std::string::npos, bad.report());
}

BOOST_AUTO_TEST_CASE(elements_that_are_left_out_are_listed_up_to_a_bound)
{
    std::deque<wide> items;
    auto const target = detail::target_for_many(items);
    auto limits = small();
    limits.max_elements = 1000;
    bind::value_builder to(limits);
    repair::json_feed feed(to);
    to.start(*target.written_as, target.value);
    to.track_items(true);
    to.forgive_items(true);
    feed.start();
    feed.feed(R"({"items":[)");
    for (int i = 0; i < 100; ++i)
        feed.feed("{},");
    feed.feed(R"({"a":1,"b":2,"c":3,"d":4}]})");
    feed.finish(true);
    BOOST_TEST(to.done());
    BOOST_TEST(!to.broken());
    BOOST_TEST(to.items() == 1U);
    BOOST_TEST_REQUIRE(to.forgiven().size() == 6U);
    BOOST_TEST(to.forgiven().front().pointer == "/items/0/a");
    BOOST_TEST(to.forgiven().back().message.find("no more are listed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(commas_before_the_first_member_are_listed_up_to_a_bound)
{
    auto const got = read<slow>("{" + std::string(100'000, ',') + R"("s":"a"})", tolerance::report, true);
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.repairs.size() == 256U);
}

BOOST_AUTO_TEST_CASE(quotes_are_compared_in_linear_time_and_up_to_a_bound)
{
    std::string const source(200'000, 'a');
    bind::quoted_text text([&] { return source + "b"; });
    text.allow(1'000'000);
    auto const quote = std::string(100'000, 'a');
    BOOST_TEST((text.find(quote + "c") == bind::quoted_text::outcome::not_found)); // some 10^10 by std::string::find
    BOOST_TEST((text.find(quote + "b") == bind::quoted_text::outcome::found));
    BOOST_TEST((text.find("") == bind::quoted_text::outcome::not_found));
    text.allow(10);
    BOOST_TEST((text.find("ab") == bind::quoted_text::outcome::found));
    BOOST_TEST((text.find("ab") == bind::quoted_text::outcome::over_budget));
}

BOOST_AUTO_TEST_SUITE_END()
