// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "conversation.hpp"

#include "text/base64.hpp"

#include <boost/test/unit_test.hpp>

using coax::sim::bedrock_invoke;
using coax::sim::reply;

namespace {

constexpr std::string_view streamed = "/model/anthropic.claude-x/invoke-with-response-stream";
constexpr std::string_view request = R"({"anthropic_version":"bedrock-2023-05-31","max_tokens":50,
    "messages":[{"role":"user","content":"Hello"}],
    "tools":[{"name":"out","input_schema":{"type":"object","title":"T"}}],"tool_choice":{"type":"tool","name":"out"}})";

} // namespace

BOOST_AUTO_TEST_SUITE(bedrock_invoke_)

BOOST_AUTO_TEST_CASE(reads_what_anthropic_reads_and_the_path)
{
    conversation const talk(bedrock_invoke(), request, {}, streamed);
    BOOST_TEST(talk.complaint == "");
    BOOST_TEST(talk.asked.model == "anthropic.claude-x");
    BOOST_TEST(talk.asked.stream);
    BOOST_TEST((talk.asked.mode == coax::mode::tool));
    BOOST_TEST(talk.asked.schema.at("title").as_string() == "T");
    BOOST_TEST(talk.asked.max_tokens == 50U);
    BOOST_TEST(!conversation(bedrock_invoke(), request, {}, "/model/anthropic.claude-x/invoke").asked.stream);
    BOOST_TEST(conversation(bedrock_invoke(), R"({"max_tokens":1})", {}, streamed).complaint
        == "anthropic_version: Field required");
}

BOOST_AUTO_TEST_CASE(each_event_of_anthropic_s_is_a_frame)
{
    auto const events = conversation(bedrock_invoke(), request, reply::json("{\"a\":1}"), streamed).events();
    std::string types;
    std::string arguments;
    for (auto const& [type, data] : events) {
        BOOST_TEST(type == "chunk");
        std::string bytes;
        coax::text::from_base64(boost::json::parse(data).at("bytes").as_string(), bytes);
        auto const event = boost::json::parse(bytes);
        types += std::string_view(event.at("type").as_string());
        types += ' ';
        if (event.at("type").as_string() == "content_block_delta")
            arguments += std::string_view(event.at("delta").at("partial_json").as_string());
    }
    BOOST_TEST(types
        == "message_start content_block_start content_block_delta content_block_delta content_block_delta "
           "content_block_stop message_delta message_stop ");
    BOOST_TEST(arguments == "{\"a\":1}");

    auto const failing = reply::json("{\"a\":1}").error_after(1, coax::errc::provider_error);
    BOOST_TEST(
        conversation(bedrock_invoke(), request, failing, streamed).events().back().first == "internalServerException");
}

BOOST_AUTO_TEST_SUITE_END()
