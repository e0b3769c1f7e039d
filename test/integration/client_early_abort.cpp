// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A broken rule ends the generation there and then, and what it cost is counted.
#include "client_fixture.hpp"

using namespace coax;
using namespace coax::test;
using sim::reply;

namespace {

/// 200 marks, of which the third is no number: three tokens are enough to know.
std::string long_and_wrong()
{
    std::string text = R"({"name":"Ann","marks":[1,2,"three")";
    for (int i = 0; i < 200; ++i)
        text += "," + std::to_string(i);
    return text + R"(],"word":"good"})";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_early_abort, client_fixture, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(the_socket_closes_with_the_rule_and_what_came_is_counted)
{
    for (std::string const provider : {"anthropic", "openai"})
        BOOST_TEST_CONTEXT(provider)
        {
            auto const before = server.served().size();
            server.enqueue(reply::json(long_and_wrong()).pace(1ms));
            server.enqueue(reply::json(std::string(good)).usage(50, 12));
            auto const got = outcome(connect(provider, options(provider).max_reasks(1)));
            BOOST_REQUIRE(got.has_value());
            BOOST_REQUIRE(got->attempts.size() == 2U);
            auto const& first = got->attempts.front();
            BOOST_TEST((first.stop == stop_reason::aborted));
            BOOST_TEST(first.text.size() < long_and_wrong().size() / 4);
            BOOST_TEST(first.usage.estimated);
            BOOST_TEST(first.usage.input_tokens > 20U);
            BOOST_TEST(first.usage.output_tokens >= first.text.size() / 4); // the simulator's deltas have 4 characters
            BOOST_TEST(first.usage.output_tokens <= first.text.size() / 4 + 2);
            BOOST_TEST(got->attempts.back().usage.output_tokens == 12U);
            BOOST_TEST(!got->attempts.back().usage.estimated);
            BOOST_TEST(got->usage.output_tokens == first.usage.output_tokens + 12);
            BOOST_TEST(got->usage.estimated);

            BOOST_REQUIRE(server.served().size() > before);
            auto const cut = server.served().at(before);
            BOOST_TEST(!cut.complete);
            BOOST_TEST(cut.deltas_sent < long_and_wrong().size() / 4 / 2);
        }
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_streamed_is_paid_for_to_its_end)
{
    server.enqueue(reply::json(long_and_wrong()).usage(50, 230));
    server.enqueue(reply::json(std::string(good)).usage(50, 12));
    auto const got = outcome(connect("openai", options("openai").max_reasks(1)), request("Judge").streamed(false));
    BOOST_REQUIRE(got.has_value());
    BOOST_TEST(got->usage.output_tokens == 242U);
    BOOST_TEST(!got->usage.estimated);
}

BOOST_AUTO_TEST_SUITE_END()
