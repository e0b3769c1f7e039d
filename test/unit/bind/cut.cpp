// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Answers that were cut off: what in them is whole.
#include "read_everywhere.hpp"

#include <coax/literal.hpp>
#include <coax/partial.hpp>

#include <boost/json/value.hpp>

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <optional>

using namespace coax;
using namespace coax::test;

namespace {

struct pair {
    std::string a;
    int b = -1;
    bool operator==(pair const&) const = default;
};
BOOST_DESCRIBE_STRUCT(pair, (), (a, b))

struct nest {
    pair first, second;
    bool operator==(nest const&) const = default;
};
BOOST_DESCRIBE_STRUCT(nest, (), (first, second))

struct kept {
    std::string a;
    std::vector<std::string> list;
    std::string words = "none yet";
    std::optional<std::string> maybe;
};
BOOST_DESCRIBE_STRUCT(kept, (), (a, list, words, maybe))

struct kinds {
    std::vector<int> list;
    std::map<std::string, double> map;
    std::optional<boost::json::value> any;
    bool flag = false;
    std::optional<int> last;
};
BOOST_DESCRIBE_STRUCT(kinds, (), (list, map, any, flag, last))

enum class answer { no, yes };
BOOST_DESCRIBE_ENUM(answer, no, yes)

struct choices {
    literal<"V", "very_happy", "sad"> mood;
    std::optional<literal<"north", "south">> way;
};
BOOST_DESCRIBE_STRUCT(choices, (), (mood, way))

/// The members of T that are complete when the text was cut off there, at this tolerance, however it came.
template <class T>
std::vector<bool> complete(std::string_view text, tolerance level = tolerance::report)
{
    std::vector<bool> all;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        T value;
        std::string fed;
        bind::value_builder to;
        repair::json_feed feed(to);
        feed.tolerate(
            level, [&] { return std::string_view(fed); }, [&] { value = T(); });
        to.start(*detail::shape_of<T>(), &value);
        feed.start();
        for (auto const piece : {text.substr(0, cut), text.substr(cut)}) {
            fed += piece;
            fed.shrink_to_fit();
            feed.feed(std::string(piece));
        }
        feed.finish(false);
        auto now = to.complete_members();
        if (cut > 0)
            BOOST_TEST((now == all), "cut at " << cut << " of " << text);
        all = std::move(now);
    }
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(cut_answers)

BOOST_AUTO_TEST_CASE(a_number_at_the_cut_is_not_whole)
{
    for (auto const* number : {"1", "12", "-1", "0", "1.5", "1e3", "12345678901234567890"}) {
        for (auto const level : {tolerance::strict, tolerance::report, tolerance::lenient}) {
            auto const text = R"({"a":"A","b":)" + std::string(number);
            BOOST_TEST((complete<pair>(text, level) == std::vector<bool>{true, false}), text);
            auto const got = read_everywhere<pair>(text, level, false);
            BOOST_TEST(!got.good());
            BOOST_TEST(got.value->b == -1);
        }
    }
    // read tolerantly because of what came before
    for (auto const* text : {"Here: {\"a\":\"A\",\"b\":12", "{a:\"A\",b:12", "{'a':'A','b':1",
             "{\"a\":\"A\",\"b\":\"12", "{\"a\":\"A\",,\"b\":12"}) {
        BOOST_TEST((complete<pair>(text) == std::vector<bool>{true, false}), text);
        BOOST_TEST(read_everywhere<pair>(text, tolerance::report, false).value->b == -1);
    }
}

BOOST_AUTO_TEST_CASE(a_number_before_a_delimiter_is_whole)
{
    for (auto const* end : {"}", ",", " ", "\n"}) {
        auto const text = R"({"a":"A","b":12)" + std::string(end);
        BOOST_TEST((complete<pair>(text, tolerance::strict) == std::vector<bool>{true, true}), text);
    }
    // the model ended by itself: only the bracket is missing
    auto const got = read_everywhere<pair>(R"({"a":"A","b":12)");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->b == 12);
    BOOST_TEST(put_right(got, applied_repair::kind::missing_bracket, ""));
}

BOOST_AUTO_TEST_CASE(an_element_or_a_nested_value_at_the_cut_is_not_whole)
{
    for (auto const* text :
        {R"({"list":[11,22,3)", R"({"list":[11,22,3.)", R"({"list":[1],"map":{"x":12)", R"({"list":[1],"map":{"12)",
            R"({"list":[1],"map":{},"any":12)", R"({"list":[1],"map":{},"any":{"x":[1)"}) {
        auto const all = complete<kinds>(text);
        BOOST_TEST(std::count(all.begin(), all.end(), true)
                == std::count(text, text + std::strlen(text), ':') - 1
                    - (std::string_view(text).find("x\"") != std::string_view::npos ? 1 : 0),
            text);
    }
    auto const got = read<kinds>(R"({"list":[11,22,3)", tolerance::report, false);
    BOOST_TEST((got.value->list == std::vector<int>{11, 22}));
    BOOST_TEST((complete<kinds>(R"({"list":[1],"map":{},"any":null,"flag":tru)") == std::vector<bool>{1, 1, 1, 0, 0}));
    BOOST_TEST((complete<kinds>(R"({"list":[1],"map":{},"any":null,"flag":true)") == std::vector<bool>{1, 1, 1, 1, 0}));
    BOOST_TEST((complete<kinds>(R"({list:[1],"map":{},"any":nul)") == std::vector<bool>{1, 1, 0, 0, 0}));
}

BOOST_AUTO_TEST_CASE(elements_handed_out_one_by_one_are_whole)
{
    for (auto const* text : {R"({"items":[11, 22, 3)", "Sure: {\"items\":[11, 22, 3", "{items:[11, 22, 3"}) {
        std::deque<int> items;
        auto const target = detail::target_for_many(items);
        bind::value_builder to;
        repair::json_feed feed(to);
        feed.tolerate(
            tolerance::report, [&] { return std::string_view(text); }, [&] { target.renew(target.value); });
        to.start(*target.written_as, target.value);
        to.track_items(true);
        feed.start();
        feed.feed(text);
        feed.finish(false);
        BOOST_TEST(to.items() == 2U);
        BOOST_TEST((items == std::deque<int>{11, 22}));
    }
}

BOOST_AUTO_TEST_CASE(a_choice_is_shown_early_only_where_it_can_become_no_other)
{
    choices value;
    bind::value_builder to;
    repair::json_feed feed(to);
    auto const partial = coax::detail::partial_access::make(value, to.progress());
    std::string fed;
    feed.tolerate(
        tolerance::report, [&] { return std::string_view(fed); }, [&] { value = {}; });
    to.start(*detail::shape_of<choices>(), &value);
    feed.start();
    auto const give = [&](std::string_view piece) {
        fed += piece;
        feed.feed(std::string(piece));
    };
    give(R"({"mood":"V)"); // which may become "Very happy"
    BOOST_TEST(!partial.has<&choices::mood>());
    give("ery ");
    BOOST_TEST((!partial.has<&choices::mood>() || value.mood == "very_happy"));
    give(R"(happy","way":"no)"); // which may become "none"
    BOOST_TEST((value.mood == "very_happy"));
    give("rth\"}");
    feed.finish(true);
    BOOST_TEST((value.way && *value.way == "north"));
}

BOOST_AUTO_TEST_CASE(only_closing_brackets_missing_is_a_value_and_listed)
{
    for (auto const* text : {R"({"a":"A","b":12 )", R"({"a":"A","b":12,)", R"({"b":12,"a":"A")",
             R"(Here: {b:12,"a":"A")", R"({"b":12,'a':'A')"}) {
        auto const got = read_everywhere<pair>(text, tolerance::report, false);
        BOOST_TEST(got.good(), text << got.report());
        BOOST_TEST((*got.value == pair{"A", 12}));
        BOOST_TEST((got.repairs.back().repair == applied_repair::kind::missing_bracket));
        BOOST_TEST(!read_everywhere<pair>(text, tolerance::strict, false).good());
    }
    auto const inner
        = read_everywhere<nest>(R"({"first":{"a":"A","b":1},"second":{"a":"B","b":2 )", tolerance::report, false);
    BOOST_TEST(inner.good(), inner.report());
    BOOST_TEST(inner.value->second.b == 2);
    BOOST_TEST_REQUIRE(inner.repairs.size() == 2U);
    BOOST_TEST(inner.repairs.front().pointer == "/second");
    for (auto const* text : {R"({"a":"A")", R"({"a":"A","b":12,"c)", R"({"a":"A","b":12,"c":)",
             R"({"a":"A","b":12,"c":{"d":1)", R"({"a":"A","b":)", R"({"b":1,"a":"A)"})
        BOOST_TEST(!read_everywhere<pair>(text, tolerance::report, false).good(), text);
    for (auto const* text :
        {R"({"list":[1],"map":{},"any":1,"flag":true)", R"({"map":{},"any":1,"flag":true,"last":1,"list":[1)",
            R"({"list":[1],"any":1,"flag":true,"last":1,"map":{"a":1})",
            R"({"list":[1],"any":1,"flag":true,"last":1,"map":{"a":1)"})
        BOOST_TEST(
            !read<kinds>(text, tolerance::report, false).good() == !std::string_view(text).ends_with("1}"), text);
}

BOOST_AUTO_TEST_CASE(what_is_asked_for_again_shows_nothing_of_before)
{
    kept value;
    bind::value_builder to;
    repair::json_feed feed(to);
    auto const partial = coax::detail::partial_access::make(value, to.progress());
    to.start(*detail::shape_of<kept>(), &value);
    feed.start();
    feed.feed(R"({"a":"A","list":["x"],"words":"half of a sent)");
    feed.finish(false);
    BOOST_TEST(value.words == "half of a sent");
    to.resume(2, {true, false, false, false});
    feed.start();
    BOOST_TEST(value.a == "A");
    BOOST_TEST((partial.state<&kept::words>() == field_state::absent));
    BOOST_TEST(value.words == "none yet"); // as it is made
    BOOST_TEST(value.list.empty());
    feed.feed(R"({"list":["y"],"words":"whole")");
    BOOST_TEST(value.words == "whole");
    feed.feed("}");
    feed.finish(true);
    BOOST_TEST(to.done());
    BOOST_TEST(!to.broken());
    BOOST_TEST(!value.maybe.has_value());
}

BOOST_AUTO_TEST_CASE(a_reading_that_is_void_leaves_nothing_behind)
{
    kept value;
    std::string fed;
    bind::value_builder to;
    repair::json_feed feed(to);
    feed.tolerate(tolerance::report, [&] { return std::string_view(fed); });
    to.start(*detail::shape_of<kept>(), &value);
    feed.start();
    fed = R"({"a":"A")";
    feed.feed(fed);
    feed.finish(false);
    to.resume(2, {true, false, false, false});
    feed.start();
    fed = R"(Not {"maybe":"x", oops } but {"list":["y"],"words":"w"})";
    feed.feed(fed);
    feed.finish(true);
    if (!to.broken())
        BOOST_TEST(!value.maybe.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
