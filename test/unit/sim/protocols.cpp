// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/protocols.hpp"

#include "sim/openai_error.hpp"

#include <coax/sim/server_options.hpp>

#include <boost/test/unit_test.hpp>

using coax::sim::protocol_at;

BOOST_AUTO_TEST_SUITE(protocols)

BOOST_AUTO_TEST_CASE(a_path_is_a_service_s_or_none)
{
    BOOST_TEST(protocol_at("/v1/messages") == &coax::sim::anthropic());
    BOOST_TEST(protocol_at("/v1/messages?beta=true") == &coax::sim::anthropic());
    BOOST_TEST(protocol_at("/v1/chat/completions") == &coax::sim::openai_chat());
    BOOST_TEST(protocol_at("/v1/responses") == &coax::sim::openai_responses());
    for (auto const* const other : {"/chat/completions", "/messages", "/v1/v1/messages", "/v1/chat/completions/", "/v1",
             "/", "", "/v2/chat/completions", "/team/v1/messages"})
        BOOST_TEST(protocol_at(other) == nullptr, other);
}

BOOST_AUTO_TEST_CASE(a_prefix_stands_before_it)
{
    BOOST_TEST(protocol_at("/team/v1/messages", "/team") == &coax::sim::anthropic());
    BOOST_TEST(protocol_at("/team/v1/chat/completions", "/team") == &coax::sim::openai_chat());
    for (auto const* const other : {"/v1/messages", "/team/messages", "/teams/v1/messages", "/team"})
        BOOST_TEST(protocol_at(other, "/team") == nullptr, other);
    for (auto const* const written : {"/team", "team", "/team/", "team//"})
        BOOST_TEST(coax::sim::server_options().prefix(written).prefix() == "/team", written);
    BOOST_TEST(coax::sim::server_options().prefix("/").prefix() == "");
}

BOOST_AUTO_TEST_CASE(a_path_that_is_not_there_is_no_missing_model)
{
    BOOST_TEST(coax::sim::openai_error_body(404, "Invalid URL").find("unknown_url") != std::string::npos);
    BOOST_TEST(coax::sim::openai_error_body(404, "").find("model_not_found") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
