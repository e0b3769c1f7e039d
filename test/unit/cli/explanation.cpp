// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/explanation.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using coax::cli::explanation_of;

BOOST_AUTO_TEST_SUITE(cli_explanation)

BOOST_AUTO_TEST_CASE(each_attempt_with_its_broken_rules)
{
    coax::extraction_details details;
    details.model = "openai/m";
    details.mode = coax::mode::json_schema;
    details.mode_reason = "because";
    details.usage.input_tokens = 20;
    details.usage.output_tokens = 9;
    details.usage.estimated = true;
    details.request_id = "r1";
    details.attempts.resize(2);
    details.attempts[0].model = "openai/m";
    details.attempts[0].text = "{\"stars\":\n9";
    details.attempts[0].violations.emplace_back(coax::rule::range, "/stars", "must be at most 5, but is 9");
    details.attempts[1].model = "openai/m";
    details.repairs.emplace_back(coax::applied_repair::kind::number, "/stars");
    std::vector<std::string> const expected{"model: openai/m", "mode: json_schema, because",
        "attempt 1, openai/m: 0 tokens in, 0 out", "  answer: {\"stars\": 9",
        "  broken: /stars must be at most 5, but is 9", "attempt 2, openai/m: 0 tokens in, 0 out",
        "repaired: /stars number", "all: 20 tokens in, 9 out (estimated)", "request id: r1"};
    BOOST_TEST(explanation_of(details) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(long_answers_are_cut)
{
    coax::failure reason;
    reason.attempts.resize(1);
    reason.attempts[0].text = std::string(10'000, 'x');
    BOOST_TEST(explanation_of(reason).at(1) == "  answer: " + std::string(400, 'x') + "...");
}

BOOST_AUTO_TEST_SUITE_END()
