// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/class_probabilities.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

using coax::answer::class_probabilities;
using coax::answer::weighed_token;

namespace {

using weights = std::vector<std::pair<std::string, double>>;

weighed_token token(std::string text, weights const& others = {})
{
    weighed_token out{std::move(text), {}};
    for (auto const& [word, p] : others)
        out.choices.push_back({word, std::log(p)});
    return out;
}

// Tokens that are not told with alternatives were sure.
weighed_token sure(std::string text) { return token(text, {{text, 1.0}}); }

void check(std::vector<double> const& got, std::vector<double> const& wanted)
{
    BOOST_TEST_REQUIRE(got.size() == wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i)
        BOOST_TEST(std::abs(got[i] - wanted[i]) < 1e-9, i << ": " << got[i] << " is not " << wanted[i]);
    BOOST_TEST(std::abs(std::accumulate(got.begin(), got.end(), 0.0) - 1) < 1e-9);
}

std::vector<std::string_view> const moods{"good", "bad", "neutral"};

} // namespace

BOOST_AUTO_TEST_SUITE(answer_class_probabilities)

BOOST_AUTO_TEST_CASE(one_token_tells)
{
    std::vector<weighed_token> const answer{sure("{\""), sure("value"), sure("\":\""),
        token("good", {{"good", 0.7}, {"bad", 0.2}, {"neutral", 0.1}}), sure("\"}")};
    check(class_probabilities(answer, moods), {0.7, 0.2, 0.1});
}

BOOST_AUTO_TEST_CASE(what_can_be_no_class_does_not_count)
{
    std::vector<weighed_token> const answer{sure("{\"value\": \""),
        token("go", {{"go", 0.4}, {"ba", 0.1}, {"Good", 0.3}, {"x", 0.2}}), sure("od"), sure("\"}")};
    check(class_probabilities(answer, moods), {0.8, 0.2, 0});
}

BOOST_AUTO_TEST_CASE(classes_with_a_common_beginning_are_divided_where_they_part)
{
    std::vector<std::string_view> const classes{"feature-request", "feature-complaint", "billing"};
    std::vector<weighed_token> const answer{sure("{\"value\":\""), token("feature", {{"feature", 0.6}, {"bill", 0.4}}),
        token("-", {{"-", 1.0}}), token("request", {{"request", 0.25}, {"complaint", 0.75}}), sure("\"}")};
    check(class_probabilities(answer, classes), {0.15, 0.45, 0.4});
}

BOOST_AUTO_TEST_CASE(a_way_not_gone_is_divided_in_equal_parts)
{
    std::vector<std::string_view> const classes{"feature-request", "feature-complaint", "billing"};
    std::vector<weighed_token> const answer{
        sure("{\"value\":\""), token("bill", {{"feature", 0.6}, {"bill", 0.4}}), sure("ing"), sure("\"}")};
    check(class_probabilities(answer, classes), {0.3, 0.3, 0.4});
}

BOOST_AUTO_TEST_CASE(a_class_that_begins_another_is_told_by_the_quote)
{
    std::vector<std::string_view> const classes{"car", "cargo"};
    std::vector<weighed_token> const answer{
        sure("{\"value\":\""), sure("car"), token("\"}", {{"\"}", 0.9}, {"go", 0.1}})};
    check(class_probabilities(answer, classes), {0.9, 0.1});
}

BOOST_AUTO_TEST_CASE(a_token_may_begin_before_the_value)
{
    std::vector<weighed_token> const answer{
        sure("{\"value\":"), token("\"good", {{"\"good", 0.5}, {"\"bad", 0.25}, {" \"neutral", 0.25}}), sure("\"}")};
    // What moves the value is not compared.
    check(class_probabilities(answer, moods), {2.0 / 3, 1.0 / 3, 0});
}

// As a reader gives it: with its own probability beside those that are listed.
BOOST_AUTO_TEST_CASE(the_chosen_one_counts_though_it_is_none_of_the_likeliest)
{
    std::vector<weighed_token> const answer{
        sure("{\"value\":\""), token("neutral", {{"good", 0.6}, {"bad", 0.3}, {"neutral", 0.1}}), sure("\"}")};
    check(class_probabilities(answer, moods), {0.6, 0.3, 0.1});
    std::vector<weighed_token> const hardly{
        sure("{\"value\":\""), token("neutral", {{"good", 0.75}, {"bad", 0.25}, {"neutral", 0}}), sure("\"}")};
    check(class_probabilities(hardly, moods), {0.75, 0.25, 0});
}

BOOST_AUTO_TEST_CASE(nothing_is_made_up)
{
    std::vector<weighed_token> const unknown{
        sure("{\"value\":\""), token("neutral", {{"good", 0.6}, {"bad", 0.3}}), sure("\"}")};
    BOOST_TEST(class_probabilities(unknown, moods).empty());
    auto unsaid = unknown;
    unsaid[1].choices.push_back({"neutral", {}});
    unsaid[1].choices.back().log_probability = std::nan("");
    BOOST_TEST(class_probabilities(unsaid, moods).empty());

    BOOST_TEST(class_probabilities({}, moods).empty());
    std::vector<weighed_token> const silent{token("{\"value\":\"good\"}")};
    BOOST_TEST(class_probabilities(silent, moods).empty());
    std::vector<weighed_token> const other{sure("{\"value\":\"ugly\"}")};
    BOOST_TEST(class_probabilities(other, moods).empty());
    std::vector<weighed_token> const words{sure("It is good.")};
    BOOST_TEST(class_probabilities(words, moods).empty());
    std::vector<weighed_token> const cut{sure("{\"value\":\"go")};
    BOOST_TEST(class_probabilities(cut, moods).empty());
    std::vector<weighed_token> const number{sure("{\"value\":1}")};
    BOOST_TEST(class_probabilities(number, moods).empty());
}

BOOST_AUTO_TEST_SUITE_END()
