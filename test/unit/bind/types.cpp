// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "typed_value.hpp"

#include <coax/annotate.hpp>
#include <coax/error.hpp>
#include <coax/types.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

using coax::type;
using coax::test::typed;

namespace {

enum class mood { good, bad };
BOOST_DESCRIBE_ENUM(mood, good, bad)

struct leaf {
    coax::literal<"leaf"> kind;
    int weight = 0;
};
BOOST_DESCRIBE_STRUCT(leaf, (), (kind, weight))
struct branch {
    coax::literal<"branch"> kind;
    std::vector<std::variant<leaf, branch>> parts;
};
BOOST_DESCRIBE_STRUCT(branch, (), (kind, parts))
constexpr auto tag_invoke(coax::annotate_tag, leaf const*)
{
    return coax::notes(coax::note<&leaf::weight>("in grams").ge(0));
}

struct person {
    std::string name;
    std::optional<std::uint8_t> age;
    mood feels = mood::good;
    std::map<std::string, double> marks;
};
BOOST_DESCRIBE_STRUCT(person, (), (name, age, feels, marks))

std::string schema_of(type const& of) { return boost::json::serialize(of.schema()); }

std::string joined(std::vector<std::string> const& lines)
{
    std::string all;
    for (auto const& one : lines)
        all += (all.empty() ? "" : "; ") + one;
    return all;
}

BOOST_AUTO_TEST_SUITE(types_by_hand)

BOOST_AUTO_TEST_CASE(a_type_is_written_down_step_by_step)
{
    using namespace coax::types;
    type const city = object({
                                 {"name", string().about("In its own language").min_length(1)},
                                 {"founded", integer().le(2026).optional()},
                                 {"sights", list(string()).min_items(1).unique()},
                                 {"size", choice({"small", "large"}).or_value("small")},
                                 {"at", tuple({number(), number()})},
                                 {"mayor", nullable(object({{"name", string()}}))},
                                 {"tags", map(boolean()).max_items(2).optional()},
                                 {"seen", string("date").optional()},
                                 {"more", any().optional()},
                             })
                          .closed();
    BOOST_TEST(schema_of(city)
        == R"({"type":"object","properties":{"name":{"type":"string","minLength":1,"description":"In its own language"},)"
           R"("founded":{"type":"integer","maximum":2026},"sights":{"type":"array","items":{"type":"string"},)"
           R"("minItems":1,"uniqueItems":true},"size":{"type":"string","enum":["small","large"],"default":"small"},)"
           R"("at":{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}],"items":false,"minItems":2,)"
           R"("maxItems":2},"mayor":{"anyOf":[{"type":"object","properties":{"name":{"type":"string"}},)"
           R"("required":["name"]},{"type":"null"}]},"tags":{"type":"object","additionalProperties":)"
           R"({"type":"boolean"},"maxProperties":2},"seen":{"type":"string","format":"date"},"more":{}},)"
           R"("required":["name","sights","at","mayor"],"additionalProperties":false})");
    BOOST_TEST(typed(city, R"({"name":"Graz","sights":["a"],"at":[47,15.4],"mayor":null})").report()
        == R"({"name":"Graz","sights":["a"],"at":[47,1.54E1],"mayor":null,"size":"small"})");
    BOOST_TEST(typed(city, R"({"name":"","sights":["a","a"],"at":[1],"mayor":{}})").report()
        == "/name must have at least 1 character; /sights/1 is there twice; /at must have at least 2 elements, but has "
           "1; /mayor/name is missing; it must be a string");

    type const scalar = integer().ge(1);
    BOOST_TEST(scalar.check(0).size() == 1);
    type const figure = one_of({object({{"kind", choice({"a"})}}), object({{"kind", choice({"b"})}}), string()});
    BOOST_TEST(figure.check("x").empty());
    BOOST_TEST(figure.check(boost::json::object{{"kind", "b"}}).empty());
    BOOST_TEST(!figure.check(boost::json::object{{"kind", "c"}}).empty());
}

BOOST_AUTO_TEST_CASE(what_makes_no_type_is_an_error_when_it_becomes_one)
{
    using namespace coax::types;
    BOOST_CHECK_EXCEPTION(
        (void)type(object({{"n", integer().ge(3).le(2)}})), coax::error, [](coax::error const& thrown) {
            return std::string_view(thrown.what()).find("/properties/n has bounds that no value")
                != std::string_view::npos;
        });
    BOOST_CHECK_THROW((void)type(one_of({string(), string()})), coax::error);
    BOOST_CHECK_THROW((void)type(integer().or_value(3).or_value("x").ge("y")), coax::error);
}

BOOST_AUTO_TEST_CASE(the_type_of_a_struct_says_what_the_struct_says)
{
    BOOST_TEST(schema_of(type::of<person>())
        == R"({"type":"object","properties":{"name":{"type":"string"},"age":{"type":["integer","null"],"minimum":0,)"
           R"("maximum":255},"feels":{"type":"string","enum":["good","bad"]},"marks":{"type":"object",)"
           R"("additionalProperties":{"type":"number"}}},"required":["name","feels","marks"]})");
    auto const tree = type::of<branch>();
    BOOST_TEST(
        typed(tree, R"({"kind":"branch","parts":[{"kind":"leaf","weight":1},{"kind":"branch","parts":[]}]})").good());
    BOOST_TEST(
        typed(tree, R"({"kind":"branch","parts":[{"kind":"branch","parts":[{"kind":"leaf","weight":-1}]}]})").report()
        == "/parts/0/parts/0/weight must be at least 0, but is -1");
    BOOST_TEST(type::of<int>().check(3'000'000'000).size() == 1);
    BOOST_TEST(type::of<std::int64_t>().check(3'000'000'000).empty());
    BOOST_TEST(type::of<std::vector<mood>>().check(boost::json::array{"good", "sad"}).size() == 1);
}

BOOST_AUTO_TEST_CASE(the_difference_of_two_types_in_words)
{
    auto const words = [](std::string_view from, std::string_view to) {
        return joined(difference(type::parse_schema(from), type::parse_schema(to)));
    };
    constexpr std::string_view old
        = R"({"properties":{"a":{"type":"string"},"b":{"type":"array","items":{"type":"integer"}},
        "c":{"type":"boolean"}},"required":["a"]})";
    BOOST_TEST(words(old, old) == "");
    BOOST_TEST(
        words(old, R"({"properties":{"a":{"type":"integer","minimum":1},"b":{"type":"array","items":{"type":"number"}},
        "d/e":{"type":"boolean"}},"required":["b","d/e"]})")
        == "/a may be missing now; /a has type \"integer\" and had \"string\"; /a has minimum 1 now; /b must be there "
           "now; "
           "/b/* has type \"number\" and had \"integer\"; /c is gone; /d~1e is new, and must be there");
    BOOST_TEST(words(R"({"type":"string","maxLength":3})", R"({"type":"string"})")
        == "the value has no maxLength any more; it was 3");
    // Recursive ones end.
    constexpr std::string_view list = R"({"properties":{"v":{"type":"integer"},"next":{"$ref":"#"}}})";
    constexpr std::string_view other = R"({"properties":{"v":{"type":"string"},"next":{"$ref":"#"}}})";
    BOOST_TEST(words(list, list) == "");
    BOOST_TEST(words(list, other)
        == "/v has type \"string\" and had \"integer\"; /next/v has type \"string\" and had \"integer\"");
    BOOST_TEST(joined(difference(type::of<person>(), type::of<person>())) == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
