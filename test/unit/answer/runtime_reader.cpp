// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/error.hpp>
#include <coax/reader.hpp>
#include <coax/type.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace {

using coax::field_state;

coax::type trip()
{
    return coax::type::parse_schema(R"({
        "properties": {
            "to": {"type": "string"},
            "days": {"type": "integer", "minimum": 1},
            "stops": {"type": "array", "items": {"properties": {"name": {"type": "string"}, "seen": {"type": "boolean"}}}},
            "notes": {"additionalProperties": {"type": "string"}},
            "mood": {"enum": ["good", "grand", "bad"]}
        },
        "required": ["to", "stops"]})");
}

struct moment {
    std::string_view fed; ///< all that has come
    std::string_view value;
    std::string_view pointer;
    field_state state;
};

BOOST_AUTO_TEST_SUITE(runtime_reader)

BOOST_AUTO_TEST_CASE(a_partial_shows_what_has_come_and_the_state_of_each_pointer)
{
    using enum field_state;
    moment const moments[] = {
        {"", "null", "/to", absent},
        {"{", "{}", "/to", absent},
        {"{", "{}", "", streaming},
        {R"({"to)", "{}", "/to", absent},
        {R"({"to":)", "{}", "/to", absent},
        {R"({"to":"Vi)", R"({"to":"Vi"})", "/to", streaming},
        {R"({"to":"Vienna")", R"({"to":"Vienna"})", "/to", complete},
        {R"({"to":"Vienna","days":3)", R"({"to":"Vienna"})", "/days", absent},
        {R"({"to":"Vienna","days":3,)", R"({"to":"Vienna","days":3})", "/days", complete},
        {R"({"stops":[{"name":"Gr)", R"({"stops":[{"name":"Gr"}]})", "/stops", streaming},
        {R"({"stops":[{"name":"Gr)", R"({"stops":[{"name":"Gr"}]})", "/stops/0", streaming},
        {R"({"stops":[{"name":"Gr)", R"({"stops":[{"name":"Gr"}]})", "/stops/0/name", streaming},
        {R"({"stops":[{"name":"Gr)", R"({"stops":[{"name":"Gr"}]})", "/stops/0/seen", absent},
        {R"({"stops":[{"name":"Gr)", R"({"stops":[{"name":"Gr"}]})", "/stops/1", absent},
        {R"({"stops":[{"name":"Graz"},{"na)", R"({"stops":[{"name":"Graz"},{}]})", "/stops/0/name", complete},
        {R"({"stops":[{"name":"Graz"},{"na)", R"({"stops":[{"name":"Graz"},{}]})", "/stops/1", streaming},
        {R"({"stops":[{"name":"Graz"},{"na)", R"({"stops":[{"name":"Graz"},{}]})", "/stops/00", absent},
        {R"({"notes":{"a/b":"x","c":"y)", R"({"notes":{"a/b":"x","c":"y"}})", "/notes/a~1b", complete},
        {R"({"notes":{"a/b":"x","c":"y)", R"({"notes":{"a/b":"x","c":"y"}})", "/notes/c", streaming},
        {R"({"notes":{"a/b":"x","c":"y)", R"({"notes":{"a/b":"x","c":"y"}})", "/notes/d", absent},
        {R"({"mood":"g)", R"({"mood":null})", "/mood", absent},
        {R"({"mood":"go)", R"({"mood":"good"})", "/mood", streaming},
        {R"({"to":"a","stops":[]})", R"({"to":"a","stops":[]})", "/to", complete},
        {R"({"to":"a","stops":[]})", R"({"to":"a","stops":[]})", "/days", absent},
        {R"({"to":"a","stops":[]})", R"({"to":"a","stops":[]})", "", complete},
        {R"({"to":"a","stops":[]})", R"({"to":"a","stops":[]})", "to", absent},
    };
    for (auto const& now : moments) {
        BOOST_TEST_CONTEXT(now.fed << " at " << now.pointer)
        {
            coax::reader in(trip());
            for (char const c : now.fed)
                in.feed({&c, 1});
            auto const shown = in.partial();
            BOOST_TEST(boost::json::serialize(*shown) == now.value);
            BOOST_TEST((shown.state(now.pointer) == now.state), to_string(shown.state(now.pointer)));
            BOOST_TEST(shown.has(now.pointer) == (now.state != absent));
            BOOST_TEST(shown.complete(now.pointer) == (now.state == complete));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_broken_rule_ends_it_at_once)
{
    coax::reader in(trip(), coax::tolerance::strict);
    BOOST_TEST(in.feed(R"({"to":"Vienna","days":0)"));
    BOOST_TEST(!in.feed(","));
    BOOST_REQUIRE(in.violations().size() == 1);
    BOOST_TEST(in.violations().front().pointer == "/days");
    BOOST_TEST(in.violations().front().message == "must be at least 1, but is 0");
    BOOST_TEST(!in.finish());
    BOOST_CHECK_THROW((void)in.value(), coax::error);
}

BOOST_AUTO_TEST_CASE(a_value_that_is_no_object_is_shown_without_the_object_around_it)
{
    coax::reader in(coax::type::parse_schema(R"({"type":"array","items":{"type":"string"}})"));
    in.feed(R"({"value":["a","b)");
    BOOST_TEST(boost::json::serialize(*in.partial()) == R"(["a","b"])");
    BOOST_TEST((in.partial().state("/0") == field_state::complete));
    BOOST_TEST((in.partial().state("/1") == field_state::streaming));
    in.feed(R"("]})");
    BOOST_TEST(in.finish());
    BOOST_TEST(boost::json::serialize(in.value()) == R"(["a","b"])");
}

BOOST_AUTO_TEST_CASE(a_request_for_a_type_and_the_body_of_its_response)
{
    auto const type = trip();
    auto const asked = coax::encode("openai/gpt-5-mini", type, "A trip", {.api_key = "k"});
    auto const sent = boost::json::parse(asked.body);
    auto const& schema = sent.at_pointer("/response_format/json_schema/schema");
    BOOST_TEST(boost::json::serialize(schema) == boost::json::serialize(type.schema(coax::dialect::openai)));
    coax::reader in(type, asked);
    in.feed(R"(data: {"choices":[{"index":0,"delta":{"content":"{\"to\":\"Rome\",\"stops\":[]}"}}]})"
            "\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    BOOST_TEST(in.finish());
    BOOST_TEST(boost::json::serialize(in.value()) == R"({"to":"Rome","stops":[]})");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
