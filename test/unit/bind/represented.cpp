// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Classes of a user's own that stand as a string or a number.
#include "shape/value_text.hpp"
#include "unit/bind/read_everywhere.hpp"

#include <coax/json.hpp>
#include <coax/represent.hpp>
#include <coax/schema.hpp>

#include <boost/json/serialize.hpp>
#include <boost/system/result.hpp>

#include <charconv>
#include <new>
#include <variant>

using namespace coax::test;

namespace depot {

/// Throws.
class version {
public:
    version() = default;
    explicit version(std::string_view text) : text_(text)
    {
        if (text.find('.') == text.npos)
            throw std::invalid_argument("a version has a point");
    }
    [[nodiscard]] std::string const& str() const { return text_; }
    friend bool operator==(version const&, version const&) = default;

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

/// Returns an error.
struct color {
    unsigned rgb = 0;
    friend bool operator==(color const&, color const&) = default;
};

inline boost::system::result<color> parse_color(std::string_view text)
{
    color read;
    if (!text.starts_with('#') || text.size() != 7)
        return boost::system::errc::make_error_code(boost::system::errc::invalid_argument);
    auto const got = std::from_chars(text.data() + 1, text.data() + 7, read.rgb, 16);
    if (got.ptr != text.data() + 7)
        return boost::system::errc::make_error_code(boost::system::errc::invalid_argument);
    return read;
}

constexpr auto tag_invoke(coax::represent_tag, color const*) { return coax::as_string(&parse_color).format("color"); }

/// Returns nothing; is described, too.
struct percent {
    double share = 0;
    friend bool operator==(percent const&, percent const&) = default;
};
BOOST_DESCRIBE_STRUCT(percent, (), (share))

constexpr auto tag_invoke(coax::represent_tag, percent const*)
{
    return coax::as_number(
        [](double number) { return number <= 100 ? std::optional(percent{number / 100}) : std::nullopt; },
        [](percent from) { return from.share * 100; })
        .words("a number up to 100");
}

struct account {
    std::int64_t number = 0;
    friend bool operator==(account const&, account const&) = default;
};

constexpr auto tag_invoke(coax::represent_tag, account const*)
{
    return coax::as_integer(
        [](std::int64_t number) { return account{number}; }, [](account from) { return from.number; });
}

struct release {
    version number;
    std::optional<color> tint;
    std::vector<percent> shares;
    std::variant<account, version> by;
    friend bool operator==(release const&, release const&) = default;
};
BOOST_DESCRIBE_STRUCT(release, (), (number, tint, shares, by))

struct forgetful { };
inline forgetful tag_invoke(boost::json::value_to_tag<forgetful>, boost::json::value const&) { return {}; }
constexpr auto tag_invoke(coax::represent_tag, forgetful const*)
{
    return coax::as_string([](std::string_view) -> forgetful { throw std::bad_alloc(); });
}

} // namespace depot

using namespace depot;

BOOST_AUTO_TEST_SUITE(represented_types)

BOOST_AUTO_TEST_CASE(stand_wherever_strings_and_numbers_may)
{
    auto const json = R"({"number":"1.2.3","tint":"#00ff7f","shares":[12.5,1e2],"by":7})";
    auto const got = bind_at_every_split<release>(json);
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->number.str() == "1.2.3");
    BOOST_TEST(got.value->tint->rgb == 0xff7fU);
    BOOST_TEST(got.value->shares.at(0).share == 0.125);
    BOOST_TEST(std::get<account>(got.value->by).number == 7);
    auto const other = bind_at_every_split<release>(R"({"number":"1.2","shares":[],"by":"2.0"})");
    BOOST_TEST(other.good(), other.report());
    BOOST_TEST(coax::detail::value_text(*coax::detail::shape_of<release>(), other.value.get()).value_or("")
        == R"({"number":"1.2","tint":null,"shares":[],"by":"2.0"})");
    BOOST_TEST(!coax::detail::value_text(*coax::detail::shape_of<release>(), got.value.get()).has_value()); // no writer
    BOOST_TEST(bind_at_every_split<version>(R"("4.5")").value->str() == "4.5");
    BOOST_TEST(bind_at_every_split<account>("12e2").value->number == 1200);
}

BOOST_AUTO_TEST_CASE(what_their_function_does_not_take_is_a_violation_at_its_place)
{
    auto const got = bind_at_every_split<release>(R"({"number":"new","tint":"green","shares":[5,101],"by":1.5})");
    BOOST_TEST_REQUIRE(got.violations.size() == 4U, got.report());
    BOOST_TEST(got.violations[0].pointer == "/number");
    BOOST_TEST(got.violations[0].message == "must be a version such as 1.2.3, but is \"new\": a version has a point");
    BOOST_TEST((got.violations[0].rule == coax::rule::custom));
    BOOST_TEST(got.violations[1].pointer == "/tint");
    BOOST_TEST(got.violations[1].message == "must be a string, but is \"green\": Invalid argument");
    BOOST_TEST(got.violations[2].pointer == "/shares/1");
    BOOST_TEST(got.violations[2].message == "must be a number up to 100, but is 101");
    BOOST_TEST((got.violations[2].rule == coax::rule::format));
    BOOST_TEST(got.violations[3].pointer == "/by");
    BOOST_TEST(got.violations[3].message == "must be a whole number, but is 1.5");
    auto const kind = bind_at_every_split<release>(R"({"number":3,"shares":[],"by":7})");
    BOOST_TEST_REQUIRE(kind.violations.size() == 1U);
    BOOST_TEST(kind.violations[0].message == "must be a version such as 1.2.3, but is a number");
}

BOOST_AUTO_TEST_CASE(a_lack_of_memory_is_no_violation)
{
    BOOST_CHECK_THROW(bound_to<forgetful>(R"("x")"), std::bad_alloc);
}

BOOST_AUTO_TEST_CASE(a_number_for_a_string_is_read_as_its_text)
{
    auto const got = read_everywhere<release>(R"({"number":1.20,"shares":[],"by":"9.9"})");
    BOOST_TEST(got.good(), got.report());
    BOOST_TEST(got.value->number.str() == "1.20");
    BOOST_TEST(put_right(got, coax::applied_repair::kind::text, "/number"));
    auto const share = read_everywhere<release>(R"({"number":"1.20","shares":["50 %"],"by":"9.9"})");
    BOOST_TEST(share.good(), share.report());
    BOOST_TEST(share.value->shares.at(0).share == 0.5);
}

BOOST_AUTO_TEST_CASE(the_schema_says_what_their_words_and_keywords_are)
{
    BOOST_TEST(boost::json::serialize(coax::schema_of<release>())
        == R"({"type":"object","properties":{"number":{"type":"string","pattern":"^[0-9]+([.][0-9]+)+$",)"
           R"("description":"a version such as 1.2.3"},"tint":{"type":["string","null"],"format":"color"},)"
           R"("shares":{"type":"array","items":{"type":"number","description":"a number up to 100"}},)"
           R"("by":{"anyOf":[{"type":"integer"},{"type":"string","pattern":"^[0-9]+([.][0-9]+)+$",)"
           R"("description":"a version such as 1.2.3"}]}},"required":["number","shares","by"]})");
}

BOOST_AUTO_TEST_SUITE_END()
