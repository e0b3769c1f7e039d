// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Maps that came as lists of keys and values, as services want them that take no other.
#include "bound.hpp"

#include <map>
#include <optional>
#include <variant>

using namespace coax;
using namespace coax::test;

namespace {

struct point {
    int x = 0;
    std::optional<std::map<std::string, int>> tags;
    friend bool operator==(point const&, point const&) = default;
};
BOOST_DESCRIBE_STRUCT(point, (), (x, tags))

struct atlas {
    std::map<std::string, point> places;
    std::map<literal<"a", "b">, std::vector<int>> lists;
    std::variant<std::map<std::string, bool>, std::string> either;
    friend bool operator==(atlas const&, atlas const&) = default;
};
BOOST_DESCRIBE_STRUCT(atlas, (), (places, lists, either))

std::string with_places(std::string const& places) { return R"({"places":)" + places + R"(,"lists":{},"either":"x"})"; }

} // namespace

BOOST_AUTO_TEST_SUITE(binder_map_lists)

BOOST_AUTO_TEST_CASE(both_forms_give_the_same)
{
    auto const list = bind_at_every_split<atlas>(
        R"({"places":[{"key":"home","value":{"x":1,"tags":[{"key":"k","value":2}]}},{"value":{"x":2,"tags":null},"key":"b/c"}],)"
        R"("lists":[{"key":"a","value":[1,2]},{"key":"b","value":[]}],"either":[{"key":"t","value":true}]})");
    auto const object
        = bind_at_every_split<atlas>(R"({"places":{"home":{"x":1,"tags":{"k":2}},"b/c":{"x":2,"tags":null}},)"
                                     R"("lists":{"a":[1,2],"b":[]},"either":{"t":true}})");
    BOOST_TEST(list.good(), list.report());
    BOOST_TEST(object.good(), object.report());
    BOOST_TEST((*list.value == *object.value));
    BOOST_TEST(list.value->places.at("home").tags->at("k") == 2);
    BOOST_TEST(bound_to<atlas>(with_places("[]")).good());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_stands_at_its_key)
{
    auto const wrong = bind_at_every_split<atlas>(with_places(R"([{"key":"home","value":{"x":"one","tags":null}}])"));
    BOOST_TEST_REQUIRE(wrong.violations.size() == 1U);
    BOOST_TEST(wrong.violations[0].pointer == "/places/home/x");
    auto const twice = bind_at_every_split<atlas>(
        with_places(R"([{"key":"a","value":{"x":1,"tags":null}},{"key":"a","value":{"x":2,"tags":null}}])"));
    BOOST_TEST_REQUIRE(twice.violations.size() == 1U);
    BOOST_TEST(twice.violations[0].pointer == "/places/a");
    BOOST_TEST((twice.violations[0].rule == rule::duplicate));
    for (auto const* pair : {"1", "\"a\"", "null", "[]", "{}", R"({"key":"a"})", R"({"value":{"x":1,"tags":null}})",
             R"({"key":1,"value":{"x":1,"tags":null}})"}) {
        auto const bad = bind_at_every_split<atlas>(with_places("[" + std::string(pair) + "]"));
        BOOST_TEST_REQUIRE(bad.violations.size() == 1U, pair << bad.report());
        BOOST_TEST((bad.violations[0].rule == rule::kind));
        BOOST_TEST(bad.violations[0].pointer == "/places");
    }
}

BOOST_AUTO_TEST_SUITE_END()
