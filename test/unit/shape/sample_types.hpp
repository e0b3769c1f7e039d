// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/annotate.hpp>
#include <coax/bytes.hpp>
#include <coax/decimal.hpp>
#include <coax/literal.hpp>

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/uuid/uuid.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

// One type for each thing a schema can say.
namespace sample {

enum class urgency { low, high };
BOOST_DESCRIBE_ENUM(urgency, low, high)
constexpr auto tag_invoke(coax::annotate_tag, urgency const*)
{
    return coax::notes(
        coax::note<urgency::low>("can wait"), coax::note<urgency::high>("customer is blocked").rename("HIGH"));
}

struct scalars {
    bool flag = false;
    int count = 0;
    unsigned size = 0;
    std::int8_t tiny = 0;
    std::uint16_t port = 0;
    std::int64_t wide = 0;
    std::uint64_t huge = 0;
    double ratio = 0;
    float half = 0;
    std::string text;
    boost::json::value anything;
};
BOOST_DESCRIBE_STRUCT(scalars, (), (flag, count, size, tiny, port, wide, huge, ratio, half, text, anything))

struct choices {
    urgency level{};
    coax::literal<"a", "b"> letter;
    coax::literal<"only"> kind;
    std::optional<urgency> maybe;
};
BOOST_DESCRIBE_STRUCT(choices, (), (level, letter, kind, maybe))
constexpr auto tag_invoke(coax::annotate_tag, choices const*)
{
    return coax::notes(coax::note<&choices::level>("How urgent it is"));
}

struct noted {
    double confidence = 0;
    int stars = 0;
    std::uint8_t percent = 0;
    std::string code;
    std::vector<std::string> tags;
    std::optional<double> score;
    int retries = 3;
    std::string internal_name;
};
BOOST_DESCRIBE_STRUCT(noted, (), (confidence, stars, percent, code, tags, score, retries, internal_name))
constexpr auto tag_invoke(coax::annotate_tag, noted const*)
{
    using coax::note;
    return coax::notes(note("A noted thing").closed(), note<&noted::confidence>("Confidence score 0-1").ge(0).le(1.0),
        note<&noted::stars>().gt(0).lt(6).multiple_of(1).example(3).example(5), note<&noted::percent>().le(100),
        note<&noted::code>("Two letters").min_length(2).max_length(2).pattern("^[A-Z]{2}$").example("DE"),
        note<&noted::tags>().min_items(1).max_items(5), note<&noted::score>("If known").ge(0.5),
        note<&noted::retries>().or_default(), note<&noted::internal_name>().rename("name"));
}

struct times {
    std::chrono::year_month_day day;
    std::chrono::sys_days same_day;
    std::chrono::sys_seconds at;
};
BOOST_DESCRIBE_STRUCT(times, (), (day, same_day, at))

struct forms {
    std::chrono::minutes length{};
    std::chrono::months age{};
    std::chrono::local_seconds at;
    std::chrono::year_month month;
    boost::uuids::uuid id{};
    std::filesystem::path file;
    coax::decimal price;
    coax::bytes data;
    std::shared_ptr<int> shared;
    std::map<int, std::string> by_number;
    std::variant<std::monostate, double, std::string> some;
    std::variant<int, double> number;
};
BOOST_DESCRIBE_STRUCT(forms, (), (length, age, at, month, id, file, price, data, shared, by_number, some, number))
constexpr auto tag_invoke(coax::annotate_tag, forms const*)
{
    return coax::notes(coax::note<&forms::price>("For one").gt(0), coax::note<&forms::number>().in_order(),
        coax::note<&forms::at>("When it begins"));
}

struct containers {
    std::vector<int> growing;
    std::array<double, 3> fixed{};
    std::list<std::string> linked;
    std::set<std::string> unique;
    std::vector<bool> flags;
    std::vector<std::optional<int>> holes;
    std::pair<std::string, int> both;
    std::tuple<int, int> point;
};
BOOST_DESCRIBE_STRUCT(containers, (), (growing, fixed, linked, unique, flags, holes, both, point))

struct maps {
    std::map<std::string, int> by_name;
    std::unordered_map<urgency, double> by_urgency;
};
BOOST_DESCRIBE_STRUCT(maps, (), (by_name, by_urgency))
constexpr auto tag_invoke(coax::annotate_tag, maps const*)
{
    return coax::notes(coax::note<&maps::by_name>("Counts").min_items(1));
}

struct by_urgency {
    std::map<urgency, double> weights;
};
BOOST_DESCRIBE_STRUCT(by_urgency, (), (weights))

struct circle {
    double radius = 0;
    coax::literal<"circle"> kind;
};
BOOST_DESCRIBE_STRUCT(circle, (), (radius, kind))
struct square {
    coax::literal<"square"> kind;
    double side = 0;
};
BOOST_DESCRIBE_STRUCT(square, (), (kind, side))
using figure = std::variant<circle, square>;

struct drawing {
    figure main;
    std::vector<figure> others;
    std::variant<int, std::string> id;
};
BOOST_DESCRIBE_STRUCT(drawing, (), (main, others, id))

struct address {
    std::string street;
    std::string city;
};
BOOST_DESCRIBE_STRUCT(address, (), (street, city))
constexpr auto tag_invoke(coax::annotate_tag, address const*) { return coax::notes(coax::note("A postal address")); }

namespace other {
struct address {
    std::string url;
};
BOOST_DESCRIBE_STRUCT(address, (), (url))
} // namespace other

struct customer {
    address home;
    address work;
    std::optional<address> holiday;
    std::vector<other::address> sites;
    other::address main_site;
};
BOOST_DESCRIBE_STRUCT(customer, (), (home, work, holiday, sites, main_site))
constexpr auto tag_invoke(coax::annotate_tag, customer const*)
{
    return coax::notes(
        coax::note<&customer::work>("Where they work"), coax::note<&customer::holiday>("Where they go, if known"));
}

struct one_address {
    address home;
};
BOOST_DESCRIBE_STRUCT(one_address, (), (home))
constexpr auto tag_invoke(coax::annotate_tag, one_address const*)
{
    return coax::notes(coax::note<&one_address::home>("Where they live"));
}

struct node {
    std::string name;
    std::vector<node> children;
    std::unique_ptr<node> next;
};
BOOST_DESCRIBE_STRUCT(node, (), (name, children, next))

struct forest {
    node first;
    std::vector<node> rest;
};
BOOST_DESCRIBE_STRUCT(forest, (), (first, rest))
constexpr auto tag_invoke(coax::annotate_tag, forest const*)
{
    return coax::notes(coax::note<&forest::first>("The oldest tree"));
}

struct animal {
    std::string species;
    int legs = 4;
};
BOOST_DESCRIBE_STRUCT(animal, (), (species, legs))
constexpr auto tag_invoke(coax::annotate_tag, animal const*)
{
    return coax::notes(coax::note<&animal::legs>("How many legs").ge(0), coax::note<&animal::species>("Latin name"));
}
struct dog : animal {
    std::string breed;
};
BOOST_DESCRIBE_STRUCT(dog, (animal), (breed))
constexpr auto tag_invoke(coax::annotate_tag, dog const*)
{
    return coax::notes(coax::note<&animal::legs>("Four, mostly").le(4));
}

struct nothing { };
BOOST_DESCRIBE_STRUCT(nothing, (), ())

} // namespace sample
