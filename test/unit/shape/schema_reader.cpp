// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/error.hpp>
#include <coax/type.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace {

using coax::errc;

struct refused_case {
    std::string_view schema;
    errc code;
    std::string_view words; ///< that the message has
};

/// The schema of a type that was made of a schema; what it says of coax's own object around a value is left out.
std::string again(std::string_view schema)
{
    auto const made = coax::type::parse_schema(schema).schema();
    auto const* const type = made.if_contains("properties");
    auto const* const value = type != nullptr ? type->as_object().if_contains("value") : nullptr;
    return boost::json::serialize(value != nullptr && made.size() == 3 ? *value : boost::json::value(made));
}

BOOST_AUTO_TEST_SUITE(schema_reader)

BOOST_AUTO_TEST_CASE(what_is_no_schema_is_an_error_that_names_the_place)
{
    constexpr auto no_schema = errc::invalid_option;
    constexpr auto unkept = errc::unsupported_schema;
    constexpr refused_case cases[] = {
        {"", no_schema, "is not JSON"},
        {"{\"type\":", no_schema, "is not JSON"},
        {"[]", no_schema, "must be an object with keywords"},
        {"12", no_schema, "must be an object with keywords, or true or false, but is 12"},
        {"false", unkept, "is false: no value keeps it"},
        {R"({"type":"text"})", no_schema, "/type must be null, boolean"},
        {R"({"type":[]})", no_schema, "/type must have an element"},
        {R"({"type":["string",4]})", no_schema, "/type must be"},
        {R"({"properties":[]})", no_schema, "/properties must be an object, but is []"},
        {R"({"properties":{"a":{"properties":{"b/c":5}}}})", no_schema,
            "/properties/a/properties/b~1c must be an object with keywords"},
        {R"({"required":"a"})", no_schema, "/required must be an array"},
        {R"({"required":[1]})", no_schema, "/required/0 must be a string"},
        {R"({"type":"string","minLength":-1})", no_schema, "/minLength must be a whole number of at least 0"},
        {R"({"type":"string","minLength":1.5})", no_schema, "/minLength"},
        {R"({"type":"string","pattern":"("})", no_schema, "/pattern is not a regular expression"},
        {R"({"type":"string","pattern":3})", no_schema, "/pattern must be a string"},
        {R"({"type":"integer","minimum":"0"})", no_schema, "/minimum must be a number, but is \"0\""},
        {R"({"type":"integer","exclusiveMinimum":true})", no_schema, "/exclusiveMinimum must be a number"},
        {R"({"type":"integer","multipleOf":0})", no_schema, "/multipleOf must be above 0"},
        {R"({"type":"array","items":[{}]})", no_schema, "/items must be one schema"},
        {R"({"type":"array","uniqueItems":1})", no_schema, "/uniqueItems must be true or false"},
        {R"({"enum":[]})", no_schema, "/enum must have an element"},
        {R"({"anyOf":[]})", no_schema, "/anyOf must have an element"},
        {R"({"allOf":[]})", no_schema, "/allOf must have an element"},
        {R"({"$ref":"#/$defs/a"})", no_schema, "/$ref leads to /$defs/a, which is not in the schema"},
        {R"({"$ref":"#b"})", no_schema, "/$ref leads to the anchor b"},
        {R"({"type":"integer","minimum":3,"maximum":2})", unkept, "has bounds that no value can keep"},
        {R"({"type":"string","minLength":3,"maxLength":2})", unkept, "has bounds that no value can keep"},
        {R"({"type":"string","enum":[1,2]})", unkept, "/enum has no value of the type"},
        {R"({"enum":["a"],"const":"b"})", unkept, "/const is not among the values of enum"},
        {R"({"$ref":"https://example.com/a"})", unkept, "/$ref leads out of the schema (https://example.com/a)"},
        {R"({"properties":{"a":{"type":"string","contentEncoding":"base64"}}})", unkept,
            "/properties/a/contentEncoding is a rule that coax does not check"},
        {R"({"type":"object","patternProperties":{}})", unkept, "/patternProperties"},
        {R"({"type":"object","properties":{"a":{}},"minProperties":1})", unkept, "/minProperties"},
        {R"({"type":"object","dependentRequired":{}})", unkept, "/dependentRequired"},
        {R"({"type":"array","contains":{}})", unkept, "/contains"},
        {R"({"not":{}})", unkept, "/not"},
        {R"({"type":"string","if":{}})", unkept, "/if"},
        {R"({"type":"string","nullable":true})", unkept, "/nullable"},
        {R"({"type":"string","format":"regex"})", unkept, "/format is regex, which coax does not check"},
        {R"({"type":"array","prefixItems":[{}],"items":false,"minItems":2})", unkept, "/minItems"},
        {R"({"additionalProperties":{},"propertyNames":{"minLength":2}})", unkept,
            "/propertyNames may only be an enum of strings"},
        {R"({"allOf":[{"pattern":"a"},{"pattern":"b"}]})", unkept, "/allOf/1/pattern is said otherwise"},
        {R"({"allOf":[{"type":"string"},{"type":"integer"}]})", unkept, "/allOf/1/type"},
        {R"({"allOf":[{"properties":{"a":{}},"additionalProperties":false},{"properties":{"b":{}}}]})", unkept,
            "/allOf/0/additionalProperties is about the member b"},
        {R"({"properties":{"n":{"type":"integer","default":"x"}}})", unkept,
            "/properties/n/default is no value of its own schema: it must be a whole number"},
        {R"({"properties":{"n":{"type":"integer","minimum":1,"default":0}}})", unkept, "must be at least 1"},
        {R"({"properties":{"n":{"type":"array","items":{"type":"string"},"default":[1]}}})", unkept,
            "own schema: /0: it must be a string"},
    };
    for (auto const& one : cases)
        BOOST_TEST_CONTEXT(one.schema)
    BOOST_CHECK_EXCEPTION(coax::type::parse_schema(one.schema), coax::error, [&](coax::error const& thrown) {
        std::string_view const words = thrown.what();
        BOOST_TEST(words.find(one.words) != words.npos, words);
        return thrown.code() == one.code;
    });
}

BOOST_AUTO_TEST_CASE(alternatives_that_cannot_be_told_apart_are_an_error)
{
    for (std::string_view const schema : {
             R"({"anyOf":[{"type":"string"},{"type":"string","minLength":3}]})",
             R"({"anyOf":[{"type":"integer"},{"type":"number"}]})",
             R"({"anyOf":[{},{"type":"number"}]})",
             R"({"oneOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]})",
             R"({"oneOf":[{"properties":{"k":{"const":"x"}}},{"properties":{"k":{"enum":["y","x"]}}}]})",
             R"({"oneOf":[{"properties":{"k":{"const":1}}},{"properties":{"k":{"const":2}}}]})",
             R"({"anyOf":[{"const":"a"},{"type":"string"}]})",
         })
        BOOST_CHECK_EXCEPTION(coax::type::parse_schema(schema), coax::error, [&](coax::error const& thrown) {
            return thrown.code() == errc::unsupported_schema
                && std::string_view(thrown.what()).find("cannot be told apart") != std::string_view::npos;
        });
}

BOOST_AUTO_TEST_CASE(recursion_without_end_is_an_error)
{
    for (std::string_view const schema : {
             R"({"$ref":"#"})",
             R"({"allOf":[{"$ref":"#"}]})",
             R"({"anyOf":[{"$ref":"#"},{"type":"null"}]})",
             R"({"properties":{"next":{"$ref":"#"}},"required":["next"]})",
             R"({"properties":{"a":{"type":"array","items":{"$ref":"#"},"minItems":1}},"required":["a"]})",
             R"({"$defs":{"a":{"properties":{"b":{"$ref":"#/$defs/b"}},"required":["b"]},
                          "b":{"properties":{"a":{"$ref":"#/$defs/a"}},"required":["a"]}},"$ref":"#/$defs/a"})",
             R"({"type":"array","items":{"$ref":"#"}})",
         })
        BOOST_CHECK_EXCEPTION(coax::type::parse_schema(schema), coax::error,
            [&](coax::error const& thrown) { return thrown.code() == errc::unsupported_schema; });
    for (std::string_view const schema : {
             R"({"properties":{"next":{"$ref":"#"}}})",
             R"({"properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]})",
             R"({"properties":{"parts":{"type":"array","items":{"$ref":"#"}}},"required":["parts"]})",
         })
        BOOST_CHECK_NO_THROW(coax::type::parse_schema(schema));
}

BOOST_AUTO_TEST_CASE(a_limit_that_is_passed_is_an_error_that_names_it)
{
    auto const fails = [](std::string_view schema, coax::schema_options const& options, std::string_view name) {
        BOOST_CHECK_EXCEPTION(coax::type::parse_schema(schema, options), coax::error, [&](coax::error const& thrown) {
            return std::string_view(thrown.what()).find(name) != std::string_view::npos;
        });
    };
    coax::schema_options few;
    few.max_bytes = 10;
    fails(R"({"type":"string"})", few, "schema_options::max_bytes is 10");
    few = {};
    few.max_schemas = 3;
    fails(R"({"properties":{"a":{},"b":{},"c":{}}})", few, "schema_options::max_schemas");
    few = {};
    few.max_depth = 2;
    fails(R"({"items":{"items":{"items":{}}}})", few, "schema_options::max_depth");
    few = {};
    few.max_enum_values = 2;
    fails(R"({"enum":[1,2,3]})", few, "schema_options::max_enum_values is 2");

    std::string wide = R"({"$defs":{"a0":{"type":"string"})"; // 2^40 alternatives
    for (int i = 1; i <= 40; ++i) {
        auto const before = R"({"$ref":"#/$defs/a)" + std::to_string(i - 1) + "\"}";
        wide += ",\"a" + std::to_string(i) + R"(":{"anyOf":[)" + before + "," + before + "]}";
    }
    fails(wide + R"(},"$ref":"#/$defs/a40"})", {}, "schema_options::max_schemas");

    boost::json::value deep("x");
    for (int i = 0; i < 2000; ++i)
        deep = boost::json::object{{"items", std::move(deep)}};
    BOOST_CHECK_EXCEPTION(coax::type::from_schema(deep), coax::error, [](coax::error const& thrown) {
        return std::string_view(thrown.what()).find("schema_options::max_depth") != std::string_view::npos;
    });
}

BOOST_AUTO_TEST_CASE(by_option_a_rule_that_is_not_checked_is_told_to_the_model)
{
    coax::schema_options lax;
    lax.unkept = coax::unkept_keyword::note;
    auto const type = coax::type::parse_schema(
        R"({"properties":{"a":{"type":"string","description":"A word.","not":{"const":"b"}}},"required":["a"]})", lax);
    BOOST_TEST(type.notes() == std::vector<std::string>{"/properties/a/not"}, boost::test_tools::per_element());
    BOOST_TEST(boost::json::serialize(type.schema().at("properties").at("a"))
        == R"({"type":"string","description":"A word.\n\n{not: {\"const\":\"b\"}}"})");
    BOOST_TEST(type.check(boost::json::parse(R"({"a":"b"})")).empty());
}

BOOST_AUTO_TEST_CASE(a_schema_is_said_again_in_a_normal_form)
{
    constexpr std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"type":"string","minLength":1,"maxLength":9,"pattern":"a","format":"uri"})", ""},
        {R"({"type":"string","format":"date"})", ""},
        {R"({"type":"integer","minimum":0,"maximum":7,"multipleOf":2})", ""},
        {R"({"type":"number","exclusiveMinimum":5E-1,"exclusiveMaximum":2})", ""},
        {R"({"type":"boolean"})", ""},
        {R"({"type":"null"})", ""},
        {R"({"type":["integer","null"]})", ""},
        {R"({"type":"string","enum":["a","b"]})", ""},
        {R"({"type":"string","const":"a"})", ""},
        {R"({"enum":["a","b"]})", R"({"type":"string","enum":["a","b"]})"},
        {R"({"type":"integer","enum":[1,2]})", ""},
        {R"({"enum":[1,2.5]})", R"({"type":"number","enum":[1,2.5E0]})"},
        {R"({"enum":["a",null]})", R"({"anyOf":[{"type":"string","const":"a"},{"type":"null"}]})"},
        {R"({"oneOf":[{"const":"a","description":"first"},{"const":"b"}]})",
            R"({"type":"string","enum":["a","b"],"description":"a: first"})"},
        {R"({"anyOf":[{"type":"string"},{"type":"array","items":{"type":"integer","minimum":1}}]})",
            R"({"anyOf":[{"type":"array","items":{"type":"integer","minimum":1}},{"type":"string"}]})"},
        {R"({"type":"array","items":{"type":"string","minLength":1,"description":"d"},"minItems":1,"uniqueItems":true})",
            R"({"type":"array","items":{"type":"string","minLength":1,"description":"d"},"minItems":1,"uniqueItems":true})"},
        {R"({"prefixItems":[{"type":"string"},{"type":"boolean"}],"items":false,"minItems":2})",
            R"({"type":"array","prefixItems":[{"type":"string"},{"type":"boolean"}],"items":false,"minItems":2,"maxItems":2})"},
        {R"({"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"integer"}})", ""},
        {R"({"type":"object","additionalProperties":{"type":"integer"},"minProperties":1})", ""},
        {R"({"additionalProperties":{},"propertyNames":{"enum":["x","y"]}})",
            R"({"type":"object","additionalProperties":{},"propertyNames":{"enum":["x","y"]}})"},
        {R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer","default":3}},"required":["a"]})",
            ""},
        {R"({"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false})", ""},
        {R"({"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"type":"integer"}})", ""},
        {R"({"type":"object","properties":{"a":{"type":"array","items":{"$ref":"#"}}}})",
            R"({"type":"object","properties":{"a":{"type":"array","items":{"$ref":"#/$defs/answer"}}},)"
            R"("$defs":{"answer":{"type":"object","properties":{"a":{"type":"array","items":{"$ref":"#/$defs/answer"}}}}}})"},
        {R"({"$defs":{"p":{"type":"object","properties":{"x":{"type":"integer"}},"description":"a point"}},)"
         R"("properties":{"a":{"$ref":"#/$defs/p","description":"from"},"b":{"allOf":[{"$ref":"#/$defs/p"}]}}})",
            R"({"type":"object","properties":{"a":{"$ref":"#/$defs/p","description":"from"},"b":{"$ref":"#/$defs/p"}},)"
            R"("$defs":{"p":{"type":"object","properties":{"x":{"type":"integer"}},"description":"a point"}}})"},
        {R"({"allOf":[{"properties":{"a":{"minLength":2}},"required":["a"]},{"properties":{"a":{"maxLength":3},"b":{}}}],)"
         R"("unevaluatedProperties":false})",
            R"({"type":"object","properties":{"a":{"type":"string","minLength":2,"maxLength":3},"b":{}},)"
            R"("required":["a"],"additionalProperties":false})"},
    };
    for (auto const& [given, wanted] : cases)
        BOOST_TEST(again(given) == (wanted.empty() ? given : wanted));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
