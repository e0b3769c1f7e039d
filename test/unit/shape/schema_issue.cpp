// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/adapt.hpp"
#include "shape/dialect_rules.hpp"
#include "shape/fit.hpp"
#include "unit/shape/sample_types.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;
using coax::dialect;
using coax::detail::schema_issue;

std::vector<schema_issue> asked(std::string_view schema, dialect keeping)
{
    return coax::detail::schema_issues(
        json::parse(json::string_view(schema.data(), schema.size())).as_object(), keeping);
}

template <class T>
std::vector<schema_issue> made(dialect keeping)
{
    return coax::detail::fit(*coax::detail::shape_of<T>(), keeping).issues;
}

std::string members(std::size_t count, std::string_view each)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += std::string(i == 0 ? "" : ",") + "\"m" + std::to_string(i) + "\":" + std::string(each);
    return out;
}

std::string object_of(std::string const& properties, std::string const& required)
{
    return R"({"type":"object","properties":{)" + properties + R"(},"required":[)" + required
        + R"(],"additionalProperties":false})";
}

std::string names(std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += std::string(i == 0 ? "" : ",") + "\"m" + std::to_string(i) + "\"";
    return out;
}

/// Objects inside each other: depth 1 is one object without another.
std::string nested(std::size_t depth)
{
    std::string out = R"({"type":"string"})";
    for (std::size_t i = 0; i < depth; ++i)
        out = object_of("\"m0\":" + out, "\"m0\"");
    return out;
}

} // namespace

namespace boost::test_tools::tt_detail {
template <>
struct print_log_value<schema_issue> {
    void operator()(std::ostream& out, schema_issue const& one) { out << one.member << ": " << one.message; }
};
} // namespace boost::test_tools::tt_detail

BOOST_AUTO_TEST_SUITE(schema_issues)

BOOST_AUTO_TEST_CASE(what_is_made_for_a_dialect_fits_it)
{
    for (auto keeping :
        {dialect::plain, dialect::anthropic, dialect::openai, dialect::gemini, dialect::gemini_schema, dialect::bedrock,
            dialect::cohere, dialect::groq, dialect::cerebras, dialect::perplexity, dialect::xai, dialect::grammar}) {
        BOOST_TEST_CONTEXT(static_cast<int>(keeping))
        {
            BOOST_TEST(made<sample::choices>(keeping) == std::vector<schema_issue>{}, boost::test_tools::per_element());
            BOOST_TEST(made<sample::noted>(keeping) == std::vector<schema_issue>{}, boost::test_tools::per_element());
            BOOST_TEST(made<sample::times>(keeping) == std::vector<schema_issue>{}, boost::test_tools::per_element());
            BOOST_TEST(
                made<sample::containers>(keeping) == std::vector<schema_issue>{}, boost::test_tools::per_element());
            BOOST_TEST(made<sample::drawing>(keeping) == std::vector<schema_issue>{}, boost::test_tools::per_element());
            BOOST_TEST(made<sample::dog>(keeping) == std::vector<schema_issue>{}, boost::test_tools::per_element());
            BOOST_TEST(made<sample::figure>(keeping) == std::vector<schema_issue>{}, boost::test_tools::per_element());
            BOOST_TEST(
                made<sample::customer>(keeping) == std::vector<schema_issue>{}, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_map_fits_everywhere_as_a_list_if_need_be)
{
    for (auto keeping : {dialect::anthropic, dialect::openai, dialect::groq, dialect::bedrock, dialect::gemini_schema,
             dialect::gemini, dialect::cohere, dialect::cerebras, dialect::perplexity, dialect::xai, dialect::grammar})
        BOOST_TEST(made<sample::maps>(keeping).empty());
    auto const found = asked(R"({"type":"object","properties":{"m":{"type":"object","additionalProperties":{"type":)"
                             R"("integer"}}},"required":["m"],"additionalProperties":false})",
        dialect::openai);
    BOOST_TEST_REQUIRE(!found.empty());
    BOOST_TEST(found[0].member == "m");
    BOOST_TEST(found[0].message.starts_with("is a map"));
}

BOOST_AUTO_TEST_CASE(a_map_of_named_keys_fits_where_members_may_be_left_out)
{
    BOOST_TEST(made<sample::by_urgency>(dialect::anthropic).empty());
    BOOST_TEST(made<sample::by_urgency>(dialect::openai).empty());
}

BOOST_AUTO_TEST_CASE(any_json_does_not_fit_typed_dialects)
{
    for (auto keeping : {dialect::anthropic, dialect::openai, dialect::cerebras, dialect::gemini_schema}) {
        auto const found = made<sample::scalars>(keeping);
        BOOST_TEST_REQUIRE(found.size() == 1U);
        BOOST_TEST(found[0].member == "anything");
    }
    BOOST_TEST(made<sample::scalars>(dialect::gemini).empty());
}

BOOST_AUTO_TEST_CASE(recursion_is_refused_once_for_each_cycle)
{
    auto const found = made<sample::forest>(dialect::anthropic);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].member == "first.children[]");
    BOOST_TEST(made<sample::forest>(dialect::openai).empty());
    BOOST_TEST(made<sample::forest>(dialect::gemini).empty());
    BOOST_TEST(!made<sample::forest>(dialect::gemini_schema).empty());
    for (auto keeping : {dialect::bedrock, dialect::cohere, dialect::cerebras, dialect::perplexity, dialect::xai}) {
        auto const why = made<sample::node>(keeping);
        BOOST_TEST_REQUIRE(why.size() == 1U);
        BOOST_TEST(why[0].member == "children[]");
        BOOST_TEST(why[0].message == "refers to itself by way of node, and recursion is not accepted");
    }
}

BOOST_AUTO_TEST_CASE(the_counts_of_anthropic)
{
    auto const text = R"({"type":"string"})";
    BOOST_TEST(asked(object_of(members(24, text), ""), dialect::anthropic).empty());
    auto found = asked(object_of(members(25, text), ""), dialect::anthropic);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].message == "has 25 members that may be missing, and 24 are the limit");

    auto const either = R"({"type":["string","null"]})";
    BOOST_TEST(asked(object_of(members(16, either), names(16)), dialect::anthropic).empty());
    BOOST_TEST(asked(object_of(members(17, either), names(17)), dialect::anthropic).size() == 1U);

    std::vector<json::object> const tools(21, json::parse(object_of("", "")).as_object());
    BOOST_TEST(coax::detail::schema_issues(std::span(tools).first(20), dialect::anthropic).empty());
    BOOST_TEST(coax::detail::schema_issues(tools, dialect::anthropic).size() == 1U);

    std::vector<json::object> const halves(2, json::parse(object_of(members(13, text), "")).as_object());
    BOOST_TEST(coax::detail::schema_issues(halves, dialect::anthropic).size() == 1U); // counted over all of them
}

BOOST_AUTO_TEST_CASE(the_counts_of_openai)
{
    BOOST_TEST(asked(nested(10), dialect::openai).empty());
    auto const deep = asked(nested(11), dialect::openai);
    BOOST_TEST_REQUIRE(deep.size() == 1U);
    BOOST_TEST(deep[0].member == "m0.m0.m0.m0.m0.m0.m0.m0.m0.m0");

    BOOST_TEST(asked(object_of(members(5000, R"({"type":"null"})"), names(5000)), dialect::openai).empty());
    BOOST_TEST(asked(object_of(members(5001, R"({"type":"null"})"), names(5001)), dialect::openai).size() == 1U);

    auto const of_values = [](std::size_t count) {
        return object_of(R"("m0":{"type":"string","enum":[)" + names(count) + "]}", "\"m0\"");
    };
    BOOST_TEST(asked(of_values(1000), dialect::openai).empty());
    BOOST_TEST(asked(of_values(1001), dialect::openai).size() == 1U);

    auto const long_values = [](std::size_t count) {
        std::string values;
        for (std::size_t i = 0; i < count; ++i)
            values += std::string(i == 0 ? "" : ",") + "\"" + std::string(61, 'x') + "\"";
        return object_of(R"("m0":{"type":"string","enum":[)" + values + "]}", "\"m0\"");
    };
    BOOST_TEST(asked(long_values(250), dialect::openai).empty());
    BOOST_TEST(asked(long_values(251), dialect::openai).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_counts_of_cerebras)
{
    auto const of_length = [](std::size_t length) {
        auto const others = object_of(R"("m0":{"type":"string","description":""})", "\"m0\"").size();
        return object_of(
            R"("m0":{"type":"string","description":")" + std::string(length - others, 'x') + "\"}", "\"m0\"");
    };
    BOOST_TEST(asked(of_length(5000), dialect::cerebras).empty());
    auto const found = asked(of_length(5001), dialect::cerebras);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].message == "has 5001 characters as it is sent, and 5000 are the limit");
}

BOOST_AUTO_TEST_CASE(depth_is_counted_through_references)
{
    auto const schema = R"({"type":"object","properties":{"m0":{"$ref":"#/$defs/a"}},"required":["m0"],)"
                        R"("additionalProperties":false,"$defs":{"a":)"
        + nested(10) + "}}";
    BOOST_TEST(asked(schema, dialect::openai).size() == 1U);
}

BOOST_AUTO_TEST_CASE(other_rules_are_named)
{
    auto says = [](std::string const& member, dialect keeping, std::string_view words) {
        auto const found = asked(object_of("\"m0\":" + member, "\"m0\""), keeping);
        BOOST_TEST_CONTEXT(member)
        {
            BOOST_TEST_REQUIRE(found.size() == 1U);
            BOOST_TEST(found[0].member == "m0");
            BOOST_TEST(found[0].message.find(words) != std::string::npos);
        }
    };
    says(R"({"type":"integer","minimum":0})", dialect::anthropic, "minimum");
    says(R"({"type":"array","items":{"type":"string"},"minItems":2})", dialect::anthropic, "minItems over 1");
    says(R"({"type":"string","format":"date-time-local"})", dialect::anthropic, "format");
    says(R"({"anyOf":[true]})", dialect::anthropic, "boolean");
    says(R"_({"type":"string","pattern":"^(?=x)"})_", dialect::openai, "pattern");
    says(R"({"oneOf":[{"type":"string"}]})", dialect::openai, "oneOf");
    says(R"({"type":"string","pattern":"^\\d+$"})", dialect::grammar, "pattern");
    says(R"({"type":"string","pattern":"a"})", dialect::grammar, "pattern");
    says(R"({"type":"string","enum":["x"],"uniqueItems":true})", dialect::groq, "uniqueItems");
    says(R"({"type":"array","items":{"type":"string"},"minItems":1})", dialect::groq, "minItems");
    says(R"({"type":["string","null"]})", dialect::cerebras, "list of types");
    says(R"({"type":"integer","maximum":9})", dialect::cerebras, "maximum");
    says(R"({"type":"object","properties":{"x":{"type":"string"}}})", dialect::cohere, "no required");
    says(R"({"$ref":"#/$defs/x","description":"y"})", dialect::openai, "beside a $ref");
}

BOOST_AUTO_TEST_CASE(names_that_a_service_refuses_are_found_before_it_is_asked)
{
    for (auto const which : {dialect::anthropic, dialect::bedrock}) {
        for (std::string const& name :
            std::vector<std::string>{"full name", "price[eur]", "naïve", "$top", std::string(65, 'a')}) {
            auto const found = asked(object_of("\"" + name + "\":{\"type\":\"string\"}", "\"" + name + "\""), which);
            BOOST_REQUIRE(found.size() == 1U);
            BOOST_TEST(found.front().member == name);
            BOOST_TEST(found.front().in_tools);
        }
        BOOST_TEST(asked(object_of(R"("a.b-c_9":{"type":"string"})", R"("a.b-c_9")"), which).empty());
        auto const inner = object_of(R"("in side":{"type":"string"})", R"("in side")");
        auto const found = asked(object_of("\"m0\":" + inner, "\"m0\""), which);
        BOOST_REQUIRE(found.size() == 1U);
        BOOST_TEST(found.front().member == "m0.in side");
        BOOST_TEST(!found.front().in_tools);
    }
    BOOST_TEST(asked(object_of(R"("full name":{"type":"string"})", R"("full name")"), dialect::openai).empty());
}

BOOST_AUTO_TEST_CASE(bounds_that_a_grammar_cannot_count_are_said_in_words)
{
    auto const& rules = coax::detail::rules_of(dialect::grammar);
    for (auto const* word : {"maxLength", "minLength", "maxItems", "minItems"}) {
        auto const with = [&](int bound) {
            json::object const member{{"type", word[3] == 'L' ? "string" : "array"}, {word, bound}};
            return json::object{
                {"type", "object"}, {"properties", json::object{{"m", member}}}, {"required", json::array{"m"}}};
        };
        BOOST_TEST(!coax::detail::schema_issues(with(2000), dialect::grammar).empty(), word);
        auto const kept = coax::detail::adapt(with(1999), rules).at("properties").at("m").as_object();
        BOOST_TEST(kept.at(word) == 1999);
        auto const folded = coax::detail::adapt(with(2000), rules).at("properties").at("m").as_object();
        BOOST_TEST(!folded.contains(word), word);
        BOOST_TEST(folded.at("description").as_string() == "{" + std::string(word) + ": 2000}");
        BOOST_TEST(coax::detail::schema_issues(coax::detail::adapt(with(5000), rules), dialect::grammar).empty(), word);
    }
}

BOOST_AUTO_TEST_CASE(gemini_is_sent_no_empty_list_of_members)
{
    for (auto const which : {dialect::gemini, dialect::gemini_schema}) {
        auto const schema = coax::detail::adapt(
            json::parse(R"({"type":"object","properties":{"a":{"type":"object","properties":{},"required":[]},
            "b":{"type":"string"}},"required":["a","b"]})")
                .as_object(),
            coax::detail::rules_of(which));
        BOOST_TEST(!schema.at("properties").at("a").as_object().contains("properties"));
        BOOST_TEST(!schema.at("properties").at("a").as_object().contains("required"));
        BOOST_TEST(schema.at("properties").as_object().size() == 2U);
    }
}

BOOST_AUTO_TEST_CASE(the_failure_names_members_and_does_not_run_on)
{
    std::vector<schema_issue> const many(8, schema_issue{"a.b", "is a map"});
    auto const why = coax::detail::unsupported(many, dialect::groq);
    BOOST_TEST((why.code == coax::errc::unsupported_schema));
    BOOST_TEST(why.message
        == "this type cannot be expressed in a schema for Groq strict mode: member a.b is a map; member a.b is a map; "
           "member a.b is a map; member a.b is a map; member a.b is a map; and 3 more. Change the type, or ask with "
           "another mode");
}

BOOST_AUTO_TEST_SUITE_END()
