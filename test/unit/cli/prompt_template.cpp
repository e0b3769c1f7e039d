// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/prompt_template.hpp"

#include "cli/usage_error.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

using coax::cli::prompt_template;

namespace {

boost::json::object const record = boost::json::parse(R"({"text":"A {b}","n":3,"tags":["x"],"none":null})").as_object();

} // namespace

BOOST_AUTO_TEST_SUITE(cli_prompt_template)

BOOST_AUTO_TEST_CASE(members_stand_in_their_places)
{
    BOOST_TEST(prompt_template("Sum up: {text}!").fill(record) == "Sum up: A {b}!");
    BOOST_TEST(prompt_template("{n}{tags} {none}").fill(record) == "3[\"x\"] null");
    BOOST_TEST(prompt_template("as {{\"a\": 1}}: {n}").fill(record) == "as {\"a\": 1}: 3");
    BOOST_TEST(prompt_template("plain").fill(record) == "plain");
    BOOST_TEST(prompt_template("").fill(record) == "");
}

BOOST_AUTO_TEST_CASE(a_single_brace_is_refused)
{
    for (auto const* const text : {"{", "}", "a {text", "a } b", "{}", "{{{"})
        BOOST_CHECK_THROW(prompt_template{text}, coax::cli::usage_error);
}

BOOST_AUTO_TEST_CASE(a_member_that_is_not_there_is_named_with_those_that_are)
{
    BOOST_CHECK_EXCEPTION(prompt_template("{title}").fill(record), std::runtime_error, [](auto const& error) {
        return std::string_view(error.what())
            == "the prompt wants {title}, but the input has no such member; it has text, n, tags, none";
    });
}

BOOST_AUTO_TEST_SUITE_END()
