// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/json_equality.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string_view>

namespace {

namespace json = boost::json;

struct pair {
    std::string_view a;
    std::string_view b;
    bool equal;
};

BOOST_AUTO_TEST_SUITE(json_equality)

BOOST_AUTO_TEST_CASE(values_are_equal_as_json_schema_has_it)
{
    constexpr pair cases[] = {
        {"1", "1.0", true},
        {"1", "1e0", true},
        {"-0.0", "0", true},
        {"18446744073709551615", "18446744073709551615", true},
        {"18446744073709551615", "-1", false},
        {"9007199254740993", "9007199254740992.0", false},
        {"1", "true", false},
        {"0", "false", false},
        {"null", "false", false},
        {"\"1\"", "1", false},
        {"[]", "{}", false},
        {"[1,2]", "[1.0,2]", true},
        {"[1,2]", "[2,1]", false},
        {"[1]", "[1,1]", false},
        {R"({"a":1,"b":[{}]})", R"({"b":[{}],"a":1.0})", true},
        {R"({"a":1})", R"({"a":1,"b":null})", false},
        {R"({"a":null})", R"({"b":null})", false},
    };
    for (auto const& one : cases) {
        BOOST_TEST_CONTEXT(one.a << " and " << one.b)
        {
            auto const a = json::parse({one.a.data(), one.a.size()});
            auto const b = json::parse({one.b.data(), one.b.size()});
            BOOST_TEST(coax::json::equal(a, b) == one.equal);
            BOOST_TEST(coax::json::equal(b, a) == one.equal);
            if (one.equal)
                BOOST_TEST(coax::json::hash(a) == coax::json::hash(b));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_hash_tells_most_values_apart)
{
    BOOST_TEST(coax::json::hash("a") != coax::json::hash("b"));
    BOOST_TEST(coax::json::hash(json::array{1, 2}) != coax::json::hash(json::array{2, 1}));
    BOOST_TEST(coax::json::hash(true) != coax::json::hash(false));
    BOOST_TEST(coax::json::hash(json::object{{"a", 1}}) != coax::json::hash(json::object{{"a", 2}}));
    BOOST_TEST(coax::json::hash(0.5) != coax::json::hash(0.25));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
