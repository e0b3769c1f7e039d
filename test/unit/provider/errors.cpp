// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Every recorded error: its provider's own type, code and message, and what it comes to.
#include "provider/explain.hpp"
#include "wire/replay.hpp"

#include <coax/errc.hpp>

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace json = boost::json;
using coax::errc;

namespace {

std::filesystem::path const folder = std::filesystem::path(COAX_TEST_DATA) / "wire";

std::map<std::string, errc> const meanings{
    {"anthropic/error-400-schema-optional-limit", errc::unsupported_schema},
    {"anthropic/error-400-schema-recursive", errc::unsupported_schema},
    {"anthropic/error-400-schema-strict-tools", errc::unsupported_schema},
    {"anthropic/error-400-schema-top-anyof", errc::unsupported_schema},
    {"anthropic/error-400-schema-union-limit", errc::unsupported_schema},
    {"anthropic/error-401", errc::authentication},
    {"azure/error-429", errc::rate_limited},
    {"bedrock/error-400", errc::context_too_long},
    {"cohere/error-400-too-many-tokens", errc::context_too_long},
    {"cohere/stream-finish-error", errc::invalid_answer},
    {"deepseek/error-400-forced-tool-thinking", errc::bad_request},
    {"fireworks/error-404", errc::not_found},
    {"google/error-404-model", errc::not_found},
    {"google/error-429", errc::rate_limited},
    {"google/stream-error-400-api-key", errc::authentication},
    {"google/stream-error-mid-stream", errc::provider_error},
    {"gpustack/stream-error-field", errc::context_too_long},
    {"groq/error-400-tool-use-failed", errc::invalid_answer},
    {"groq/stream-tool-use-failed", errc::invalid_answer},
    {"llama.cpp/error-400-context", errc::context_too_long},
    {"mistral/error-400", errc::not_found},
    {"mistral/error-401", errc::authentication},
    {"moonshot/error-404", errc::not_found},
    {"ollama/error-404", errc::not_found},
    {"openai/error-400-schema", errc::unsupported_schema},
    {"openai/error-400-unsupported-parameter", errc::bad_request},
    {"openai/error-401", errc::authentication},
    {"openai/responses-error-400-schema", errc::unsupported_schema},
    {"openai/responses-stream-error-rate-limit", errc::rate_limited},
    {"openrouter/error-429", errc::rate_limited},
    {"openrouter/error-429-limit", errc::rate_limited},
    {"together/error-429", errc::rate_limited},
    {"xai/error-400-key", errc::authentication},
};

coax::wire::recording read(std::filesystem::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    return coax::wire::read_recording(std::string{std::istreambuf_iterator<char>(in), {}});
}

std::string word(json::object const& expected, std::string_view name)
{
    auto const* const value = expected.if_contains(name);
    if (value == nullptr || value->is_null())
        return "";
    return value->is_string() ? std::string(value->get_string()) : std::to_string(value->to_number<int>());
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_errors)

BOOST_AUTO_TEST_CASE(each_recorded_error_is_understood)
{
    for (auto const& [name, meaning] : meanings) {
        BOOST_TEST_CONTEXT(name)
        {
            auto const recorded = read(folder / (name + ".json"));
            auto const* const speaks = coax::wire::protocol_for(recorded.api);
            BOOST_TEST_REQUIRE(speaks != nullptr);
            coax::failure why;
            if (recorded.head.status == 200) {
                auto const told = coax::wire::replay(recorded, *speaks, {});
                BOOST_TEST_REQUIRE(told.failed.has_value());
                why = *told.failed;
            } else {
                why = coax::provider::explain_answer(speaks->service(), recorded.head, recorded.body);
                BOOST_TEST(why.http_status == recorded.head.status);
            }
            BOOST_TEST((why.code == meaning), why.code.message() << ": " << why.message);
            auto const& expected = recorded.expect.at("error").as_object();
            if (auto const type = word(expected, "type"); !type.empty()) // Bedrock has it in a header
                BOOST_TEST(why.provider_type == type);
            BOOST_TEST(why.provider_code == word(expected, "code"));
            BOOST_TEST(why.provider_message == word(expected, "message"));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_recorded_error_is_left_out)
{
    std::size_t errors = 0;
    for (auto const& one : std::filesystem::recursive_directory_iterator(folder)) {
        if (one.path().extension() != ".json" || read(one.path()).expect.at("kind") != "error")
            continue;
        ++errors;
        auto const name = one.path().parent_path().filename().string() + "/" + one.path().stem().string();
        BOOST_TEST(meanings.contains(name), name);
    }
    BOOST_TEST(errors == meanings.size());
}

BOOST_AUTO_TEST_SUITE_END()
