// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What good JSON becomes: every kind of member, at every split.
#include "unit/bind/bound.hpp"

#include <coax/json.hpp>
#include <coax/violations.hpp>

#include <array>
#include <chrono>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <variant>

using namespace coax::test;

namespace {

struct scalars {
    bool flag = false;
    std::int8_t tiny = 0;
    std::uint64_t huge = 0;
    std::int64_t low = 0;
    float single = 0;
    double twice = 0;
    std::string text = "as made";
    friend bool operator==(scalars const&, scalars const&) = default;
};
BOOST_DESCRIBE_STRUCT(scalars, (), (flag, tiny, huge, low, single, twice, text))

enum class urgency { low, high, very_high };
BOOST_DESCRIBE_ENUM(urgency, low, high, very_high)
constexpr auto tag_invoke(coax::annotate_tag, urgency const*)
{
    return coax::notes(coax::note<urgency::very_high>("now").rename("very-high"));
}

struct containers {
    std::vector<int> numbers{1, 2, 3};
    std::vector<bool> flags;
    std::array<double, 2> pair_of{};
    std::set<std::string> words;
    std::map<std::string, std::vector<int>> by_name;
    std::unordered_map<urgency, int> by_urgency;
    std::pair<std::string, int> named;
    std::tuple<int, bool, std::string> three;
    std::deque<std::string> queue;
    friend bool operator==(containers const&, containers const&) = default;
};
BOOST_DESCRIBE_STRUCT(containers, (), (numbers, flags, pair_of, words, by_name, by_urgency, named, three, queue))

struct circle {
    coax::literal<"circle"> type;
    double radius = 0;
    friend bool operator==(circle const&, circle const&) = default;
};
BOOST_DESCRIBE_STRUCT(circle, (), (type, radius))
struct square {
    coax::literal<"square"> type;
    double side = 0;
    friend bool operator==(square const&, square const&) = default;
};
BOOST_DESCRIBE_STRUCT(square, (), (type, side))

struct choices {
    urgency level{};
    coax::literal<"billing", "technical", "tech"> category;
    std::variant<circle, square> shape;
    std::variant<bool, double, std::string, std::vector<int>> loose;
    std::optional<int> maybe;
    std::optional<std::string> gone;
    std::chrono::year_month_day day{};
    std::chrono::sys_time<std::chrono::milliseconds> at{};
    friend bool operator==(choices const&, choices const&) = default;
};
BOOST_DESCRIBE_STRUCT(choices, (), (level, category, shape, loose, maybe, gone, day, at))

struct tree {
    std::string name;
    std::vector<tree> children;
    std::unique_ptr<tree> twin;
};
BOOST_DESCRIBE_STRUCT(tree, (), (name, children, twin))

struct base {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(base, (), (id))
struct derived : base {
    boost::json::value any;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(derived, (base), (any, name))

/// Neither described nor a container: only Boost.JSON knows how.
struct money {
    long cents = 0;
};
money tag_invoke(boost::json::value_to_tag<money>, boost::json::value const& from)
{
    return {from.at("cents").to_number<long>()};
}
struct bill {
    money total;
    std::vector<money> items;
};
BOOST_DESCRIBE_STRUCT(bill, (), (total, items))

} // namespace

BOOST_AUTO_TEST_SUITE(binder_values)

BOOST_AUTO_TEST_CASE(scalars_are_read_exactly)
{
    auto const got = bind_at_every_split<scalars>(
        R"({"flag":true,"tiny":-128,"huge":18446744073709551615,"low":-9223372036854775808,"single":0.1,)"
        R"("twice":-1.7976931348623157e308,"text":"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00z"})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->flag);
    BOOST_TEST(int(got.value->tiny) == -128);
    BOOST_TEST(got.value->huge == std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(got.value->low == std::numeric_limits<std::int64_t>::min());
    BOOST_TEST(got.value->single == 0.1F);
    BOOST_TEST(got.value->twice == std::numeric_limits<double>::lowest());
    BOOST_TEST(got.value->text == "a\"\\/\b\f\n\r\té😀z");
}

BOOST_AUTO_TEST_CASE(decimals_are_the_nearest_double)
{
    for (auto const* text :
        {"0.1", "0.3", "2.2250738585072014e-308", "123456789.123456789", "9007199254740993.0", "5e-324"}) {
        auto const got = bound_to<double>(text);
        BOOST_TEST(got.good());
        BOOST_TEST(*got.value == std::strtod(text, nullptr), text);
    }
}

BOOST_AUTO_TEST_CASE(a_whole_number_may_be_written_with_a_point_or_exponent)
{
    BOOST_TEST(*bind_at_every_split<int>("5.0").value == 5);
    BOOST_TEST(*bind_at_every_split<int>("12e2").value == 1200);
}

BOOST_AUTO_TEST_CASE(containers_are_filled_in_place)
{
    auto const got = bind_at_every_split<containers>(
        R"({"numbers":[4,5],"flags":[true,false],"pair_of":[1.5,2],"words":["b","a"],"by_name":{"x/y":[1],"":[]},)"
        R"("by_urgency":{"very-high":3,"low":1},"named":["n",7],"three":[1,true,"t"],"queue":["p","q"]})");
    BOOST_TEST(got.good(), got.report());
    auto const& v = *got.value;
    BOOST_TEST((v.numbers == std::vector<int>{4, 5}));
    BOOST_TEST((v.flags == std::vector<bool>{true, false}));
    BOOST_TEST((v.words == std::set<std::string>{"a", "b"}));
    BOOST_TEST((v.by_name == std::map<std::string, std::vector<int>>{{"", {}}, {"x/y", {1}}}));
    BOOST_TEST(v.by_urgency.at(urgency::very_high) == 3);
    BOOST_TEST((v.named == std::pair<std::string, int>("n", 7)));
    BOOST_TEST((v.three == std::tuple(1, true, std::string("t"))));
    BOOST_TEST((v.queue == std::deque<std::string>{"p", "q"}));
}

BOOST_AUTO_TEST_CASE(choices_variants_and_moments)
{
    auto const got = bind_at_every_split<choices>(
        R"({"level":"very-high","category":"tech","shape":{"type":"square","side":2},"loose":"words","maybe":null,)"
        R"("day":"2026-11-22","at":"2026-11-22T17:30:00.250+02:00"})");
    BOOST_TEST(got.good(), got.report());
    auto const& v = *got.value;
    BOOST_TEST((v.level == urgency::very_high));
    BOOST_TEST(v.category.view() == "tech");
    BOOST_TEST(std::get<square>(v.shape).side == 2);
    BOOST_TEST(std::get<std::string>(v.loose) == "words");
    BOOST_TEST(!v.maybe);
    using namespace std::chrono;
    BOOST_TEST((v.day == 2026y / November / 22d));
    BOOST_TEST((v.at == sys_days(2026y / November / 22d) + 15h + 30min + 250ms));
}

BOOST_AUTO_TEST_CASE(moments_are_of_any_year_with_four_digits)
{
    using namespace std::chrono;
    BOOST_TEST((*bind_at_every_split<year_month_day>("\"1066-10-14\"").value == 1066y / October / 14d));
    BOOST_TEST((*bind_at_every_split<sys_days>("\"0000-01-01\"").value == sys_days(0y / January / 1d)));
    BOOST_TEST((*bind_at_every_split<year_month_day>("\"9999-12-31\"").value == 9999y / December / 31d));
    BOOST_TEST((*bind_at_every_split<sys_seconds>("\"9999-12-31T23:59:59-01:00\"").value
        == sys_days(9999y / December / 31d) + 24h + 59min + 59s));
    BOOST_TEST((*bind_at_every_split<sys_time<milliseconds>>("\"1066-10-14T00:00:00.5+02:00\"").value
        == sys_days(1066y / October / 14d) - 2h + 500ms));
}

BOOST_AUTO_TEST_CASE(what_boost_json_converts_is_converted_when_it_is_whole)
{
    auto const got = bind_at_every_split<bill>(R"({"total":{"cents":250},"items":[{"cents":1},{"cents":2}]})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->total.cents == 250);
    BOOST_TEST(got.value->items.at(1).cents == 2);
    auto const bad = bind_at_every_split<bill>(R"({"total":{"cents":"much"},"items":[]})");
    BOOST_TEST_REQUIRE(bad.violations.size() == 1U);
    BOOST_TEST(bad.violations[0].pointer == "/total");
    BOOST_TEST((bad.violations[0].rule == coax::rule::custom));
}

BOOST_AUTO_TEST_CASE(a_tag_may_come_late)
{
    auto const got = bind_at_every_split<std::variant<circle, square>>(R"({"radius":1.5,"type":"circle"})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(std::get<circle>(*got.value).radius == 1.5);
    auto const nested = bind_at_every_split<std::vector<std::variant<circle, square>>>(
        R"([{"side":1,"type":"square"},{"type":"circle","radius":2},{"side":3,"type":"square"}])");
    BOOST_TEST(nested.good(), nested.report());
    BOOST_TEST(std::get<square>(nested.value->at(2)).side == 3);
}

BOOST_AUTO_TEST_CASE(types_may_recurse)
{
    auto const got = bind_at_every_split<tree>(
        R"({"name":"a","children":[{"name":"b","children":[],"twin":null},{"name":"c","children":[{"name":"d","children":[]}]}],"twin":{"name":"e","children":[]}})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->children.at(1).children.at(0).name == "d");
    BOOST_TEST(got.value->twin->name == "e");
}

BOOST_AUTO_TEST_CASE(bases_come_first_and_any_json_is_kept)
{
    auto const got = bind_at_every_split<derived>(R"({"id":7,"any":{"a":[1,2.5,null,"x",{"b":true}]},"name":"n"})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->id == 7);
    BOOST_TEST(got.value->any.at("a").at(4).at("b").as_bool());
}

BOOST_AUTO_TEST_CASE(a_root_may_be_anything)
{
    BOOST_TEST(
        (*bind_at_every_split<std::vector<std::string>>(R"( ["a","b"] )").value == std::vector<std::string>{"a", "b"}));
    BOOST_TEST((*bind_at_every_split<urgency>(R"("high")").value == urgency::high));
    BOOST_TEST(*bind_at_every_split<double>("-0.5").value == -0.5);
    BOOST_TEST(*bind_at_every_split<bool>("true").value);
}

BOOST_AUTO_TEST_CASE(unknown_keys_are_skipped_and_listed)
{
    auto const got = bind_at_every_split<base>(R"({"x":{"y":[1,{"id":3}]},"id":1,"z/~":null})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->id == 1);
    BOOST_TEST((got.unknown == std::vector<std::string>{"/x", "/z~1~0"}));
}

BOOST_AUTO_TEST_SUITE_END()
