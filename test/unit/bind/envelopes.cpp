// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Objects that know none of their keys, and those that stand around the value or without their own envelope.
#include "read_everywhere.hpp"

#include <coax/annotate.hpp>
#include <coax/literal.hpp>

#include <map>
#include <optional>
#include <variant>

using namespace coax;
using namespace coax::test;
using kind = applied_repair::kind;

namespace {

struct facts {
    std::optional<std::string> text;
    std::optional<std::string> mark;
    bool operator==(facts const&) const = default;
};
BOOST_DESCRIBE_STRUCT(facts, (), (text, mark))

struct pet {
    std::string name;
    int age = 0;
    bool operator==(pet const&) const = default;
};
BOOST_DESCRIBE_STRUCT(pet, (), (name, age))

struct loose {
    std::optional<std::string> name;
    std::optional<int> founded;
    bool operator==(loose const&) const = default;
};
BOOST_DESCRIBE_STRUCT(loose, (), (name, founded))

struct outer {
    facts about;
    std::optional<std::vector<facts>> more;
    bool operator==(outer const&) const = default;
};
BOOST_DESCRIBE_STRUCT(outer, (), (about, more))

struct shut {
    std::optional<int> a;
    bool operator==(shut const&) const = default;
};
BOOST_DESCRIBE_STRUCT(shut, (), (a))
constexpr auto tag_invoke(annotate_tag, shut const*) { return notes(note("").closed()); }

struct weather {
    literal<"weather"> kind;
    std::string city;
    bool operator==(weather const&) const = default;
};
BOOST_DESCRIBE_STRUCT(weather, (), (kind, city))
struct reminder {
    literal<"reminder"> kind;
    std::string text;
    bool operator==(reminder const&) const = default;
};
BOOST_DESCRIBE_STRUCT(reminder, (), (kind, text))

template <class T>
void refused(std::string_view text, bool strict = true)
{
    for (auto const level : {tolerance::strict, tolerance::report, tolerance::lenient}) {
        if (level == tolerance::strict && !strict)
            continue;
        auto const got = read_everywhere<T>(text, level);
        BOOST_TEST(!got.good(), text);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(envelopes)

BOOST_AUTO_TEST_CASE(an_object_without_a_known_key_is_no_value)
{
    for (auto const* text : {R"({"error":"could not read the document"})", R"({"a":1,"b":2})",
             R"({"error":{"text":"could not read"}})", R"({"type":"object","properties":{"text":"Hi","mark":"There"}})",
             R"({"$schema":"x","properties":{"text":{"type":"string"}}})", R"({"schema":{"text":"Hi"}})",
             R"({"result":[]})", R"({"result":{}})", R"({"result":{"x":1}})", R"({"result":"Hi"})",
             R"({"result":{"text":"Hi"},"other":1})", R"({"result":{"text":"Hi"},"more":{"text":"Ho"}})"})
        refused<facts>(text);
    auto const nested = read_everywhere<outer>(R"({"about":{"error":"none"}})");
    BOOST_TEST(nested.report().starts_with("/about has none of the members"), nested.report());
}

BOOST_AUTO_TEST_CASE(a_known_key_is_enough_and_no_key_is_none)
{
    BOOST_TEST(read_everywhere<facts>("{}").good());
    auto const got = read_everywhere<facts>(R"({"text":"Hi","confidence":0.9,"error":{"text":"x"}})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(*got.value->text == "Hi");
    auto const late = read_everywhere<facts>(R"({"meta":{"text":"x","mark":"y"},"text":"Hi"})");
    BOOST_TEST(late.good(), late.report());
    BOOST_TEST(*late.value->text == "Hi");
    BOOST_TEST(!late.value->mark.has_value());
    BOOST_TEST(put_right(late, kind::unknown_key, "/meta"));
    auto const person = read_everywhere<pet>(R"({"name":"Ann","age":3,"spouse":{"name":"Bob","age":4}})");
    BOOST_TEST(person.good(), person.report());
    BOOST_TEST(person.value->name == "Ann");
}

BOOST_AUTO_TEST_CASE(an_envelope_is_left_out)
{
    for (auto const* text :
        {R"({"result":{"text":"Hi","mark":"There"}})", R"({"data":{"response":{"mark":"There","text":"Hi"}}})",
            R"({"name":"facts","parameters":{"text":"Hi","mark":"There"}})",
            R"({"arguments":{"text":"Hi","mark":"There"},"type":"function"})"}) {
        auto const got = read_everywhere<facts>(text);
        BOOST_TEST(got.good(), text << got.report());
        BOOST_TEST((*got.value == facts{"Hi", "There"}));
        BOOST_TEST(!got.repairs.empty());
    }
    auto const one = read_everywhere<pet>(R"({"pet":{"name":"Rex","age":"3"}})");
    BOOST_TEST(one.good(), one.report());
    BOOST_TEST((*one.value == pet{"Rex", 3}));
    BOOST_TEST_REQUIRE(one.repairs.size() == 2U);
    BOOST_TEST((one.repairs.front().repair == kind::envelope));
    BOOST_TEST(one.repairs.front().pointer == "/pet");
    BOOST_TEST((one.repairs.back().repair == kind::number));
    auto const nested = read_everywhere<outer>(R"({"about":{"facts":{"text":"Hi"}},"more":[{"x":{"mark":"y"}}]})");
    BOOST_TEST(nested.good(), nested.report());
    BOOST_TEST(*nested.value->about.text == "Hi");
    BOOST_TEST(*nested.value->more->front().mark == "y");
    BOOST_TEST(!read<facts>(R"({"result":{"text":"Hi"}})", tolerance::strict, true).good());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_an_envelope_is_wrong)
{
    BOOST_TEST(read_everywhere<pet>(R"({"pet":{"name":"Rex","age":"three"}})").report().starts_with("/age "));
    BOOST_TEST(read_everywhere<facts>(R"({"r":{"text":"a","text":"b"}})").report().find("/text is there twice")
        != std::string::npos);
    refused<shut>(R"({"r":{"b":1}})");
    refused<shut>(R"({"a":1,"r":{"a":1}})");
}

BOOST_AUTO_TEST_CASE(a_call_or_a_schema_in_place_of_the_value_is_none)
{
    refused<loose>(R"({"name":"loose","parameters":{"name":"Vienna","founded":1137}})", false);
    refused<loose>(R"({"name":"loose","properties":{"name":{"type":"string"}}})", false);
    auto const beside = read_everywhere<loose>(R"({"name":"Vienna","founded":1137,"parameters":{"name":"x"}})");
    BOOST_TEST(beside.good(), beside.report());
    auto const other = read_everywhere<loose>(R"({"name":"Vienna","parameters":{"x":1}})");
    BOOST_TEST(other.good(), other.report());
}

BOOST_AUTO_TEST_CASE(a_value_without_its_envelope_is_the_value)
{
    auto const maybe = read_everywhere<std::optional<pet>>(R"({"name":"Rex","age":3})");
    BOOST_TEST(maybe.good(), maybe.report());
    BOOST_TEST((**maybe.value == pet{"Rex", 3}));
    BOOST_TEST(put_right(maybe, kind::bare_value, ""));
    auto const wrapped = read_everywhere<std::optional<pet>>(R"({"result":{"value":{"name":"Rex","age":3}}})");
    BOOST_TEST(wrapped.good(), wrapped.report());
    auto const inner = read_everywhere<std::optional<pet>>(R"({"pet":{"name":"Rex","age":3}})");
    BOOST_TEST(inner.good(), inner.report());
    BOOST_TEST(inner.value->has_value());
    auto const inside = read_everywhere<std::optional<pet>>(R"({"value":{"pet":{"name":"Rex","age":3}}})");
    BOOST_TEST(inside.good(), inside.report());
    refused<std::optional<pet>>(R"({"error":"none"})");
    refused<std::optional<pet>>(R"({"name":"Rex"})");
    auto const kinds = read_everywhere<std::variant<weather, reminder>>(R"({"city":"Wien","kind":"weather"})");
    BOOST_TEST(kinds.good(), kinds.report());
    auto const either = read_everywhere<std::variant<pet, std::vector<pet>>>(R"({"name":"Rex","age":3})");
    BOOST_TEST(either.good(), either.report());
    auto const many = read_everywhere<std::variant<pet, std::vector<pet>>>(R"([{"name":"Rex","age":3}])");
    BOOST_TEST(many.good(), many.report());
    auto const list = read_everywhere<std::vector<pet>>(R"({"name":"Rex","age":3})");
    BOOST_TEST(list.good(), list.report());
    BOOST_TEST(list.value->size() == 1U);
    BOOST_TEST(read_everywhere<std::optional<pet>>(R"({"value":null})").good());
}

BOOST_AUTO_TEST_CASE(an_envelope_too_large_to_keep_is_refused)
{
    bind::limits limits;
    limits.max_envelope_bytes = 64;
    facts value;
    std::string const text = R"({"result":{"text":")" + std::string(200, 'x') + R"("}})";
    bind::value_builder to(limits);
    repair::json_feed feed(to, limits);
    feed.tolerate(
        tolerance::report, [&] { return std::string_view(text); }, [&] { value = {}; });
    to.start(*detail::shape_of<facts>(), &value);
    feed.start();
    feed.feed(text);
    feed.finish(true);
    BOOST_TEST(to.broken());
    BOOST_TEST(!to.unknown_keys().empty());
}

BOOST_AUTO_TEST_SUITE_END()
