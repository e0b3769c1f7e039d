// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// The snippets of doc/types.md, word for word, with just enough around them to run.
#include "client_fixture.hpp"

#include <coax.hpp>

#include <boost/json/object.hpp>

#include <cmath>

namespace {

using boost::asio::awaitable;

void show(auto const&...) { }

// [notes]
using urgency = coax::literal<"low", "normal", "high">;

struct line {
    std::string article;
    int count = 0;
    double price = 0;
};
BOOST_DESCRIBE_STRUCT(line, (), (article, count, price))
constexpr auto tag_invoke(coax::annotate_tag, line const*)
{
    return coax::notes(coax::note("One line of an order"), // of the type itself
        coax::note<&line::article>("Its number").pattern("^[A-Z]{2}-[0-9]+$").example("AB-17"),
        coax::note<&line::count>().ge(1).le(99), coax::note<&line::price>("For one, in euros").gt(0));
}

struct order {
    std::vector<line> lines;
    urgency urgent = "normal";
    std::optional<std::string> note;
    std::chrono::year_month_day day{};
    double total = 0;
};
BOOST_DESCRIBE_STRUCT(order, (), (lines, urgent, note, day, total))
constexpr auto tag_invoke(coax::annotate_tag, order const*)
{
    return coax::notes(coax::note<&order::lines>().min_items(1), coax::note<&order::urgent>().or_default(),
        coax::note<&order::day>("When it was ordered").rename("date"));
}

// [rule]
void tag_invoke(coax::validate_tag, order const& value, coax::violations& found)
{
    double sum = 0;
    for (auto const& one : value.lines)
        sum += one.count * one.price;
    if (std::abs(sum - value.total) > 0.005)
        found.add<&order::total>("must be the sum of the lines, which is " + std::to_string(sum));
}

// [found]
static_assert(coax::has_notes<order> && coax::has_rule<order>);

// [alternatives]
struct card {
    coax::literal<"card"> by;
    std::string last_digits;
};
BOOST_DESCRIBE_STRUCT(card, (), (by, last_digits))
struct transfer {
    coax::literal<"transfer"> by;
    std::string account;
};
BOOST_DESCRIBE_STRUCT(transfer, (), (by, account))
using payment = std::variant<card, transfer>;

struct topic {
    std::string title;
    std::vector<topic> parts;
};
BOOST_DESCRIBE_STRUCT(topic, (), (title, parts))

// [in order]
struct reading {
    std::variant<int, double> value;
    std::optional<std::variant<std::chrono::year_month_day, std::string>> taken; // a date, or any words
};
BOOST_DESCRIBE_STRUCT(reading, (), (value, taken))
constexpr auto tag_invoke(coax::annotate_tag, reading const*)
{
    return coax::notes(coax::note<&reading::value>().in_order(), coax::note<&reading::taken>().in_order());
}

// [represent]
class version {
public:
    version() = default;
    explicit version(std::string_view text) : text_(text)
    {
        if (text.find('.') == text.npos)
            throw std::invalid_argument("a version has a point");
    }
    std::string const& str() const { return text_; }

private:
    std::string text_;
};

constexpr auto tag_invoke(coax::represent_tag, version const*)
{
    return coax::as_string(
        [](std::string_view text) { return version(text); }, [](version const& from) { return from.str(); })
        .words("a version such as 1.2.3")
        .pattern("^[0-9]+([.][0-9]+)+$");
}

// [enums]
enum class mood { good, not_so_good };
BOOST_DESCRIBE_ENUM(mood, good, not_so_good)
constexpr auto tag_invoke(coax::annotate_tag, mood const*)
{
    return coax::notes(coax::note<mood::not_so_good>("Tired counts, too").rename("not-so-good"));
}

// [partial]
awaitable<order> watch(coax::client client, std::string letter)
{
    auto stream = client.stream<order>("What is ordered here?\n" + letter);
    while (auto const now = co_await stream.next()) {
        show("writing", now->path()); // "/lines/2/article"
        show("lines so far", (*now)->lines.size());
        if (now->complete<&order::total>())
            show("total", (*now)->total);
        else
            show("total is", to_string(now->state<&order::total>())); // absent, streaming
    }
    auto const done = co_await stream.result();
    co_return done.value;
}

// [failure]
awaitable<bool> try_it(coax::client client, std::string letter)
{
    auto const got = co_await coax::settle(client.extract<order>(letter)); // or try, and catch coax::error
    if (got) {
        show(got->total);
        co_return true;
    }
    coax::failure const& why = got.error();
    show(why.code == coax::errc::invalid_answer, why.message, why.provider_message);
    for (auto const& broken : why.violations)
        show(broken.pointer, broken.message); // "/lines/0/count", "must be at most 99, but is 120"
    co_return false;
}

struct suite : coax::test::client_fixture { };

constexpr auto good = R"({"lines":[{"article":"AB-1","count":2,"price":1.5}],"date":"2026-02-28","total":3})";

} // namespace

BOOST_FIXTURE_TEST_SUITE(type_snippets, suite, *boost::unit_test::fixture<coax::test::own_authority_only>())

BOOST_AUTO_TEST_CASE(an_order)
{
    server.enqueue(coax::sim::reply::json(good));
    server.enqueue(coax::sim::reply::json(R"({"lines":[{"article":"AB-1","count":120)"));
    auto const with = connect("anthropic");
    auto const work = [&]() -> awaitable<void> {
        auto const got = co_await watch(with, "Two AB-1, please.");
        BOOST_TEST((got.urgent == "normal"));
        BOOST_TEST((got.day.day() == std::chrono::day(28)));
        bool const good_one = co_await try_it(with, "A gross of AB-1.");
        BOOST_TEST(!good_one);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(other_types)
{
    server.enqueue(coax::sim::reply::json(R"({"value":{"by":"transfer","account":"AT61"}})"));
    server.enqueue(coax::sim::reply::json(R"({"value":"not-so-good"})"));
    server.enqueue(coax::sim::reply::json(R"({"title":"a","parts":[{"title":"b","parts":[]}]})"));
    server.enqueue(coax::sim::reply::json(R"({"value":2.5,"taken":"in spring"})"));
    server.enqueue(coax::sim::reply::json(R"({"value":"new"})"));
    server.enqueue(coax::sim::reply::json(R"({"value":"1.2"})"));
    auto const with = connect("anthropic");
    auto const work = [&]() -> awaitable<void> {
        auto const paid = co_await with.extract<payment>("How was it paid?");
        BOOST_TEST(std::get<transfer>(paid).account == "AT61");
        auto const felt = co_await with.extract<mood>("How was it?");
        BOOST_TEST((felt == mood::not_so_good));
        auto const all = co_await with.extract<topic>("What is it about?");
        BOOST_TEST(all.parts.at(0).title == "b");
        auto const read = co_await with.extract<reading>("What does it show?");
        BOOST_TEST(std::get<double>(read.value) == 2.5);
        BOOST_TEST(std::get<std::string>(*read.taken) == "in spring");
        auto const which = coax::request("Which is the newest?").max_reasks(1);
        auto const newest = co_await with.extract_detailed<version>(which);
        BOOST_TEST(newest.value.str() == "1.2");
        BOOST_TEST_REQUIRE(newest.attempts.size() == 2U);
        BOOST_TEST(newest.attempts.front().violations.at(0).message
            == "must be a version such as 1.2.3, but is \"new\": a version has a point");
    };
    run(work());
}

BOOST_AUTO_TEST_SUITE_END()
