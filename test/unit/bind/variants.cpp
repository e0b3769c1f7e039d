// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a partial shows of variants whose tag has not come yet.
#include "read_everywhere.hpp"

#include <coax/literal.hpp>
#include <coax/partial.hpp>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <variant>

using namespace coax;
using namespace coax::test;

namespace {

struct card {
    literal<"card"> by;
    std::string digits;
    bool operator==(card const&) const = default;
};
BOOST_DESCRIBE_STRUCT(card, (), (by, digits))
struct wire {
    literal<"wire"> by;
    std::string account;
    std::optional<int> sum;
    bool operator==(wire const&) const = default;
};
BOOST_DESCRIBE_STRUCT(wire, (), (by, account, sum))
using pay = std::variant<card, wire>;

struct order {
    std::vector<pay> pays;
    std::deque<std::optional<pay>> maybe;
    std::map<std::string, pay> by_name;
    std::map<std::string, std::optional<pay>> maybe_by_name;
    std::vector<std::vector<pay>> rows;
    std::optional<pay> tip;
    std::unique_ptr<pay> last;
};
BOOST_DESCRIBE_STRUCT(order, (), (pays, maybe, by_name, maybe_by_name, rows, tip, last))

bool shows_card(pay const& one) { return std::holds_alternative<card>(one); }
bool shows_card(std::optional<pay> const& one) { return one && shows_card(*one); }
bool shows_card(std::unique_ptr<pay> const& one) { return one && shows_card(*one); }
bool shows_card(order const& all)
{
    auto const any = [](auto const& list) {
        return std::any_of(list.begin(), list.end(), [](auto const& one) { return shows_card(one); });
    };
    auto const any_value = [](auto const& map) {
        return std::any_of(map.begin(), map.end(), [](auto const& one) { return shows_card(one.second); });
    };
    return any(all.pays) || any(all.maybe) || any_value(all.by_name) || any_value(all.maybe_by_name)
        || std::any_of(all.rows.begin(), all.rows.end(), any) || shows_card(all.tip) || shows_card(all.last);
}

constexpr std::string_view tag_first = R"({"by":"wire","account":"A"})";
constexpr std::string_view tag_last = R"({"account":"A","sum":5,"by":"wire"})";

/// An order of wires only.
std::string all_of(std::string_view one)
{
    std::string const w(one);
    return R"({"pays":[)" + w + "," + w + R"(],"maybe":[null,)" + w + R"(],"by_name":{"x":)" + w
        + R"(},"maybe_by_name":{"n":null,"y":)" + w + R"(},"rows":[[)" + w + "],[" + w + R"(]],"tip":)" + w
        + R"(,"last":)" + w + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(variants)

BOOST_AUTO_TEST_CASE(no_partial_shows_an_alternative_that_was_not_chosen)
{
    for (auto const level : {tolerance::strict, tolerance::report}) {
        for (auto const one : {tag_first, tag_last}) {
            for (std::string const before : {"", "Here it is:\n"}) {
                if (level == tolerance::strict && !before.empty())
                    continue;
                auto const text = before + all_of(one);
                order value;
                std::string fed;
                bind::value_builder to;
                repair::json_feed feed(to);
                feed.tolerate(
                    level, [&] { return std::string_view(fed); }, [&] { value = order(); });
                to.start(*detail::shape_of<order>(), &value);
                feed.start();
                bool shown = false;
                for (char const c : text) {
                    fed += c;
                    feed.feed(std::string(1, c));
                    shown = shown || shows_card(value);
                }
                feed.finish(true);
                BOOST_TEST(!shown, text);
                BOOST_TEST_REQUIRE(to.done());
                BOOST_TEST_REQUIRE(!to.broken());
                BOOST_TEST(value.pays.size() == 2U);
                BOOST_TEST(value.maybe.size() == 2U);
                BOOST_TEST(!value.maybe.front().has_value());
                BOOST_TEST(value.maybe.back().has_value());
                BOOST_TEST(std::get<wire>(value.by_name.at("x")).account == "A");
                BOOST_TEST(!value.maybe_by_name.at("n").has_value());
                BOOST_TEST(std::get<wire>(*value.maybe_by_name.at("y")).account == "A");
                BOOST_TEST(value.rows.size() == 2U);
                BOOST_TEST(std::get<wire>(*value.tip).account == "A");
                BOOST_TEST(std::get<wire>(*value.last).account == "A");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_tag_is_said_where_it_is)
{
    struct {
        std::string_view pays, says;
    } const all[]
        = {{R"([{"account":"A"}])", "/pays/0/by is missing"}, {R"([{"by":"cash"}])", "/pays/0/by must be one of"},
            {R"([{"by":5,"account":"A"}])", "/pays/0/by must be a string"}, {R"([null])", "/pays/0 must not be null"},
            {R"([[]])", "/pays/0 must be an object"}, {R"(["x"])", "/pays/0 must be an object"}};
    for (auto const& one : all) {
        auto const got = read_everywhere<order>(
            R"({"maybe":[],"by_name":{},"maybe_by_name":{},"rows":[],"pays":)" + std::string(one.pays) + "}");
        BOOST_TEST(got.report().starts_with(one.says), got.report());
    }
    auto const twice = read_everywhere<order>(R"({"pays":[],"maybe":[],"maybe_by_name":{},"rows":[],"by_name":{"x":)"
        + std::string(tag_first) + R"(,"x":)" + std::string(tag_last) + "}}");
    BOOST_TEST(twice.report().starts_with("/by_name/x is there twice"), twice.report());
}

BOOST_AUTO_TEST_CASE(an_object_whose_tag_is_last_is_read_as_it_is_written)
{
    auto const twice = read_everywhere<std::vector<pay>>(R"([{"account":"A","account":"B","by":"wire"}])");
    BOOST_TEST(twice.report().find("/value/0/account is there twice") != std::string::npos, twice.report());
    auto const huge = read_everywhere<std::vector<pay>>(R"([{"account":"A","sum":1e400,"by":"wire"}])");
    BOOST_TEST(!huge.good());
    auto const number = read_everywhere<std::vector<pay>>(R"([{"account":007.50,"by":"card"}])");
    BOOST_TEST(!number.good());
    auto const text = read_everywhere<std::vector<pay>>(R"([{"digits":1.50,"by":"card"}])");
    BOOST_TEST_REQUIRE(text.good(), text.report());
    BOOST_TEST(std::get<card>(text.value->front()).digits == "1.50");
}

BOOST_AUTO_TEST_CASE(any_json_holds_what_was_written_or_nothing)
{
    auto const twice = read_everywhere<std::map<std::string, boost::json::value>>(R"({"value":{"v":{"x":1,"x":2}}})");
    BOOST_TEST(twice.report().starts_with("/value/v/x is there twice"), twice.report());
    auto const huge = read_everywhere<std::map<std::string, boost::json::value>>(R"({"value":{"v":[0,{"x":-1e400}]}})");
    BOOST_TEST(huge.report().starts_with("/value/v/1/x is beyond"), huge.report());
    auto const root = read_everywhere<std::map<std::string, boost::json::value>>(R"({"value":{"v":1e400}})");
    BOOST_TEST(root.report().starts_with("/value/v is beyond"), root.report());
}

BOOST_AUTO_TEST_CASE(a_variant_in_a_variant_or_in_two_optionals_has_its_place)
{
    auto const nested = read_everywhere<std::vector<std::variant<std::optional<pay>>>>(
        R"({"value":[{"by":"wire","account":"A"},null,{"account":"B","by":"wire"}]})");
    BOOST_TEST_REQUIRE(nested.good(), nested.report());
    BOOST_TEST_REQUIRE(nested.value->size() == 3U);
    BOOST_TEST(std::get<wire>(*std::get<0>(nested.value->back())).account == "B");
    BOOST_TEST(!std::get<0>(nested.value->at(1)).has_value());
    auto const twice = read<std::vector<std::unique_ptr<std::optional<pay>>>>(
        R"({"value":[{"by":"wire","account":"A"},null,{"account":"B","by":"wire"}]})", tolerance::report, true);
    BOOST_TEST_REQUIRE(twice.good(), twice.report());
    BOOST_TEST(std::get<wire>(**twice.value->back()).account == "B");
    BOOST_TEST(!twice.value->at(1));
    auto const tuple
        = read_everywhere<std::pair<int, std::optional<pay>>>(R"({"value":[1,{"account":"B","by":"wire"}]})");
    BOOST_TEST_REQUIRE(tuple.good(), tuple.report());
    BOOST_TEST(std::get<wire>(*tuple.value->second).account == "B");
}

BOOST_AUTO_TEST_SUITE_END()
