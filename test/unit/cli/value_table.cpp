// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/value_table.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using coax::cli::value_table;

namespace {

void check(
    std::string_view json, std::vector<std::string> const& expected, std::size_t width = 40, std::size_t height = 20)
{
    BOOST_TEST(value_table(boost::json::parse(json), width, height) == expected, boost::test_tools::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(cli_value_table)

BOOST_AUTO_TEST_CASE(members_are_rows)
{
    check(R"({"name":"Vienna","founded":null,"sights":["Opera","Prater"],"mayor":{"name":"L"}})",
        {"name     Vienna", "founded  null", "sights", "  -  Opera", "  -  Prater", "mayor", "  name  L"});
    check(R"([1,[],{}])", {"-  1", "-  []", "-  {}"});
    check("3", {"3"});
    check("{}", {"{}"});
}

BOOST_AUTO_TEST_CASE(long_text_shows_its_end)
{
    check(R"({"a":"0123456789012345678901234567890123456789"})",
        {"a  \xE2\x80\xA6"
         "4567890123456789"},
        20);
    check(
        R"({"a":"\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"})",
        {"a  "
         "\xE2\x80\xA6\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4"
         "\u00e4"},
        20);
}

BOOST_AUTO_TEST_CASE(control_characters_never_reach_the_terminal)
{
    check(R"({"a\u001b[2J":"x\u0007y\nz"})", {"a [2J  x y z"});
}

BOOST_AUTO_TEST_CASE(of_too_many_lines_the_last_are_shown) { check("[1,2,3,4]", {"-  3", "-  4"}, 40, 2); }

BOOST_AUTO_TEST_SUITE_END()
