// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Structs and enums without Boost.Describe, where the compiler has C++26's reflection.
#include "unit/bind/bound.hpp"

#include <coax/annotation.hpp>
#include <coax/json.hpp>
#include <coax/schema.hpp>
#include <coax/violations.hpp>

#include <boost/json/serialize.hpp>

#include <array>
#include <map>
#include <variant>

using namespace coax::test;

// Its formatter does not know annotations.
// clang-format off
namespace shop {

enum class urgency { low, high, very_high [[=coax::annotation("now").rename("very-high")]] };

struct line {
    [[=coax::annotation("Its number").pattern("^[A-Z]+-[0-9]+$")]] std::string article;
    [[=coax::annotation().ge(1).le(99)]] int count = 0;
};

struct [[=coax::annotation("A letter with an order").closed()]] order {
    [[=coax::annotation().min_items(1)]] std::vector<line> lines;
    urgency urgent = urgency::low;
    [[=coax::annotation("If told").rename("remark")]] std::optional<std::string> note;
    std::map<std::string, std::array<double, 2>> places;
    std::unique_ptr<order> next;
    [[=coax::annotation().in_order()]] std::variant<int, double> weight;
};

void tag_invoke(coax::validate_tag, line const& value, coax::violations& found)
{
    if (value.count == 13)
        found.add<&line::count>("must not be 13");
}

struct animal {
    std::string name;
};
struct dog : animal {
    bool good = true;
};

struct card {
    coax::literal<"card"> by;
    std::string last_digits;
};
struct transfer {
    coax::literal<"transfer"> by;
    std::string account;
};

// The snippet of doc/reflection.md.
enum class urgency_of_ticket { low, high [[=coax::annotation("customer is blocked").rename("HIGH")]] };

struct [[=coax::annotation("A support ticket").closed()]] ticket {
    [[=coax::annotation("In a few words").max_length(80)]] std::string title;
    [[=coax::annotation("Confidence score 0-1").ge(0).le(1)]] double confidence = 0;
    urgency_of_ticket urgent = urgency_of_ticket::low;
    std::optional<std::string> product;
};

/// Described; an annotation beside a note of the other form.
struct described {
    [[=coax::annotation("not this").ge(5)]] int a = 0;
    [[=coax::annotation().le(3)]] int b = 0;
};
BOOST_DESCRIBE_STRUCT(described, (), (a, b))
constexpr auto tag_invoke(coax::annotate_tag, described const*) { return coax::notes(coax::note<&described::a>("this")); }

/// Boost.JSON converts it, so its members do not count.
struct money {
    long cents = 0;
};
money tag_invoke(boost::json::value_to_tag<money>, boost::json::value const& from)
{
    return {from.at("in_cents").to_number<long>()};
}
struct bill {
    money total;
};

} // namespace shop
// clang-format on

using namespace shop;

BOOST_AUTO_TEST_SUITE(reflection)

BOOST_AUTO_TEST_CASE(an_aggregate_needs_no_description)
{
    auto const got = bind_at_every_split<order>(
        R"({"lines":[{"article":"AB-1","count":2}],"urgent":"very-high","remark":"soon","places":{"a":[1,2]},)"
        R"("next":null,"weight":1.5})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->lines.at(0).article == "AB-1");
    BOOST_TEST((got.value->urgent == urgency::very_high));
    BOOST_TEST(*got.value->note == "soon");
    BOOST_TEST(got.value->places.at("a").at(1) == 2.0);
    BOOST_TEST(std::get<double>(got.value->weight) == 1.5);
    auto const second = bind_at_every_split<dog>(R"({"name":"Rex","good":false})");
    BOOST_TEST(second.good(), second.report());
    BOOST_TEST(second.value->name == "Rex");
    auto const paid = bind_at_every_split<std::variant<card, transfer>>(R"({"account":"AT61","by":"transfer"})");
    BOOST_TEST(paid.good(), paid.report());
    BOOST_TEST(std::get<transfer>(*paid.value).account == "AT61");
    auto const billed = bind_at_every_split<bill>(R"({"total":{"in_cents":250}})");
    BOOST_TEST(billed.good(), billed.report());
    BOOST_TEST(billed.value->total.cents == 250);
}

BOOST_AUTO_TEST_CASE(annotations_are_kept)
{
    auto const bad = bind_at_every_split<order>(
        R"({"lines":[{"article":"x","count":100},{"article":"A-1","count":13}],"urgent":"now","places":{},"weight":1,"more":1})");
    std::vector<std::string> at;
    for (auto const& one : bad.violations)
        at.push_back(one.pointer);
    BOOST_TEST(
        (at == std::vector<std::string>{"/lines/0/article", "/lines/0/count", "/lines/1/count", "/urgent", "/more"}),
        bad.report());
    auto const sure = bind_at_every_split<ticket>(R"({"title":"No power","confidence":1.5,"urgent":"HIGH"})");
    BOOST_TEST_REQUIRE(sure.violations.size() == 1U, sure.report());
    BOOST_TEST(sure.violations[0].message == "must be at most 1, but is 1.5");
    auto const both = bind_at_every_split<described>(R"({"a":1,"b":4})");
    BOOST_TEST_REQUIRE(both.violations.size() == 1U, both.report());
    BOOST_TEST(both.violations[0].pointer == "/b");
}

BOOST_AUTO_TEST_CASE(the_schema_says_them)
{
    BOOST_TEST(boost::json::serialize(coax::schema_of<line>())
        == R"({"type":"object","properties":{"article":{"type":"string","pattern":"^[A-Z]+-[0-9]+$",)"
           R"("description":"Its number"},"count":{"type":"integer","minimum":1,"maximum":99}},)"
           R"("required":["article","count"]})");
    auto const whole = boost::json::serialize(coax::schema_of<order>());
    BOOST_TEST(whole.find(R"("description":"A letter with an order")") != std::string::npos, whole);
    BOOST_TEST(
        whole.find(R"("enum":["low","high","very-high"],"description":"very-high: now")") != std::string::npos, whole);
    BOOST_TEST(whole.find(R"("remark")") != std::string::npos, whole);
}

BOOST_AUTO_TEST_SUITE_END()
