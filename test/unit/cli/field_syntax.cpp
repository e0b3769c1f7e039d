// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/field_syntax.hpp"

#include "cli/usage_error.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using coax::cli::schema_of_fields;

namespace {

std::string member(std::string const& field)
{
    auto const schema = schema_of_fields({field});
    return boost::json::serialize(schema.at("properties").as_object().begin()->value());
}

} // namespace

BOOST_AUTO_TEST_SUITE(cli_field_syntax)

BOOST_AUTO_TEST_CASE(each_kind_of_type)
{
    BOOST_TEST(member("a:string") == R"({"type":"string"})");
    BOOST_TEST(member("a:integer") == R"({"type":"integer"})");
    BOOST_TEST(member("a:number") == R"({"type":"number"})");
    BOOST_TEST(member("a:boolean") == R"({"type":"boolean"})");
    for (std::string const format : {"date", "date-time", "time", "email", "uri", "uuid"})
        BOOST_TEST(member("a:" + format) == R"({"type":"string","format":")" + format + "\"}");
    BOOST_TEST(member("a:[string]") == R"({"type":"array","items":{"type":"string"}})");
    BOOST_TEST(member("a:[[integer]]") == R"({"type":"array","items":{"type":"array","items":{"type":"integer"}}})");
    BOOST_TEST(member("a:good|bad") == R"({"type":"string","enum":["good","bad"]})");
    BOOST_TEST(member("a:[good|bad]") == R"({"type":"array","items":{"type":"string","enum":["good","bad"]}})");
    BOOST_TEST(member("a:integer?") == R"({"type":["integer","null"]})");
    BOOST_TEST(member("a:good|bad?") == R"({"type":["string","null"],"enum":["good","bad",null]})");
    BOOST_TEST(member("a:string  The full name") == R"({"type":"string","description":"The full name"})");
    BOOST_TEST(
        member("a:date When: it began") == R"({"type":"string","format":"date","description":"When: it began"})");
}

BOOST_AUTO_TEST_CASE(all_fields_are_required_and_no_other_is_allowed)
{
    BOOST_TEST(boost::json::value(schema_of_fields({"name:string", "age:integer"}))
        == boost::json::parse(R"({"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},
            "required":["name","age"],"additionalProperties":false})"));
}

BOOST_AUTO_TEST_CASE(a_wrong_field_is_named)
{
    struct row {
        std::string field;
        std::string_view words;
    };
    for (auto const& [field, words] : {row{"name", "write NAME:TYPE"}, row{":string", "write NAME:TYPE"},
             row{"a:", "its type is missing"}, row{"a:text", "\"text\" is no type"}, row{"a:[string", "closing ]"},
             row{"a:x||y", "a word is empty"}, row{"a:[]", "its type is missing"}, row{"a:?", "its type is missing"}})
        BOOST_CHECK_EXCEPTION(schema_of_fields({field}), coax::cli::usage_error, [&](auto const& error) {
            std::string_view const message = error.what();
            BOOST_TEST_CONTEXT(message)
            BOOST_TEST(message.find(words) != message.npos);
            return message.find("'" + field + "'") != message.npos;
        });
    BOOST_CHECK_THROW(schema_of_fields({"a:string", "a:integer"}), coax::cli::usage_error);
}

BOOST_AUTO_TEST_SUITE_END()
