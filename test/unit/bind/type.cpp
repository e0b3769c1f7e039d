// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "typed_value.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <string_view>

using coax::tolerance;
using coax::type;
using coax::test::typed;

namespace {

struct value_case {
    std::string_view schema;
    std::string_view answer;
    std::string_view report; ///< "": the answer itself
};

void check_cases(std::span<value_case const> cases, tolerance level = tolerance::strict)
{
    for (auto const& one : cases) {
        auto const of = type::parse_schema(one.schema);
        auto const wanted = one.report.empty() ? one.answer : one.report;
        for (std::size_t const cut : {0U, 1U, 2U, 5U})
            BOOST_TEST_CONTEXT(one.schema << " cut " << cut)
        BOOST_TEST(typed(of, one.answer, level, cut).report() == wanted);
    }
}

/// In the object that a value that is none stands in.
constexpr std::string_view city = R"({
    "title": "city", "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 2},
        "founded": {"type": ["integer", "null"], "maximum": 2026},
        "sights": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        "size": {"enum": ["small", "large"]},
        "capital": {"type": "boolean", "default": false},
        "seen": {"type": "string", "format": "date"}
    },
    "required": ["name", "sights"]
})";

BOOST_AUTO_TEST_SUITE(runtime_type)

BOOST_AUTO_TEST_CASE(members_stand_in_the_order_of_the_answer_and_what_did_not_come_is_not_there)
{
    value_case const cases[] = {
        {city, R"({"name":"Vienna","sights":["Prater"],"size":"large","capital":true})", ""},
        {city, R"({"sights":[],"capital":true,"name":"Graz"})", ""},
        {city, R"({"sights":[],"name":"Graz"})", R"({"sights":[],"name":"Graz","capital":false})"},
        {city, R"({"name":"Graz","founded":null,"sights":[],"capital":false})", ""},
        {city, R"({"name":"Graz","founded":1128,"sights":[],"seen":"2026-11-28","capital":false})", ""},
        // null for a member that need not be there is as if it were not; for one with a default it is that
        {city, R"({"name":"Graz","size":null,"sights":[],"seen":null,"capital":null})",
            R"({"name":"Graz","sights":[],"capital":false})"},
        // what the type does not name is skipped
        {city, R"({"name":"Graz","mayor":{"name":"x"},"sights":[],"capital":false})",
            R"({"name":"Graz","sights":[],"capital":false})"},
        {city, R"({"name":"V","sights":[1],"founded":2027,"size":"huge","seen":"yesterday"})",
            "/name must have at least 2 characters; /sights/0 must be a string, but is a number; /founded must be at "
            "most 2026, but is 2027; /size must be one of \"small\", \"large\", but is \"huge\"; /seen must be a date "
            "written as YYYY-MM-DD, but is \"yesterday\""},
        {city, R"({"sights":["a","b","c","d"]})",
            "/sights must have at most 3 elements; /name is missing; it must be a string"},
        {city, R"({"name":null,"sights":null})",
            "/name must not be null, but a string; /sights must not be null, but "
            "an array"},
        {city, R"({"name":"Graz","name":"Graz","sights":[]})", "/name is there twice"},
    };
    check_cases(cases);
}

BOOST_AUTO_TEST_CASE(scalars)
{
    value_case const cases[] = {
        {R"({"properties":{"n":{"type":"integer","minimum":0}}})", R"({"n":-3})", "/n must be at least 0, but is -3"},
        {R"({"properties":{"n":{"type":"integer","exclusiveMinimum":0}}})", R"({"n":0})",
            "/n must be more than 0, but is 0"},
        {R"({"properties":{"n":{"type":"integer"}}})", R"({"n":-9223372036854775808})", ""},
        {R"({"properties":{"n":{"type":"integer"}}})", R"({"n":18446744073709551615})", ""},
        {R"({"properties":{"n":{"type":"integer"}}})", R"({"n":3.0})", R"({"n":3})"},
        {R"({"properties":{"n":{"type":"integer"}}})", R"({"n":3.5})", "/n must be a whole number, but is 3.5"},
        {R"({"properties":{"n":{"type":"number"}}})", R"({"n":3})", ""},
        {R"({"properties":{"n":{"type":"number","multipleOf":0.01}}})", R"({"n":19.99})", R"({"n":1.999E1})"},
        {R"({"properties":{"n":{"type":"number","multipleOf":0.01}}})", R"({"n":19.995})",
            "/n must be a multiple of 0.01, but is 19.995"},
        {R"({"properties":{"n":{"enum":[1,2]}}})", R"({"n":2})", ""},
        {R"({"properties":{"n":{"enum":[1,2]}}})", R"({"n":3})", "/n must be one of 1, 2, but is 3"},
        {R"({"properties":{"n":{"const":5}}})", R"({"n":4})", "/n must be 5, but is 4"},
        {R"({"properties":{"b":{"const":true}}})", R"({"b":true})", ""},
        {R"({"properties":{"b":{"const":true}}})", R"({"b":false})", "/b must be true, but is false"},
        {R"({"properties":{"x":{"enum":[[1],{"a":2}]}},"required":["x"]})", R"({"x":{"a":2.0}})", R"({"x":{"a":2E0}})"},
        {R"({"properties":{"x":{"type":"null"}},"required":["x"]})", R"({"x":null})", ""},
        {R"({"properties":{"x":{"type":"null"}},"required":["x"]})", R"({"x":1})", "/x must be null, but is 1"},
        {R"({"properties":{"x":{"type":"null"}},"required":["x"]})", R"({})", "/x is missing; it must be null"},
        {R"({"properties":{"x":{}}})", R"({"x":{"any":[1,"2",null]}})", ""},
        {R"({"required":["x"]})", R"({})", "/x is missing; it must be a JSON value"},
        {R"({"properties":{"t":{"type":"string","maxLength":3}}})", R"({"t":"grün"})",
            "/t must have at most 3 characters"},
        {R"({"properties":{"t":{"type":"string","pattern":"^[a-z]+$"}}})", R"({"t":"abc"})", ""},
        {R"({"properties":{"t":{"type":"string","pattern":"^[a-z]+$"}}})", R"({"t":"a c"})",
            "/t must match the pattern ^[a-z]+$, but is \"a c\""},
        {R"({"properties":{"t":{"format":"email"}}})", R"({"t":"a at b"})",
            "/t must be an email address, but is \"a at b\""},
        {R"({"properties":{"t":{"format":"date-time"}}})", R"({"t":"2026-11-28 08:03:00Z"})",
            R"({"t":"2026-11-28T08:03:00Z"})"},
        {R"({"properties":{"t":{"type":["integer","null"]}},"required":["t"]})", R"({})",
            "/t is missing; it must be a whole number or null"},
    };
    check_cases(cases);
}

BOOST_AUTO_TEST_CASE(lists_maps_and_alternatives)
{
    constexpr std::string_view figures = R"({"properties":{"all":{"type":"array","items":{"oneOf":[
        {"properties":{"kind":{"const":"circle"},"radius":{"type":"number","minimum":0}},"required":["kind","radius"]},
        {"properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"]}]}}}})";
    constexpr std::string_view mixed = R"({"properties":{"x":{"anyOf":[{"type":"integer","minimum":0},
        {"type":"string","maxLength":2},{"type":"array","items":{"type":"boolean"}},
        {"properties":{"a":{"const":"p"}},"required":["a"]},{"properties":{"a":{"const":"q"},"b":{}}}]}}})";
    value_case const cases[] = {
        {figures, R"({"all":[{"kind":"circle","radius":1},{"kind":"square","side":2}]})", ""},
        {figures, R"({"all":[{"radius":1,"kind":"circle"}]})", R"({"all":[{"kind":"circle","radius":1}]})"},
        {figures, R"({"all":[{"kind":"circle","radius":-1}]})", "/all/0/radius must be at least 0, but is -1"},
        {figures, R"({"all":[{"kind":"oval"}]})", "/all/0/kind must be one of \"circle\", \"square\", but is \"oval\""},
        {figures, R"({"all":[{"side":2}]})", "/all/0/kind is missing: it says which alternative this is"},
        {mixed, R"({"x":7})", ""},
        {mixed, R"({"x":"ab"})", ""},
        {mixed, R"({"x":[true]})", ""},
        {mixed, R"({"x":{"a":"q","b":[1]}})", ""},
        {mixed, R"({"x":{"b":[1],"a":"q"}})", R"({"x":{"a":"q","b":[1]}})"},
        {mixed, R"({"x":-7})", "/x must be at least 0, but is -7"},
        {mixed, R"({"x":"abc"})", "/x must have at most 2 characters"},
        {mixed, R"({"x":[1]})", "/x/0 must be true or false, but is a number"},
        {R"({"properties":{"t":{"type":"array","uniqueItems":true}}})", R"({"t":[1,"1",[1],{"a":1},[1,2]]})", ""},
        {R"({"properties":{"t":{"type":"array","uniqueItems":true}}})", R"({"t":[1,2,1.0]})", "/t/2 is there twice"},
        {R"({"properties":{"t":{"type":"array","items":{"type":"array","uniqueItems":true}}}})",
            R"({"t":[[1,2],[1,2],[],[1],[1,1]]})", "/t/4/1 is there twice"},
        {R"({"properties":{"t":{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}}})",
            R"({"t":["a"]})", ""},
        {R"({"properties":{"t":{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}}})",
            R"({"t":["a",1,2]})", "/t must have at most 2 elements"},
        {R"({"properties":{"t":{"prefixItems":[{"type":"string"}],"items":{"type":"integer"},"minItems":2}}})",
            R"({"t":["a",1,2]})", ""},
        {R"({"properties":{"t":{"prefixItems":[{"type":"string"}],"items":{"type":"integer"},"minItems":2}}})",
            R"({"t":["a","b"]})", "/t/1 must be a whole number, but is a string"},
        {R"({"properties":{"t":{"prefixItems":[{"type":"string"}],"items":{"type":"integer"},"minItems":2}}})",
            R"({"t":["a"]})", "/t must have at least 2 elements, but has 1"},
        {R"({"properties":{"t":{"type":"array","items":false}}})", R"({"t":[]})", ""},
        {R"({"properties":{"t":{"type":"array","items":false}}})", R"({"t":[1]})", "/t must have at most 0 elements"},
        {R"({"properties":{"m":{"additionalProperties":{"type":"integer","minimum":1},"maxProperties":2}}})",
            R"({"m":{"a":1,"b":2}})", ""},
        {R"({"properties":{"m":{"additionalProperties":{"type":"integer","minimum":1},"maxProperties":2}}})",
            R"({"m":{"a":0,"b":2,"c":3}})", "/m/a must be at least 1, but is 0; /m must have at most 2 members"},
        {R"({"properties":{"a":{"type":"string"}},"additionalProperties":{"type":"integer"}})",
            R"({"x":1,"a":"b","y/z":2})", ""},
        {R"({"properties":{"a":{"type":"string"}},"additionalProperties":{"type":"integer"}})",
            R"({"a":"b","y/z":"2","x":1,"x":1})", "/y~1z must be a whole number, but is a string; /x is there twice"},
        {R"({"properties":{"a":{"type":"string"}},"additionalProperties":{"properties":{"k":{"type":"integer"}}}})",
            R"({"more":{"k":"x"}})", "/more/k must be a whole number, but is a string"},
        {R"({"properties":{"a":{"type":"string"}},"additionalProperties":false})", R"({"a":"b","c":1})",
            "/c is not a member; leave it out"},
        {R"({"properties":{"v":{"type":"integer"},"next":{"$ref":"#"}},"required":["v"]})",
            R"({"v":1,"next":{"v":2,"next":{"v":3}}})", ""},
        {R"({"properties":{"v":{"type":"integer"},"next":{"$ref":"#"}},"required":["v"]})", R"({"v":1,"next":{}})",
            "/next/v is missing; it must be a whole number"},
        // A root that is no object stands in one.
        {R"({"type":"array","items":{"type":"integer"}})", R"({"value":[1,2]})", "[1,2]"},
        {R"({"type":"string","minLength":2})", R"({"value":"a"})", "/value must have at least 2 characters"},
        {R"({"enum":["a","b"]})", R"({"value":"b"})", "\"b\""},
    };
    check_cases(cases);
}

BOOST_AUTO_TEST_CASE(tolerance_reads_it_as_it_does_a_struct)
{
    value_case const cases[] = {
        {city, R"({"Name":"Graz","Sights":"Clock tower","founded":"1,128","capital":"yes","size":"LARGE"})",
            R"({"name":"Graz","sights":["Clock tower"],"founded":1128,"capital":true,"size":"large"})"},
        {city, "Here it is:\n```json\n{name: 'Graz', sights: ['a', 'b',],}\n```",
            R"({"name":"Graz","sights":["a","b"],"capital":false})"},
        {city, R"({"city":{"name":"Graz","sights":[]}})", R"({"name":"Graz","sights":[],"capital":false})"},
        {city, R"({"name":"Graz","sights":"[\"a\"]"})", R"({"name":"Graz","sights":["a"],"capital":false})"},
        {city, R"({"name":12,"sights":[]})", R"({"name":"12","sights":[],"capital":false})"},
        {R"({"type":"array","items":{"type":"integer"}})", "[1, 2]", "[1,2]"},
        {R"({"type":"boolean"})", "true", "true"},
        {R"({"properties":{"n":{"enum":[1,2]}}})", R"({"n":"2"})", R"({"n":2})"},
    };
    check_cases(cases, tolerance::lenient);
}

BOOST_AUTO_TEST_CASE(a_list_of_many_elements_that_differ_takes_one_look_up_each)
{
    auto const of = type::parse_schema(R"({"properties":{"t":{"type":"array","uniqueItems":true}}})");
    std::string answer = R"({"t":[0)";
    for (int i = 1; i < 200'000; ++i) // with n * n / 2 comparisons this would not end
        answer += "," + std::to_string(i);
    BOOST_TEST(typed(of, answer + "]}").good());
    BOOST_TEST(typed(of, answer + ",77]}").report() == "/t/200000 is there twice");
}

BOOST_AUTO_TEST_CASE(a_large_enum_or_value_does_not_fill_a_violation)
{
    auto const values = [](std::string const& before, std::string const& after) {
        std::string all;
        for (int n = 0; n < 5000; ++n)
            all.append(n == 0 ? "" : ",").append(before).append(std::to_string(1000 + n)).append(after);
        return all;
    };
    struct row {
        std::string values;
        std::string wrong;
    };
    for (auto const& [allowed, wrong] :
        {row{values("", ""), "7"}, row{values("\"", "\""), '"' + std::string(100'000, 'x') + '"'},
            row{values("[", "]"), "[" + values("", "") + "]"}}) {
        auto const of = type::parse_schema(R"({"properties":{"n":{"enum":[)" + allowed + "]}}}");
        auto const report = typed(of, R"({"n":)" + wrong + "}").report();
        BOOST_TEST(report.find(" and 4960 more") != std::string::npos, report.substr(0, 200));
        BOOST_TEST(report.size() < 1000U);
    }
}

BOOST_AUTO_TEST_CASE(a_value_is_checked_as_it_is)
{
    auto const of = type::parse_schema(city);
    BOOST_TEST(of.check(boost::json::parse(R"({"name":"Graz","sights":[]})")).empty());
    auto const found = of.check(boost::json::parse(R"({"name":"Graz","sights":"none"})"));
    BOOST_REQUIRE(found.size() == 1);
    BOOST_TEST(found.front().pointer == "/sights");
    BOOST_TEST(type::parse_schema(R"({"type":"integer"})").check(7).empty());
    BOOST_TEST(type::parse_schema(R"({"type":"integer"})").check("7").size() == 1);
}

BOOST_AUTO_TEST_CASE(copies_share_a_table_that_outlives_the_first)
{
    auto copy = [] {
        auto const first = type::parse_schema(R"({"properties":{"a":{"type":"string"}}})");
        return first;
    }();
    BOOST_TEST(typed(copy, R"({"a":"b"})").report() == R"({"a":"b"})");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
