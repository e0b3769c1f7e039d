// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Lists and objects that are written as strings.
#include "read_everywhere.hpp"

#include <coax/annotate.hpp>
#include <coax/literal.hpp>

#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

using namespace coax;
using namespace coax::test;
using kind = applied_repair::kind;

namespace {

struct command {
    int a = 0;
    bool operator==(command const&) const = default;
};
BOOST_DESCRIBE_STRUCT(command, (), (a))

struct task {
    std::string title;
    std::vector<std::string> names;
    bool operator==(task const&) const = default;
};
BOOST_DESCRIBE_STRUCT(task, (), (title, names))

struct plan {
    command cmd;
    std::vector<command> list;
    bool operator==(plan const&) const = default;
};
BOOST_DESCRIBE_STRUCT(plan, (), (cmd, list))

struct card {
    literal<"card"> by;
    std::string digits;
    bool operator==(card const&) const = default;
};
BOOST_DESCRIBE_STRUCT(card, (), (by, digits))
struct wire {
    literal<"wire"> by;
    std::string account;
    bool operator==(wire const&) const = default;
};
BOOST_DESCRIBE_STRUCT(wire, (), (by, account))
using pay = std::variant<card, wire>;

struct kinds {
    std::optional<std::set<std::string>> set;
    std::optional<std::map<std::string, int>> map;
    std::optional<std::pair<std::string, int>> pair;
    std::optional<std::vector<std::vector<int>>> rows;
    std::optional<std::vector<double>> numbers;
    std::optional<std::vector<bool>> flags;
    std::optional<std::vector<literal<"low", "high, very">>> levels;
    std::optional<std::vector<boost::json::value>> any;
    std::optional<command> object;
    std::optional<pay> one_of;
    std::optional<std::variant<int, std::vector<int>>> either;
    bool operator==(kinds const&) const = default;
};
BOOST_DESCRIBE_STRUCT(kinds, (), (set, map, pair, rows, numbers, flags, levels, any, object, one_of, either))

/// The text of a member, as a JSON string that holds it.
std::string held(std::string_view json)
{
    std::string all = "\"";
    for (char const c : json) {
        if (c == '"' || c == '\\')
            all += '\\';
        all += c;
    }
    return all + '"';
}

void refused(std::string_view json, tolerance level = tolerance::report)
{
    auto const got = read_everywhere<task>(R"({"title":"t","names":)" + held(json) + "}", level);
    BOOST_TEST(!got.good(), json);
    BOOST_TEST(got.report().starts_with("/names "), got.report());
}

} // namespace

BOOST_AUTO_TEST_SUITE(held_values)

BOOST_AUTO_TEST_CASE(a_list_written_as_a_string_is_that_list)
{
    for (auto const* json : {R"(["u1", "u2"])", R"( ["u1","u2"] )", "[\"u1\",\\u0022u2\\u0022]"}) {
        auto const text = R"({"title":"t","names":)" + held(json) + "}";
        auto const got = read_everywhere<task>(text);
        if (std::string_view(json).find("u0022") != std::string_view::npos) {
            BOOST_TEST(!got.good()); // an escaped escape is no JSON inside
            continue;
        }
        BOOST_TEST(got.good(), got.report());
        BOOST_TEST((got.value->names == std::vector<std::string>{"u1", "u2"}));
        BOOST_TEST(put_right(got, kind::written_as_string, "/names"));
    }
    auto const empty = read_everywhere<task>(R"({"title":"t","names":"[]"})");
    BOOST_TEST(empty.good());
    BOOST_TEST(empty.value->names.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_plainly_one_element_is_refused)
{
    for (auto const* json :
        {"", " ", "null", "None", "n/a", "a, b", "a; b", "a|b", "- a\n- b", "- a", "* a", "['u1', 'u2']", "[u1]",
            "(u1, u2)", "{\"a\":1}", "\"u1\"", "[\"u1\"", "[\"u1\"] and", "a\tb", "\xE2\x80\xA2 a"}) {
        refused(json);
        refused(json, tolerance::lenient);
    }
    auto const strict = read<task>(R"({"title":"t","names":"[\"a\"]"})", tolerance::strict, true);
    BOOST_TEST(!strict.good());
}

BOOST_AUTO_TEST_CASE(one_element_is_one_element)
{
    for (auto const* json : {"u1", "Ann Lee", "a.b@c.org", "C++", "x/y", "7"}) {
        auto const got = read_everywhere<task>(R"({"title":"t","names":)" + held(json) + "}");
        BOOST_TEST(got.good(), got.report());
        BOOST_TEST((got.value->names == std::vector<std::string>{json}));
        BOOST_TEST(put_right(got, kind::single_value, "/names"));
    }
    auto const number = read_everywhere<kinds>(R"({"numbers":"5.5"})");
    BOOST_TEST(number.good(), number.report());
    BOOST_TEST(number.value->numbers->front() == 5.5);
    auto const spelling = read_everywhere<kinds>(R"({"levels":"high, very"})");
    BOOST_TEST(spelling.good(), spelling.report());
    for (auto const* json : {"1,200", "1 200", "1, 2", "", "null", "five"}) {
        auto const got = read_everywhere<kinds>(R"({"numbers":)" + held(json) + "}");
        BOOST_TEST(!got.good(), json);
    }
}

BOOST_AUTO_TEST_CASE(every_kind_may_be_written_as_a_string)
{
    std::pair<char const*, char const*> const members[] = {{"set", R"(["a","b"])"}, {"map", R"({"a":1})"},
        {"map", R"([{"key":"a","value":1}])"}, {"pair", R"(["a",1])"}, {"rows", R"([[1],[2,3]])"},
        {"numbers", "[1, 2.5]"}, {"flags", "[true,false]"}, {"levels", R"(["low"])"}, {"any", R"([1,"x",{}])"},
        {"object", R"({"a":1})"}, {"one_of", R"({"by":"wire","account":"A"})"},
        {"one_of", R"({"account":"A","by":"wire"})"}, {"either", "[1,2]"}};
    for (auto const& [name, json] : members) {
        auto const start = "{\"" + std::string(name) + "\":";
        auto const wanted = read<kinds>(start + json + "}", tolerance::strict, true);
        BOOST_TEST_REQUIRE(wanted.good(), name << wanted.report());
        auto const got = read_everywhere<kinds>(start + held(json) + "}");
        BOOST_TEST(got.good(), name << got.report());
        BOOST_TEST((*got.value == *wanted.value), name);
        BOOST_TEST(put_right(got, kind::written_as_string, "/" + std::string(name)), name);
    }
}

BOOST_AUTO_TEST_CASE(objects_and_lists_of_them_are_read_from_strings)
{
    auto const got = read_everywhere<plan>(R"({"cmd":"{\"a\":1}","list":"[{\"a\":2},{\"a\":3}]"})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->cmd.a == 1);
    BOOST_TEST(got.value->list.size() == 2U);
    auto const single = read_everywhere<plan>(R"({"cmd":{"a":1},"list":"{\"a\":2}"})");
    BOOST_TEST(single.good(), single.report());
    BOOST_TEST(single.value->list.size() == 1U);
    auto const element = read_everywhere<plan>(R"({"cmd":{"a":1},"list":["{\"a\":2}",{"a":3}]})");
    BOOST_TEST(element.good(), element.report());
    BOOST_TEST(element.value->list.front().a == 2);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_inside_is_said_where_it_is)
{
    auto const got = read_everywhere<plan>(R"({"cmd":{"a":1},"list":"[{\"a\":2},{\"a\":\"x\"}]"})");
    BOOST_TEST(got.report().starts_with("/list/1/a "), got.report());
    auto const twice = read_everywhere<plan>(R"({"cmd":"{\"a\":1,\"a\":2}","list":[]})");
    BOOST_TEST(twice.report().find("/cmd/a is there twice") != std::string::npos, twice.report());
    for (auto const* bad : {"do it", "{a:1}", "{\\\"a\\\":1} ok", "", "null"}) {
        auto const text = read_everywhere<plan>(R"({"cmd":")" + std::string(bad) + R"(","list":[]})");
        BOOST_TEST(text.report().starts_with("/cmd "), text.report());
    }
}

BOOST_AUTO_TEST_CASE(lenient_takes_a_word_for_nothing_where_null_may_stand)
{
    auto const got = read_everywhere<kinds>(R"({"set":"none","numbers":[1]})", tolerance::lenient);
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(!got.value->set.has_value());
    BOOST_TEST(!read_everywhere<kinds>(R"({"set":"none","numbers":[1]})").good());
}

BOOST_AUTO_TEST_CASE(depth_is_bounded_in_strings_too)
{
    auto const deep = std::string(40, '[') + std::string(40, ']');
    BOOST_TEST(!read<kinds>("{\"any\":" + held(deep) + "}", tolerance::report, true).good());
}

BOOST_AUTO_TEST_SUITE_END()
