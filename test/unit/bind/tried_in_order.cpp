// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Variants whose alternatives are tried one after another, and those that may hold nothing.
#include "shape/value_text.hpp"
#include "unit/bind/read_everywhere.hpp"

#include <coax/decimal.hpp>
#include <coax/json.hpp>

#include <chrono>
#include <variant>

using namespace coax::test;
using namespace std::chrono;

namespace {

enum class answer { yes, no };
BOOST_DESCRIBE_ENUM(answer, yes, no)

using any_number = std::variant<std::uint8_t, int, double>;
using any_text = std::variant<answer, year_month_day, seconds, std::string>;

struct reading_of {
    any_number number;
    any_text text;
    std::optional<std::variant<year_month_day, sys_seconds>> when;
    std::vector<std::variant<int, coax::decimal, bool, std::string>> mixed;
};
BOOST_DESCRIBE_STRUCT(reading_of, (), (number, text, when, mixed))
constexpr auto tag_invoke(coax::annotate_tag, reading_of const*)
{
    using coax::note;
    return coax::notes(note<&reading_of::number>().in_order(), note<&reading_of::text>().in_order(),
        note<&reading_of::when>().in_order(), note<&reading_of::mixed>().in_order());
}

std::string of(std::string_view number, std::string_view text, std::string_view more = R"("mixed":[])")
{
    return R"({"number":)" + std::string(number) + R"(,"text":)" + std::string(text) + "," + std::string(more) + "}";
}

reading_of taken(std::string const& json)
{
    auto got = bind_at_every_split<reading_of>(json);
    BOOST_TEST(got.good(), json << ": " << got.report());
    return std::move(*got.value);
}

} // namespace

BOOST_AUTO_TEST_SUITE(tried_in_order)

BOOST_AUTO_TEST_CASE(the_first_that_takes_a_number_is_meant)
{
    struct row {
        std::string_view text;
        std::size_t index;
    };
    for (auto const& [text, index] : {row{"0", 0}, row{"255", 0}, row{"256", 1}, row{"-1", 1}, row{"2.0", 0},
             row{"2.5", 2}, row{"2147483648", 2}, row{"1e300", 2}})
        BOOST_TEST(taken(of(text, R"("")")).number.index() == index, text);
    BOOST_TEST(std::get<double>(taken(of("2.5", R"("")")).number) == 2.5);
    BOOST_TEST(std::get<int>(taken(of("-1", R"("")")).number) == -1);
}

BOOST_AUTO_TEST_CASE(the_first_that_takes_a_string_is_meant)
{
    auto const text = [](std::string_view json) { return taken(of("1", json)).text; };
    BOOST_TEST((std::get<answer>(text(R"("no")")) == answer::no));
    BOOST_TEST((std::get<year_month_day>(text(R"("2026-02-28")")) == 2026y / 2 / 28));
    BOOST_TEST((std::get<seconds>(text(R"("PT5M")")) == 5min));
    BOOST_TEST(std::get<std::string>(text(R"("2026-02-30")")) == "2026-02-30");
    BOOST_TEST(std::get<std::string>(text(R"("")")).empty());
}

BOOST_AUTO_TEST_CASE(in_optionals_and_lists_too)
{
    auto const got
        = taken(of("1", R"("a")", R"("when":"2026-02-28T10:00:00Z","mixed":[1,1.50,true,"x",99999999999999999999])"));
    BOOST_TEST((std::get<sys_seconds>(*got.when) == sys_days(2026y / 2 / 28) + 10h));
    BOOST_TEST_REQUIRE(got.mixed.size() == 5U);
    BOOST_TEST(std::get<int>(got.mixed[0]) == 1);
    BOOST_TEST(std::get<coax::decimal>(got.mixed[1]).str() == "1.50");
    BOOST_TEST(std::get<bool>(got.mixed[2]));
    BOOST_TEST(std::get<std::string>(got.mixed[3]) == "x");
    BOOST_TEST(std::get<coax::decimal>(got.mixed[4]).str() == "99999999999999999999");
    BOOST_TEST(coax::detail::value_text(*coax::detail::shape_of<reading_of>(), &got).value_or("")
        == of("1", R"("a")", R"("when":"2026-02-28T10:00:00Z","mixed":[1,1.50,true,"x",99999999999999999999])"));
    BOOST_TEST(!taken(of("1", R"("a")", R"("when":null,"mixed":[])")).when);
}

BOOST_AUTO_TEST_CASE(what_none_takes_is_refused_once)
{
    auto const bad = bind_at_every_split<reading_of>(of("1e400", R"("")", R"("when":"soon","mixed":[])"));
    BOOST_TEST_REQUIRE(bad.violations.size() == 2U, bad.report());
    BOOST_TEST(bad.violations[0].pointer == "/number");
    BOOST_TEST(bad.violations[0].message == "must be a whole number or a whole number or a number, but is 1e400");
    BOOST_TEST(bad.violations[1].pointer == "/when");
    BOOST_TEST(bad.violations[1].message
        == "must be a date written as YYYY-MM-DD or a time written as YYYY-MM-DDThh:mm:ssZ, but is \"soon\"");
    auto const other = bind_at_every_split<reading_of>(of("true", R"("")"));
    BOOST_TEST_REQUIRE(other.violations.size() == 1U);
    BOOST_TEST(other.violations[0].message == "must be a whole number or a whole number or a number, but is a boolean");
}

BOOST_AUTO_TEST_CASE(monostate_is_null)
{
    using maybe = std::variant<std::monostate, int, std::string>;
    auto const text = [](maybe const& value) {
        return coax::detail::value_text(*coax::detail::shape_of<maybe>(), &value).value_or("");
    };
    auto const null = bind_at_every_split<std::vector<maybe>>(R"([null,3,"x"])");
    BOOST_TEST(null.good(), null.report());
    BOOST_TEST((*null.value == std::vector<maybe>{std::monostate(), 3, "x"}));
    BOOST_TEST(text(maybe()) == "null");
    BOOST_TEST(text(maybe(3)) == "3");
    auto const bad = bind_at_every_split<maybe>("true");
    BOOST_TEST_REQUIRE(bad.violations.size() == 1U);
    BOOST_TEST(bad.violations[0].message == "must be null or a whole number or a string, but is a boolean");
}

BOOST_AUTO_TEST_SUITE_END()
