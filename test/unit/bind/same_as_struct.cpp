// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A described struct, and the type that is made of its schema at run time, say the same of 10,000 random answers: they
// accept, refuse and repair the same.
#include "random_answer.hpp"
#include "shape/value_text.hpp"
#include "typed_value.hpp"
#include "json/json_equality.hpp"

#include <coax/annotate.hpp>
#include <coax/schema.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

namespace {

namespace json = boost::json;
using namespace coax;

struct ware {
    std::string name;
    std::int64_t count = 0;
    double price = 0;
    std::optional<std::string> note;
    bool fresh = false;
};
BOOST_DESCRIBE_STRUCT(ware, (), (name, count, price, note, fresh))
constexpr auto tag_invoke(annotate_tag, ware const*)
{
    return notes(note<&ware::name>("As on the label").min_length(2).max_length(12).pattern("^[A-Za-z ]+$"),
        note<&ware::count>().ge(0).le(99), note<&ware::price>().gt(0).multiple_of(0.5),
        note<&ware::fresh>().or_default());
}

struct by_card {
    literal<"card"> by;
    std::string digits;
};
BOOST_DESCRIBE_STRUCT(by_card, (), (by, digits))
struct by_transfer {
    literal<"transfer"> by;
    std::string account;
    std::optional<ware> gift;
};
BOOST_DESCRIBE_STRUCT(by_transfer, (), (by, account, gift))

struct purchase {
    std::vector<ware> wares;
    literal<"low", "normal", "high"> urgency;
    std::map<std::string, std::int64_t> stock;
    std::tuple<std::string, std::int64_t> batch;
    std::variant<by_card, by_transfer> payment;
    std::set<std::string> tags;
    std::chrono::year_month_day day{};
    std::variant<std::int64_t, std::string, std::vector<std::int64_t>> mixed;
    std::vector<std::optional<std::int64_t>> gaps;
};
BOOST_DESCRIBE_STRUCT(purchase, (), (wares, urgency, stock, batch, payment, tags, day, mixed, gaps))
constexpr auto tag_invoke(annotate_tag, purchase const*)
{
    return notes(note<&purchase::wares>().min_items(1).max_items(3), note<&purchase::stock>().max_items(3));
}

struct read_struct {
    purchase value;
    std::vector<violation> violations;
    std::vector<applied_repair> repairs;
    std::vector<std::string> unknown;
    bool done = false;

    [[nodiscard]] bool good() const { return done && violations.empty(); }
};

read_struct read(std::string_view text, tolerance level)
{
    read_struct result;
    bind::value_builder to;
    repair::json_feed feed(to);
    feed.tolerate(
        level, [&] { return text; }, [&] { result.value = purchase(); });
    to.start(*detail::shape_of<purchase>(), &result.value);
    feed.start();
    feed.feed(text);
    feed.finish(true);
    result.violations = to.violations();
    result.repairs = feed.repairs();
    result.unknown = to.unknown_keys();
    result.done = to.done();
    return result;
}

/// What tells a missing member from an empty one is left out, and a set has no order.
json::value plain(json::value value, std::string_view name = {})
{
    if (auto* members = value.if_object()) {
        json::object kept;
        for (auto& [key, one] : *members)
            if (!one.is_null() && !(key == "fresh" && one == false))
                kept[key] = plain(std::move(one), {key.data(), key.size()});
        return kept;
    }
    if (auto* list = value.if_array()) {
        if (name == "tags")
            std::sort(list->begin(), list->end(),
                [](auto const& a, auto const& b) { return a.get_string() < b.get_string(); });
        for (auto& one : *list)
            one = plain(std::move(one));
    }
    return value;
}

/// Words differ where a type's range is said, but not what they are about.
std::string places(std::vector<violation> const& all)
{
    std::string text;
    for (auto const& one : all)
        text += one.pointer + " " + std::string(to_string(one.rule)) + "\n";
    return text;
}

std::string words(std::vector<applied_repair> const& all)
{
    std::string text;
    for (auto const& one : all)
        text += std::string(to_string(one.repair)) + " " + one.pointer + " " + std::to_string(one.offset) + "+"
            + std::to_string(one.size) + "\n";
    return text;
}

json::value sample()
{
    return json::parse(R"({
        "wares": [{"name": "Oat milk", "count": 3, "price": 1.5, "note": "cold", "fresh": true},
                  {"name": "Bread", "count": 1, "price": 4}],
        "urgency": "normal", "stock": {"a": 1, "b": 20}, "batch": ["x", 7],
        "payment": {"by": "transfer", "account": "AT61", "gift": {"name": "Soap", "count": 1, "price": 2.5}},
        "tags": ["new", "sale"], "day": "2026-11-28", "mixed": [1, 2], "gaps": [1, null, 3]})");
}

BOOST_AUTO_TEST_CASE(a_struct_and_the_type_of_its_schema_agree_on_random_answers)
{
    constexpr int count = 10'000;
    auto const of = type::from_schema(schema_of<purchase>());
    test::random_answer random(sample(), 20261128);
    int good = 0;
    int repaired = 0;
    for (int i = 0; i < count; ++i) {
        auto const text = random.next();
        auto const level = std::array{tolerance::strict, tolerance::report, tolerance::lenient}[std::size_t(i) % 3];
        BOOST_TEST_CONTEXT(text << " at " << int(level))
        {
            auto const by_struct = read(text, level);
            auto const by_type = test::typed(of, text, level, i % 7 == 0 ? 3 : 0);
            BOOST_TEST(by_type.done == by_struct.done);
            BOOST_TEST(places(by_type.violations) == places(by_struct.violations));
            BOOST_TEST(words(by_type.repairs) == words(by_struct.repairs));
            BOOST_TEST((by_type.unknown == by_struct.unknown));
            if (!by_struct.good() || !by_type.good())
                continue;
            ++good;
            repaired += by_struct.repairs.empty() ? 0 : 1;
            auto const written = detail::value_text(*detail::shape_of<purchase>(), &by_struct.value).value();
            BOOST_TEST(coax::json::equal(plain(json::parse(written)), plain(by_type.value)),
                written << " and " << json::serialize(by_type.value));
        }
    }
    BOOST_TEST(good > count / 5);
    BOOST_TEST(good < count * 4 / 5);
    BOOST_TEST(repaired > count / 20);
}

} // namespace
