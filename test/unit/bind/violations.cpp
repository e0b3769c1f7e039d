// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What bad JSON is told, with its pointer, at every split.
#include "unit/bind/bound.hpp"

#include <coax/violations.hpp>

#include <array>
#include <chrono>
#include <map>
#include <set>
#include <variant>

using namespace coax::test;
using coax::rule;

namespace {

struct score {
    coax::literal<"billing", "technical"> label;
    double confidence = 0;
    std::optional<int> weight;
    std::string text;
    std::vector<std::string> tags;
    int level = 3;
};
BOOST_DESCRIBE_STRUCT(score, (), (label, confidence, weight, text, tags, level))
constexpr auto tag_invoke(coax::annotate_tag, score const*)
{
    return coax::notes(coax::note<&score::confidence>("0-1").ge(0).le(1),
        coax::note<&score::weight>().gt(0).multiple_of(5),
        coax::note<&score::text>().min_length(2).max_length(4).pattern("^[a-zä]+$"),
        coax::note<&score::tags>().min_items(1).max_items(2), coax::note<&score::level>().or_default());
}
void tag_invoke(coax::validate_tag, score const& value, coax::violations& found)
{
    if (value.label == "billing" && value.confidence < 0.5)
        found.add<&score::confidence>("must be at least 0.5 for billing");
    if (value.level == 9)
        found.add("level 9 is not for models");
}

struct nested {
    std::vector<score> scores;
    std::map<std::string, int> counts;
};
BOOST_DESCRIBE_STRUCT(nested, (), (scores, counts))
constexpr auto tag_invoke(coax::annotate_tag, nested const*) { return coax::notes(coax::note("").closed()); }

struct a_thing {
    coax::literal<"a"> is;
    int x = 0;
    friend bool operator==(a_thing const&, a_thing const&) = default;
};
BOOST_DESCRIBE_STRUCT(a_thing, (), (is, x))
struct b_thing {
    coax::literal<"b"> is;
    int y = 0;
    friend bool operator==(b_thing const&, b_thing const&) = default;
};
BOOST_DESCRIBE_STRUCT(b_thing, (), (is, y))

template <class T>
void expect(std::string_view json, std::string_view report)
{
    auto const got = bind_at_every_split<T>(json);
    BOOST_TEST(got.report() == report, json << " gave:\n" << got.report());
}

constexpr auto good = R"({"label":"technical","confidence":1,"weight":5,"text":"abä","tags":["x"]})";

} // namespace

BOOST_AUTO_TEST_SUITE(binder_violations)

BOOST_AUTO_TEST_CASE(a_good_one_has_none) { expect<score>(good, ""); }

BOOST_AUTO_TEST_CASE(notes)
{
    expect<score>(R"({"label":"technical","confidence":1.5,"weight":7,"text":"A","tags":[]})",
        "/confidence must be at most 1, but is 1.5\n"
        "/weight must be a multiple of 5, but is 7\n"
        "/text must have at least 2 characters\n"
        "/text must match the pattern ^[a-zä]+$, but is \"A\"\n"
        "/tags must have at least 1 elements, but has 0\n");
    expect<score>(R"({"label":"technical","confidence":-1,"weight":0,"text":"abcde","tags":["a","b","c","d"]})",
        "/confidence must be at least 0, but is -1\n"
        "/weight must be more than 0, but is 0\n"
        "/text must have at most 4 characters\n"
        "/tags must have at most 2 elements\n");
}

BOOST_AUTO_TEST_CASE(missing_and_null)
{
    expect<score>(R"({})",
        "/label is missing; it must be one of \"billing\", \"technical\"\n"
        "/confidence is missing; it must be a number\n"
        "/text is missing; it must be a string\n"
        "/tags is missing; it must be an array\n");
    expect<score>(R"({"label":null,"confidence":0.5,"weight":null,"text":"ab","tags":["x"],"level":null})",
        "/label must not be null, but one of \"billing\", \"technical\"\n");
}

BOOST_AUTO_TEST_CASE(kinds_choices_and_duplicates)
{
    expect<score>(R"({"label":"sales","confidence":"high","text":["ab"],"tags":{"a":[1]},"level":true,"level":1})",
        "/label must be one of \"billing\", \"technical\", but is \"sales\"\n"
        "/confidence must be a number, but is a string\n"
        "/text must be a string, but is an array\n"
        "/tags must be an array, but is an object\n"
        "/level must be a whole number, but is a boolean\n"
        "/level is there twice\n");
    expect<std::map<std::string, int>>(
        R"({"a":1,"a":2,"b":"x"})", "/a is there twice\n/b must be a whole number, but is a string\n");
    expect<std::set<std::string>>(R"(["a","b","a"])", "/2 is there twice\n");
}

/// The first and the last are taken, their neighbours outside are not.
template <class T>
void range_of(std::string const& below, std::string const& first, std::string const& last, std::string const& above)
{
    BOOST_TEST_CONTEXT(first << " to " << last)
    {
        BOOST_TEST(*bind_at_every_split<T>(first).value == std::numeric_limits<T>::min());
        BOOST_TEST(*bind_at_every_split<T>(last).value == std::numeric_limits<T>::max());
        for (auto const& text : {below, above}) {
            auto const is = text == "-9223372036854775809" ? "less" : text; // it has come as a double
            expect<T>(text, " must be between " + first + " and " + last + ", but is " + is + "\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(every_width_of_integer_has_its_range)
{
    range_of<std::int8_t>("-129", "-128", "127", "128");
    range_of<std::uint8_t>("-1", "0", "255", "256");
    range_of<std::int16_t>("-32769", "-32768", "32767", "32768");
    range_of<std::uint16_t>("-1", "0", "65535", "65536");
    range_of<std::int32_t>("-2147483649", "-2147483648", "2147483647", "2147483648");
    range_of<std::uint32_t>("-1", "0", "4294967295", "4294967296");
    range_of<std::int64_t>(
        "-9223372036854775809", "-9223372036854775808", "9223372036854775807", "9223372036854775808");
    range_of<std::uint64_t>("-1", "0", "18446744073709551615", "18446744073709551616");
}

BOOST_AUTO_TEST_CASE(numbers_that_do_not_fit)
{
    expect<std::int8_t>("128", " must be between -128 and 127, but is 128\n");
    expect<std::uint32_t>("-1", " must be between 0 and 4294967295, but is -1\n");
    expect<int>("1.5", " must be a whole number, but is 1.5\n");
    expect<std::uint64_t>(
        "18446744073709551616", " must be between 0 and 18446744073709551615, but is 18446744073709551616\n");
    expect<double>("1e400", " is beyond the largest number there is\n");
    expect<double>("-1e400", " is beyond the largest number there is\n");
    BOOST_TEST(bound_to<float>("1e39").violations.size() == 1U);
}

BOOST_AUTO_TEST_CASE(lengths_of_fixed_arrays)
{
    expect<std::array<int, 2>>("[1]", " must have at least 2 elements, but has 1\n");
    expect<std::array<int, 2>>("[1,2,3,4]", " must have at most 2 elements\n");
    expect<std::pair<int, std::string>>("[1,2]", "/1 must be a string, but is a number\n");
    expect<std::pair<int, std::string>>(R"([1,"2",3])", " must have at most 2 elements\n");
}

BOOST_AUTO_TEST_CASE(moments)
{
    for (auto const* text : {"\"2026-02-29\"", "\"22.11.2026\"", "\"2026-11-22x\"", "\"\"", "\"10000-01-01\""})
        BOOST_TEST(bind_at_every_split<std::chrono::year_month_day>(text).violations.size() == 1U, text);
    for (auto const* text :
        {"\"2026-11-22\"", "\"2026-11-22T25:00:00Z\"", "\"2026-11-22T10:00:00\"", "\"2026-11-22T10:00:00.Z\""})
        BOOST_TEST(bind_at_every_split<std::chrono::sys_seconds>(text).violations.size() == 1U, text);
    // 64 bits of nanoseconds end in 2262.
    BOOST_TEST(bind_at_every_split<std::chrono::sys_time<std::chrono::nanoseconds>>("\"9999-01-01T00:00:00Z\"")
                   .violations.size()
        == 1U);
}

BOOST_AUTO_TEST_CASE(pointers_into_nested_values)
{
    expect<nested>(
        R"({"scores":[{"label":"technical","confidence":1,"text":"ab","tags":["x"]},{"label":"x"}],"counts":{"a~/b":"1"},"more":1})",
        "/scores/1/label must be one of \"billing\", \"technical\", but is \"x\"\n"
        "/scores/1/confidence is missing; it must be a number\n"
        "/scores/1/text is missing; it must be a string\n"
        "/scores/1/tags is missing; it must be an array\n"
        "/counts/a~0~1b must be a whole number, but is a string\n"
        "/more is not a member; leave it out\n");
}

BOOST_AUTO_TEST_CASE(the_users_rule_runs_once_when_its_struct_is_whole_and_good)
{
    expect<nested>(
        R"({"scores":[{"label":"billing","confidence":0.1,"text":"ab","tags":["x"]},{"label":"billing","confidence":9,"text":"ab","tags":["x"]}],"counts":{}})",
        "/scores/0/confidence must be at least 0.5 for billing\n/scores/1/confidence must be at most 1, but is 9\n");
    expect<score>(
        R"({"label":"technical","confidence":1,"text":"ab","tags":["x"],"level":9})", " level 9 is not for models\n");
}

BOOST_AUTO_TEST_CASE(variants)
{
    using either = std::variant<a_thing, b_thing>;
    expect<either>(R"({"is":"c","x":1})", "/is must be one of \"a\", \"b\", but is \"c\"\n");
    expect<either>(R"({"x":1})", "/is is missing: it says which alternative this is\n");
    expect<either>(R"({})", "/is is missing: it says which alternative this is\n");
    expect<either>(R"({"is":[1,{"x":2}],"x":1})", "/is must be a string that says which alternative this is\n");
    expect<either>(R"({"x":1,"is":5})", "/is must be a string that says which alternative this is\n");
    expect<either>(R"([1])", " must be an object, but is an array\n");
    expect<std::variant<int, std::string>>("true", " must be a whole number or a string, but is a boolean\n");
    expect<std::vector<either>>(R"([{"is":"z"},{"is":"a","x":"s"}])",
        "/0/is must be one of \"a\", \"b\", but is \"z\"\n/1/x must be a whole number, but is a string\n");
}

BOOST_AUTO_TEST_CASE(not_json)
{
    struct one {
        char const* text;
        char const* says;
    };
    for (auto const& [text, says] :
        std::array{one{"", "is empty"}, one{"  ", "ends at byte 2"}, one{"{\"a\"", "ends at byte 4"},
            one{"nope", "is not JSON at byte"}, one{"{\"id\":01}", "is not JSON at byte"},
            one{"[1,]", "is not JSON at byte"}, one{"[1] x", "at byte 4"}, one{"[\"\xff\"]", "is not JSON at byte"},
            one{"[\"\\ud800\"]", "is not JSON at byte"}, one{"[\"\\ud800\\u0041\"]", "is not JSON at byte"},
            one{"[\"a\nb\"]", "is not JSON at byte"}, one{"{'a':1}", "is not JSON at byte"}}) {
        auto const got = bound_to<boost::json::value>(text);
        BOOST_TEST(got.violations.size() == 1U, text);
        if (!got.violations.empty()) {
            BOOST_TEST((got.violations[0].rule == rule::syntax));
            BOOST_TEST((got.violations[0].message.find(says) != std::string::npos), got.violations[0].message);
        }
    }
    BOOST_TEST(!bound_to<boost::json::value>(std::string_view("[\"\0\"]", 5)).good());
}

BOOST_AUTO_TEST_CASE(limits)
{
    coax::bind::limits small;
    small.max_depth = 3;
    small.max_bytes = 20;
    BOOST_TEST(bound_to<boost::json::value>("[[[1]]]", 1, small).good());
    BOOST_TEST((bound_to<boost::json::value>("[[[[1]]]]", 1, small).violations.at(0).rule == rule::limit));
    BOOST_TEST(
        (bound_to<std::string>("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1, small).violations.at(0).rule == rule::limit));
    coax::bind::limits keys;
    keys.max_key_bytes = 4;
    BOOST_TEST((bound_to<score>(R"({"abcdefgh":1})", 1, keys).violations.at(0).rule == rule::limit));
}

BOOST_AUTO_TEST_SUITE_END()
