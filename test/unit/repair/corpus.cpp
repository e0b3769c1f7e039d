// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The cases of test/data/tolerant, each in whole, cut in two at every place, and byte by byte.
#include "reading.hpp"

#include <coax/annotate.hpp>
#include <coax/literal.hpp>

#include <boost/describe/enum.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <variant>

using namespace coax;
using namespace coax::test;

namespace {

struct person {
    std::string name;
    int age = 0;
    std::optional<std::string> email;
    bool operator==(person const&) const = default;
};
BOOST_DESCRIBE_STRUCT(person, (), (name, age, email))

struct order {
    double price = 0;
    std::int64_t count = 0;
    bool paid = false;
    std::optional<double> discount;
    bool operator==(order const&) const = default;
};
BOOST_DESCRIBE_STRUCT(order, (), (price, count, paid, discount))
constexpr auto tag_invoke(annotate_tag, order const*)
{
    return notes(
        note<&order::price>("").le(1000000), note<&order::count>("").or_default(), note<&order::paid>("").or_default());
}

enum class mood { calm, very_happy, sad };
BOOST_DESCRIBE_ENUM(mood, calm, very_happy, sad)

struct ticket {
    literal<"billing", "technical", "feature-request", "C", "C++", "-1", "1"> label;
    std::optional<mood> feeling;
    bool operator==(ticket const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ticket, (), (label, feeling))

struct lists {
    std::vector<std::string> tags;
    std::optional<std::vector<int>> marks;
    std::vector<person> people;
    bool operator==(lists const&) const = default;
};
BOOST_DESCRIBE_STRUCT(lists, (), (tags, marks, people))
constexpr auto tag_invoke(annotate_tag, lists const*)
{
    return notes(note<&lists::tags>("").or_default(), note<&lists::people>("").or_default());
}

struct text {
    std::string words;
    std::string more;
    bool operator==(text const&) const = default;
};
BOOST_DESCRIBE_STRUCT(text, (), (words, more))
constexpr auto tag_invoke(annotate_tag, text const*) { return notes(note<&text::more>("").or_default()); }

struct product {
    std::string product_name;
    person made_by;
    std::map<std::string, int> stock;
    bool operator==(product const&) const = default;
};
BOOST_DESCRIBE_STRUCT(product, (), (product_name, made_by, stock))

struct twins {
    std::optional<int> first_name;
    std::optional<int> firstName;
    bool operator==(twins const&) const = default;
};
BOOST_DESCRIBE_STRUCT(twins, (), (first_name, firstName))

struct circle {
    literal<"circle"> type;
    double radius = 0;
    bool operator==(circle const&) const = default;
};
BOOST_DESCRIBE_STRUCT(circle, (), (type, radius))
struct square {
    literal<"square"> type;
    double side = 0;
    bool operator==(square const&) const = default;
};
BOOST_DESCRIBE_STRUCT(square, (), (type, side))
struct drawing {
    std::variant<circle, square> shape;
    std::variant<int, std::string> size;
    bool operator==(drawing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(drawing, (), (shape, size))

/// === name | type | tolerances, "cut" where the model did not end by itself
/// the answer, as many lines as it has
/// --- value, or error, or repairs, each with lines of its own
struct example {
    std::string file, name, type, policy, input;
    std::optional<std::string> value;
    std::vector<std::string> errors, repairs;
};

std::vector<example> examples()
{
    std::vector<example> all;
    for (auto const& entry : std::filesystem::directory_iterator(COAX_TEST_DATA "/tolerant")) {
        std::ifstream file(entry.path());
        std::string line, part;
        bool first = true;
        while (std::getline(file, line)) {
            if (line.starts_with("=== ")) {
                auto& one = all.emplace_back();
                one.file = entry.path().filename().string();
                std::istringstream words(line.substr(4));
                std::getline(words, one.name, '|');
                words >> one.type >> part;
                std::getline(words, one.policy);
                part = "input";
                first = true;
            } else if (line.starts_with("--- ")) {
                part = line.substr(4);
            } else if (all.empty() || (line.empty() && part != "input")) {
                continue;
            } else if (part == "input") {
                all.back().input += (first ? "" : "\n") + line;
                first = false;
            } else if (part == "value") {
                all.back().value = all.back().value.value_or("") + line;
            } else {
                (part == "error" ? all.back().errors : all.back().repairs).push_back(line);
            }
        }
    }
    return all;
}

std::vector<std::string> printed(std::vector<applied_repair> const& repairs, std::string_view input)
{
    std::vector<std::string> lines;
    for (auto const& one : repairs) {
        auto const bytes = input.substr(one.offset, one.size);
        auto line = std::string(to_string(one.repair)) + " " + (one.pointer.empty() ? "/" : one.pointer) + " ";
        lines.push_back(line + boost::json::serialize(boost::json::string(bytes.data(), bytes.size())));
    }
    return lines;
}

bool same(std::vector<std::string> const& errors, std::vector<violation> const& found)
{
    bool all = errors.size() == found.size();
    for (std::size_t i = 0; all && i < errors.size(); ++i) {
        auto const space = errors[i].find(' ');
        auto const pointer = errors[i].substr(0, space);
        all = (pointer == "/" ? "" : pointer) == found[i].pointer
            && found[i].message.find(errors[i].substr(space + 1)) != std::string::npos;
    }
    return all;
}

template <class T>
void check(example const& one, tolerance level, bool clean)
{
    auto const first = read<T>(one.input, level, clean);
    BOOST_TEST(first.good() == one.value.has_value(), first.report());
    if (one.value) {
        auto const wanted = read<T>(*one.value, tolerance::strict, true);
        BOOST_TEST_REQUIRE(wanted.good(), "the case itself is wrong: " << wanted.report());
        BOOST_TEST((*first.value == *wanted.value), "another value");
    } else {
        BOOST_TEST(same(one.errors, first.violations), first.report());
    }
    if (one.value) {
        auto const repairs = printed(first.repairs, one.input);
        BOOST_TEST(repairs == one.repairs, boost::test_tools::per_element());
    }
    if (level != tolerance::strict)
        for (auto const& repair : first.repairs)
            BOOST_TEST(repair.offset + repair.size <= one.input.size());
    auto const again = [&](std::vector<std::size_t> const& cuts) {
        auto const other = read<T>(one.input, level, clean, cuts);
        bool const equal = other.done == first.done && other.violations == first.violations
            && other.repairs == first.repairs && (!first.good() || *other.value == *first.value);
        BOOST_TEST(equal, "cut at " << cuts.front() << " it is otherwise: " << other.report());
    };
    std::vector<std::size_t> every;
    for (std::size_t at = 1; at < one.input.size(); ++at) {
        again({at});
        every.push_back(at);
    }
    if (!every.empty())
        again(every);
}

void check(example const& one)
{
    static std::map<std::string, void (*)(example const&, tolerance, bool)> const by_type{{"person", &check<person>},
        {"order", &check<order>}, {"ticket", &check<ticket>}, {"lists", &check<lists>}, {"text", &check<text>},
        {"product", &check<product>}, {"twins", &check<twins>}, {"drawing", &check<drawing>},
        {"people", &check<std::vector<person>>}, {"numbers", &check<std::vector<int>>}};
    auto const found = by_type.find(one.type);
    BOOST_TEST_REQUIRE((found != by_type.end()), "no such type: " << one.type);
    bool const clean = one.policy.find("cut") == std::string::npos;
    std::pair<std::string_view, tolerance> const policies[]
        = {{"strict", tolerance::strict}, {"report", tolerance::report}, {"lenient", tolerance::lenient}};
    for (auto const& [word, level] : policies)
        if (one.policy.find(word) != std::string::npos)
            BOOST_TEST_CONTEXT(word)
    found->second(one, level, clean);
}

} // namespace

BOOST_AUTO_TEST_SUITE(corpus)

BOOST_AUTO_TEST_CASE(every_case_gives_what_it_must_however_it_is_cut)
{
    auto const all = examples();
    BOOST_TEST(all.size() >= 150U);
    for (auto const& one : all)
        BOOST_TEST_CONTEXT(one.file << ": " << one.name)
    check(one);
}

BOOST_AUTO_TEST_SUITE_END()
