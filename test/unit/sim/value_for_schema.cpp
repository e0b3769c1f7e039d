// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/sim/value_for_schema.hpp>

#include "sim/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace {

boost::json::value made(std::string_view schema, std::uint64_t seed = 1)
{
    return coax::sim::value_for_schema(boost::json::parse(schema).as_object(), seed);
}

std::string text(std::string_view schema) { return coax::sim::json_text(made(schema)); }

} // namespace

BOOST_AUTO_TEST_SUITE(value_for_schema)

BOOST_AUTO_TEST_CASE(choices)
{
    BOOST_TEST(text(R"({"enum":["b","a"]})") == R"("b")");
    BOOST_TEST(text(R"({"const":{"x":1}})") == R"({"x":1})");
    BOOST_TEST(text(R"({"type":"string","examples":["Ada"]})") == R"("Ada")");
    BOOST_TEST(text(R"({"type":"array","items":{"enum":["a","b","c"]},"minItems":3})") == R"(["a","b","c"])");
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_bounds_for_any_seed)
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        auto const within = made(R"({"type":"number","minimum":0,"maximum":1})", seed).to_number<double>();
        BOOST_TEST((within >= 0 && within <= 1));
        auto const inside
            = made(R"({"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.5})", seed).to_number<double>();
        BOOST_TEST((inside > 0 && inside < 0.5));
        auto const narrow = made(R"({"type":"number","minimum":0.31,"maximum":0.32})", seed).to_number<double>();
        BOOST_TEST((narrow >= 0.31 && narrow <= 0.32));
        auto const whole = made(R"({"type":"integer","exclusiveMinimum":2,"maximum":5})", seed);
        BOOST_TEST(whole.is_int64());
        BOOST_TEST((whole.as_int64() > 2 && whole.as_int64() <= 5));
        auto const multiple = made(R"({"type":"integer","multipleOf":7,"minimum":10})", seed).as_int64();
        BOOST_TEST((multiple % 7 == 0 && multiple >= 10));
        auto const below = made(R"({"type":"integer","maximum":-5})", seed).as_int64();
        BOOST_TEST(below <= -5);
    }
}

BOOST_AUTO_TEST_CASE(lists_and_maps)
{
    BOOST_TEST(made(R"({"type":"array","items":{"type":"integer"}})").as_array().size() == 2U);
    BOOST_TEST(made(R"({"type":"array","items":{"type":"integer"},"minItems":5})").as_array().size() == 5U);
    BOOST_TEST(made(R"({"type":"array","items":{"type":"integer"},"maxItems":1})").as_array().size() == 1U);
    auto const names = made(R"({"type":"array","items":{"type":"string"},"minItems":3,"uniqueItems":true})").as_array();
    BOOST_TEST((names[0] != names[1] && names[1] != names[2] && names[0] != names[2]));
    auto const pair
        = made(R"({"type":"array","prefixItems":[{"type":"string"},{"const":2}],"items":false})").as_array();
    BOOST_TEST(pair.size() == 2U);
    BOOST_TEST(pair[1].as_int64() == 2);
    auto const map
        = made(R"({"type":"object","additionalProperties":{"type":"boolean"},"propertyNames":{"enum":["x","y"]}})");
    BOOST_TEST(map.at("x").is_bool());
    BOOST_TEST(map.at("y").is_bool());
    BOOST_TEST(
        made(R"({"type":"object","additionalProperties":{"const":1},"minProperties":7})").as_object().size() == 7U);
}

BOOST_AUTO_TEST_CASE(members_in_the_order_of_the_schema)
{
    BOOST_TEST(
        text(R"({"type":"object","properties":{"z":{"const":1},"a":{"const":2},"m":{"const":null}},"required":["z"]})")
        == R"({"z":1,"a":2,"m":null})");
}

BOOST_AUTO_TEST_CASE(references_and_branches)
{
    BOOST_TEST(text(R"({"$ref":"#/$defs/a~1b","$defs":{"a/b":{"const":3}}})") == "3");
    BOOST_TEST(text(R"({"anyOf":[{"type":"null"},{"const":"x"}]})") == R"("x")");
    BOOST_TEST(text(R"({"type":["null","boolean"]})") != "null");
    BOOST_TEST(text(R"({"allOf":[{"properties":{"a":{"const":1}}},{"properties":{"b":{"const":2}}}],"type":"object"})")
        == R"({"a":1,"b":2})");
    auto const both = made(R"({"type":"array","minItems":2,"items":{"oneOf":[{"const":"cat"},{"const":"dog"}]}})");
    BOOST_TEST(both.at(0).as_string() == "cat");
    BOOST_TEST(both.at(1).as_string() == "dog");
    BOOST_TEST(text(R"({"$ref":"https://elsewhere.example/s"})") == "null");
}

BOOST_AUTO_TEST_CASE(recursion_ends)
{
    auto const tree = made(R"({"$ref":"#/$defs/node","$defs":{"node":{"type":"object","required":["v","kids"],
        "properties":{"v":{"const":1},"kids":{"type":"array","items":{"$ref":"#/$defs/node"}}}}}})");
    BOOST_TEST(tree.at("kids").at(0).at("v").as_int64() == 1);
    auto const list = made(R"({"$ref":"#/$defs/node","$defs":{"node":{"type":"object","required":["next"],
        "properties":{"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}}}}})");
    BOOST_TEST(list.at("next").is_object());
    BOOST_TEST(text(R"({"$ref":"#"})") == "null");
}

BOOST_AUTO_TEST_CASE(strings)
{
    BOOST_TEST(made(R"({"type":"string","format":"date"})").as_string() == "2026-03-14");
    auto const text = std::string(
        made(R"({"type":"object","properties":{"product_name":{"type":"string"}}})").at("product_name").as_string());
    BOOST_TEST(text.find("product name") != std::string::npos);
    BOOST_TEST(made(R"({"type":"string","minLength":80})").as_string().size() >= 80U);
    BOOST_TEST(made(R"({"type":"string","maxLength":3})").as_string().size() == 3U);
    BOOST_TEST(made(R"({"type":"string","pattern":"^AB-[0-9]{4}$"})").as_string().starts_with("AB-"));
}

BOOST_AUTO_TEST_CASE(bounds_that_a_description_says)
{
    BOOST_TEST(text(R"({"type":"integer","description":"{minimum: 7, maximum: 7}"})") == "7");
    BOOST_TEST(text(R"({"type":"integer","description":"Stars.\n\n{exclusiveMinimum: 6, maximum: 7}"})") == "7");
    BOOST_TEST(text(R"({"type":"integer","description":"Stars.\n\n{maximum: 7, minimum: 7}\n\nMore."})") == "7");
    BOOST_TEST(made(R"({"type":"array","items":{"const":1},"description":"{minItems: 3}"})").as_array().size() == 3U);
    BOOST_TEST(made(R"({"type":"string","description":"{minLength: 80}"})").as_string().size() >= 80U);
    BOOST_TEST(made(R"({"type":"string","description":"{format: date}"})").as_string() == "2026-03-14");
    BOOST_TEST(
        made(R"({"type":"string","description":"{pattern: ^[0-9]{2,3}, x$, minLength: 4}"})").as_string().size() == 6U);
    BOOST_TEST(made(R"({"type":"string","description":"{contentEncoding: base64}"})").as_string().find(' ')
        == boost::json::string::npos);
    BOOST_TEST(made(R"({"type":"object","additionalProperties":{"const":1},
        "description":"{propertyNames: {\"enum\":[\"x\"]}}"})")
                   .as_object()
                   .contains("x"));
    // What only looks like it.
    BOOST_TEST(made(R"({"type":"string","description":"{, : , minimum: x, : }"})").is_string());
    BOOST_TEST(made(R"({"type":"string","description":"{}"})").is_string());
}

BOOST_AUTO_TEST_CASE(same_for_the_same_seed)
{
    auto const* const schema = R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}})";
    BOOST_TEST(made(schema, 5) == made(schema, 5));
    BOOST_TEST(made(schema, 5) != made(schema, 6));
}

BOOST_AUTO_TEST_CASE(numbers_are_printed_as_people_write_them)
{
    BOOST_TEST(coax::sim::json_text(0.5) == "0.5");
    BOOST_TEST(
        coax::sim::json_text(boost::json::parse(R"(["a\u0001\"",true,null,-3])")) == R"(["a\u0001\"",true,null,-3])");
}

BOOST_AUTO_TEST_SUITE_END()
