// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Who wants to know is told of each member and element when it completes.
#include "unit/bind/bound.hpp"

#include <map>
#include <set>

namespace {

struct leaf {
    int number = 0;
};
BOOST_DESCRIBE_STRUCT(leaf, (), (number))

struct tree {
    std::string name;
    std::vector<leaf> leaves;
    std::map<std::string, leaf> by_name;
    std::set<int> numbers;
    int most_ten = 0;
};
BOOST_DESCRIBE_STRUCT(tree, (), (name, leaves, by_name, numbers, most_ten))
constexpr auto tag_invoke(coax::annotate_tag, tree const*) { return coax::notes(coax::note<&tree::most_ten>().le(10)); }

std::vector<std::string> told_of(std::string_view json, std::size_t cut)
{
    std::vector<std::string> all;
    tree value;
    coax::bind::value_builder to;
    coax::repair::json_feed feed(to);
    to.report_completed([&](std::string_view pointer) { all.emplace_back(pointer); });
    to.start(*coax::detail::shape_of<tree>(), &value);
    feed.start();
    for (std::size_t at = 0; at < json.size(); at += cut)
        feed.feed(std::string(json.substr(at, cut)));
    feed.finish();
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(binder_completed)

BOOST_AUTO_TEST_CASE(each_once_and_inner_before_outer_wherever_the_text_is_cut)
{
    auto const json = R"({"leaves":[{"number":1},{"number":2}],"by_name":{"a/b":{"number":3},"c":{"number":4}},)"
                      R"("unknown":{"x":1},"numbers":[5,6],"name":"oak","most_ten":10})";
    std::vector<std::string> const expected{"/leaves/0/number", "/leaves/0", "/leaves/1/number", "/leaves/1", "/leaves",
        "/by_name/a~1b/number", "/by_name/a~1b", "/by_name/c/number", "/by_name/c", "/by_name", "/numbers/0",
        "/numbers/1", "/numbers", "/name", "/most_ten", ""};
    for (std::size_t const cut : {1U, 2U, 3U, 7U, 1000U})
        BOOST_TEST(told_of(json, cut) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_broke_a_rule_is_not_complete_nor_is_what_holds_it)
{
    std::vector<std::string> const expected{"/name"};
    BOOST_TEST(
        told_of(R"({"most_ten":11,"numbers":"none","name":"oak"})", 5) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
