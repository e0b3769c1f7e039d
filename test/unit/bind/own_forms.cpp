// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Types whose values are strings or numbers of a form of their own.
#include "shape/value_text.hpp"
#include "unit/bind/read_everywhere.hpp"

#include <coax/bytes.hpp>
#include <coax/decimal.hpp>
#include <coax/json.hpp>

#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <chrono>
#include <filesystem>
#include <limits>
#include <map>
#include <unordered_map>

using namespace coax::test;
using namespace std::chrono;

namespace {

/// Reads a good text, and writes it again.
template <class T>
T taken(std::string_view json, std::string_view written = {})
{
    auto const got = bind_at_every_split<T>(json);
    BOOST_TEST(got.good(), json << ": " << got.report());
    auto const text = coax::detail::value_text(*coax::detail::shape_of<T>(), got.value.get());
    BOOST_TEST(text.value_or("") == (written.empty() ? json : written));
    return std::move(*got.value);
}

/// The one violation of a bad text.
template <class T>
coax::violation refused(std::string_view json)
{
    auto const got = bind_at_every_split<T>(json);
    BOOST_TEST(got.violations.size() == 1U, json << ": " << got.report());
    return got.violations.empty() ? coax::violation() : got.violations.front();
}

struct shared_tree {
    std::string name;
    std::shared_ptr<shared_tree> left;
    std::shared_ptr<int> count;
};
BOOST_DESCRIBE_STRUCT(shared_tree, (), (name, left, count))

struct priced {
    coax::decimal price;
    std::optional<coax::decimal> tax;
};
BOOST_DESCRIBE_STRUCT(priced, (), (price, tax))
constexpr auto tag_invoke(coax::annotate_tag, priced const*)
{
    return coax::notes(coax::note<&priced::price>().gt(0).le(99.5).example(12));
}

struct filed {
    boost::uuids::uuid id{};
    std::filesystem::path at;
    std::optional<std::filesystem::path> other;
    std::vector<coax::bytes> parts;
};
BOOST_DESCRIBE_STRUCT(filed, (), (id, at, other, parts))

} // namespace

BOOST_AUTO_TEST_SUITE(own_forms)

BOOST_AUTO_TEST_CASE(durations_are_iso_8601)
{
    BOOST_TEST((taken<seconds>(R"("PT1H30M")") == 90min));
    BOOST_TEST((taken<minutes>(R"("P1DT2H")") == 26h));
    BOOST_TEST((taken<minutes>(R"("PT90M")", R"("PT1H30M")") == 90min));
    BOOST_TEST((taken<days>(R"("P2W")", R"("P14D")") == days(14)));
    BOOST_TEST((taken<milliseconds>(R"("PT0.25S")") == 250ms));
    BOOST_TEST((taken<milliseconds>(R"("PT0,5M")", R"("PT30S")") == 30s));
    BOOST_TEST((taken<nanoseconds>(R"("-PT1.000000001S")") == -1s - 1ns));
    BOOST_TEST((taken<duration<double>>(R"("PT1.5S")").count() == 1.5));
    BOOST_TEST((taken<seconds>(R"("PT0S")") == 0s));
    BOOST_TEST((taken<months>(R"("P1Y2M")") == months(14)));
    BOOST_TEST((taken<years>(R"("P24M")", R"("P2Y")") == years(2)));
    BOOST_TEST((taken<duration<std::int8_t>>(R"("-PT2M8S")").count() == -128));
}

BOOST_AUTO_TEST_CASE(what_is_no_duration_or_does_not_fit_is_refused_in_words)
{
    using coax::rule;
    for (auto const* text : {R"("")", R"("P")", R"("PT")", R"("P1DT")", R"("1h")", R"("PT1M1H")", R"("PT.5S")",
             R"("P1H")", R"("PT1.5M3S")", R"("PT-1S")", R"("PT1S ")"}) {
        auto const why = refused<seconds>(text);
        BOOST_TEST((why.rule == rule::format), text);
        BOOST_TEST(why.message == std::string("must be a duration such as PT1H30M, but is ") + text);
    }
    BOOST_TEST(refused<minutes>(R"("PT90S")").message
        == "must be a duration such as PT1H30M, but is \"PT90S\": it is not a whole number of minutes");
    BOOST_TEST(refused<hours>(R"("P1M")").message.ends_with("years and months have no fixed length"));
    BOOST_TEST(refused<months>(R"("P3D")").message
        == "must be a duration of years and months such as P1Y6M, but is \"P3D\": only years and months can be meant");
    BOOST_TEST(refused<years>(R"("P18M")").message.ends_with("it is not a whole number of years"));
    BOOST_TEST(refused<nanoseconds>(R"("P9999999D")").message.ends_with("it is too long"));
    BOOST_TEST(refused<seconds>(R"("P99999999999999999999D")").message.ends_with("it is too long"));
    BOOST_TEST(refused<duration<std::int8_t>>(R"("PT128S")").message.ends_with("it is too long"));
    BOOST_TEST(refused<duration<std::uint32_t>>(R"("-PT1S")").message.ends_with("it is negative"));
    BOOST_TEST(refused<seconds>("90").message == "must be a duration such as PT1H30M, but is a number");
}

BOOST_AUTO_TEST_CASE(local_times_and_months_have_no_offset)
{
    using local = local_time<milliseconds>;
    BOOST_TEST((taken<local>(R"("2026-02-28T10:00:00.250000000")") == local_days(2026y / 2 / 28) + 10h + 250ms));
    BOOST_TEST((taken<local_seconds>(R"("2026-02-28 10:00:00")", R"("2026-02-28T10:00:00")")
        == local_days(2026y / 2 / 28) + 10h));
    BOOST_TEST((taken<local_days>(R"("2024-02-29")") == local_days(2024y / 2 / 29)));
    BOOST_TEST((taken<year_month>(R"("2026-02")") == 2026y / February));
    for (auto const* text : {R"("2026-02-28T10:00:00Z")", R"("2026-02-28T10:00:00+01:00")", R"("2026-02-28")"})
        BOOST_TEST(refused<local_seconds>(text).message
            == std::string("must be a time written as YYYY-MM-DDThh:mm:ss, without an offset, but is ") + text);
    for (auto const* text : {R"("2026-2")", R"("2026-13")", R"("2026-02-28")", R"("2026")"})
        BOOST_TEST(
            refused<year_month>(text).message == std::string("must be a month written as YYYY-MM, but is ") + text);
}

BOOST_AUTO_TEST_CASE(shared_pointers_are_as_unique_ones)
{
    auto const got = bind_at_every_split<shared_tree>(R"({"name":"a","left":{"name":"b","left":null,"count":3}})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->left->name == "b");
    BOOST_TEST(*got.value->left->count == 3);
    BOOST_TEST(!got.value->count);
    BOOST_TEST(refused<shared_tree>(R"({"name":"a","left":{"name":1}})").pointer == "/left/name");
}

BOOST_AUTO_TEST_CASE(decimals_keep_their_digits)
{
    for (auto const* digits : {"12.30", "-0.10", "0", "1e2", "123456789012345678901234567890.5", "9007199254740993",
             "18446744073709551615", "0.1000000000000000055511151231257827"})
        BOOST_TEST(taken<coax::decimal>(digits).str() == digits);
    auto const list = taken<std::vector<coax::decimal>>("[1.50,2.00,3]");
    BOOST_TEST(list.at(1).str() == "2.00");

    auto const got = bind_at_every_split<priced>(R"({"price":12.30,"tax":null})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST((refused<priced>(R"({"price":99.51})").message == "must be at most 99.5, but is 99.51"));
    BOOST_TEST((refused<priced>(R"({"price":0.00})").message == "must be more than 0, but is 0"));
    BOOST_TEST((refused<priced>(R"({"price":"12.30"})").message == "must be a number, but is a string"));
    BOOST_TEST((refused<coax::decimal>("1e9999999").message
        == "must be a number, but is 1e9999999: its exponent is too large"));
}

BOOST_AUTO_TEST_CASE(decimals_are_read_loosely_without_loss)
{
    using coax::applied_repair;
    auto const price = [](std::string_view json, applied_repair::kind repair) {
        auto const got = read_everywhere<priced>(json);
        BOOST_TEST(got.good(), json << ": " << got.report());
        BOOST_TEST(put_right(got, repair, "/price"), json);
        return got.value->price.str();
    };
    BOOST_TEST(price(R"({"price":"$12.30"})", applied_repair::kind::number) == "12.30");
    BOOST_TEST(
        price(R"({"price":"12.340000000000000000001"})", applied_repair::kind::number) == "12.340000000000000000001");
    auto const bad = read_everywhere<priced>(R"({"price":"cheap"})");
    BOOST_TEST(!bad.good());
    auto const nothing = read_everywhere<priced>(R"({"price":1.20,"tax":"n/a"})", coax::tolerance::lenient);
    BOOST_TEST(nothing.good(), nothing.report());
    BOOST_TEST(nothing.value->price.str() == "1.20");
}

BOOST_AUTO_TEST_CASE(uuids_paths_and_bytes)
{
    auto const got = bind_at_every_split<filed>(
        R"({"id":"123E4567-e89b-12d3-a456-426614174000","at":"a/b c/\u00e9","parts":["aGk=","_-8",""]})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(to_string(got.value->id) == "123e4567-e89b-12d3-a456-426614174000");
    BOOST_TEST(got.value->at.filename().string() == "é");
    BOOST_TEST(!got.value->other);
    BOOST_TEST_REQUIRE(got.value->parts.size() == 3U);
    BOOST_TEST(got.value->parts[0].view() == "hi");
    BOOST_TEST(got.value->parts[1].view() == "\xFF\xEF");
    BOOST_TEST(got.value->parts[2].empty());
    BOOST_TEST(coax::detail::value_text(*coax::detail::shape_of<filed>(), got.value.get()).value_or("")
        == R"({"id":"123e4567-e89b-12d3-a456-426614174000","at":"a/b c/é","other":null,"parts":["aGk=","/+8=",""]})");

    BOOST_TEST(refused<boost::uuids::uuid>(R"("123e4567e89b12d3a456426614174000")").message
        == "must be a UUID such as 123e4567-e89b-12d3-a456-426614174000, but is \"123e4567e89b12d3a456426614174000\"");
    BOOST_TEST(
        refused<boost::uuids::uuid>(R"("123e4567-e89b-12d3-a456-42661417400g")").message.starts_with("must be a"));
    for (auto const* text : {R"("a")", R"("aGk=x")", R"("aG k=")", R"("aGk==")", R"("====")"})
        BOOST_TEST(refused<coax::bytes>(text).message == std::string("must be bytes in base64, but is ") + text);
    BOOST_TEST(refused<std::filesystem::path>(R"("a\u0000b")").message.ends_with("no character with the code 0"));
}

BOOST_AUTO_TEST_CASE(a_word_for_nothing_is_nothing_where_it_is_no_value)
{
    using lenient = std::optional<boost::uuids::uuid>;
    auto const id = read_everywhere<lenient>(R"("none")", coax::tolerance::lenient);
    BOOST_TEST(id.good(), id.report());
    BOOST_TEST(!id.value->has_value());
    auto const at = read_everywhere<std::optional<std::filesystem::path>>(R"("none")", coax::tolerance::lenient);
    BOOST_TEST(at.good(), at.report());
    BOOST_TEST(at.value->value().string() == "none");
}

BOOST_AUTO_TEST_CASE(keys_may_be_whole_numbers)
{
    using by_number = std::map<int, std::string>;
    BOOST_TEST((taken<by_number>(R"({"-7":"a","0":"b","12":"c"})") == by_number{{-7, "a"}, {0, "b"}, {12, "c"}}));
    BOOST_TEST((taken<std::unordered_map<std::uint64_t, bool>>(R"({"18446744073709551615":true})")
                    .at(std::numeric_limits<std::uint64_t>::max())));
    BOOST_TEST((taken<std::map<std::int64_t, int>>(R"({"-9223372036854775808":1})").begin()->first
        == std::numeric_limits<std::int64_t>::min()));
    for (auto const* key : {"", "x", "1.0", "01", "-0", "+1", " 1", "2147483648"}) {
        auto const why = refused<by_number>(std::string("{\"") + key + "\":\"a\"}");
        BOOST_TEST(why.pointer == std::string("/") + key);
        BOOST_TEST(why.message == "is not a key; it must be a whole number between -2147483648 and 2147483647");
    }
    BOOST_TEST(refused<by_number>(R"({"1":"a","1":"b"})").message == "is there twice");
    auto const pairs = bind_at_every_split<by_number>(R"([{"key":"3","value":"a"}])");
    BOOST_TEST(pairs.good(), pairs.report());
    BOOST_TEST(pairs.value->at(3) == "a");
}

BOOST_AUTO_TEST_SUITE_END()
