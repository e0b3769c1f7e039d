// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/own_members.hpp"

#include "asked.hpp"
#include "provider/refusal_words.hpp"
#include "provider/registry.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace coax;
using provider::effort_step;
using provider::own_members;

namespace {

std::string join(std::vector<std::string> const& names)
{
    std::string out;
    for (auto const& one : names)
        out.append(out.empty() ? "" : " ").append(one);
    return out;
}

// What a service refuses of a request with all settings, and what is sent then.
struct asker {
    asker(std::string_view service, mode requested, std::string_view model = "m") : q(requested), to(service)
    {
        q.question.model = model;
        q.request = request("Hello").max_tokens(8000);
    }
    boost::json::value send(std::vector<std::string> refused = {})
    {
        own = own_members(std::move(refused));
        q.question.own = &own;
        return q.body(*provider::find_service(to)->protocol);
    }
    boost::json::value send_again(std::string_view body)
    {
        (void)send();
        return send(own.refused_by(body));
    }
    asked q;
    std::string_view to;
    own_members own;
};

} // namespace

BOOST_AUTO_TEST_SUITE(provider_own_members)

BOOST_AUTO_TEST_CASE(names_in_the_words_of_services)
{
    using provider::names_member;
    for (char const* words : {"Unsupported parameter: 'parallel_tool_calls' is not supported with this model.",
             "Parallel tool calls are not supported", "parallelToolCalls is unknown",
             "tools: parallel-tool-calls: no such option", "parallel_tool_calls"})
        BOOST_TEST(names_member(words, "parallel_tool_calls"), words);
    for (char const* words :
        {"disable_parallel_tool_calls", "parallel_tool_calls_x", "parallel tool call", "", "parallel"})
        BOOST_TEST(!names_member(words, "parallel_tool_calls"), words);
    // A name of one word is a word of the language, too.
    for (char const* words : {"tools.0.custom.strict: Extra inputs are not permitted", "'strict' is not known",
             "The model returned the following errors: strict: Extra inputs", "`strict`", "\"strict\"", "strict: no"})
        BOOST_TEST(names_member(words, "strict"), words);
    for (char const* words : {"in strict mode, all members are required", "stricter", "strict", "be strict."})
        BOOST_TEST(!names_member(words, "strict"), words);
    BOOST_TEST(names_member("param \"reasoning.summary\"", "reasoning.summary"));
    BOOST_TEST(names_member("Thinking level is not supported", "thinkingLevel"));
    BOOST_TEST(names_member("remove toolConfig.toolChoice.tool and try again", "toolChoice"));
}

BOOST_AUTO_TEST_CASE(words_are_taken_from_wherever_a_service_puts_them)
{
    using provider::refusal_words;
    BOOST_TEST(refusal_words(R"({"error":{"message":"m","param":"stream_options","code":null}})")
        == "\"m\"\n\"stream_options\"\n");
    BOOST_TEST(refusal_words(R"({"detail":[{"type":"extra_forbidden","loc":["body","tools",0,"strict"],"msg":"x",
        "input":{"tool_choice":"auto"}}]})")
        == "\"extra_forbidden\"\n\"body.tools.0.strict\"\n\"x\"\n");
    BOOST_TEST(refusal_words("<html>no</html>") == "<html>no</html>");
    BOOST_TEST(refusal_words(R"({"error":"cut of)") == R"({"error":"cut of)");
    BOOST_TEST(refusal_words("") == "");
}

BOOST_AUTO_TEST_CASE(what_a_service_names_is_left_out)
{
    struct row {
        std::string_view service;
        mode requested;
        std::string_view pointer; ///< sent, and left out after
        std::string_view refusal;
    };
    row const rows[] = {
        {"anthropic", mode::tool, "/tools/0/eager_input_streaming",
            R"({"type":"error","error":{"type":"invalid_request_error","message":"tools.0.custom.eager_input_streaming: Extra inputs are not permitted"}})"},
        {"anthropic", mode::tool, "/tools/0/strict",
            R"({"message":"tools.0.custom.strict: Extra inputs are not permitted"})"},
        {"anthropic", mode::tool, "/tool_choice/name",
            R"({"error":{"message":"Thinking may not be enabled when tool_choice forces tool use."}})"},
        {"openai", mode::tool, "/parallel_tool_calls",
            R"({"error":{"message":"Unsupported parameter: 'parallel_tool_calls' is not supported with this model.","type":"invalid_request_error","param":"parallel_tool_calls","code":"unsupported_parameter"}})"},
        {"openai", mode::json_schema, "/stream_options",
            R"({"error":"Unrecognized request argument supplied: stream_options"})"},
        {"openai-compatible", mode::json_schema, "/response_format/json_schema/strict",
            R"({"detail":[{"loc":["body","response_format","json_schema","strict"],"msg":"Extra inputs are not permitted"}]})"},
        {"openai-compatible", mode::tool, "/tool_choice", "tool_choice is not supported by this server"},
        {"openai-responses", mode::tool, "/parallel_tool_calls",
            R"({"error":{"message":"Unknown parameter","param":"parallel_tool_calls"}})"},
        {"openrouter", mode::tool, "/tool_choice",
            R"({"error":{"code":400,"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"message\":\"unknown field: tool_choice\"}}"}}})"},
        {"bedrock", mode::tool, "/toolConfig/toolChoice",
            R"({"message":"This model doesn't support the toolConfig.toolChoice.tool field. Remove toolConfig.toolChoice.tool and try again."})"},
        {"cohere", mode::tool, "/strict_tools", R"({"message":"invalid request: unknown field 'strict_tools'"})"},
        {"ollama-native", mode::prompted, "/truncate", R"({"error":"json: unknown field \"truncate\""})"},
    };
    for (auto const& r : rows) {
        BOOST_TEST_CONTEXT(r.service << r.pointer)
        {
            asker a(r.service, r.requested);
            boost::system::error_code missing;
            (void)a.send().find_pointer(r.pointer, missing);
            BOOST_TEST(!missing);
            auto const again = a.send_again(r.refusal);
            BOOST_TEST(again.find_pointer(r.pointer, missing) == nullptr);
            // The rest is as before.
            BOOST_TEST(again.as_object().size() + 1 >= a.send().as_object().size());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_user_has_set_is_never_left_out)
{
    asker a("openai", mode::json_schema, "o3");
    a.q.request.temperature(0.5).effort(effort::high).seed(3);
    (void)a.send();
    for (char const* words :
        {R"({"error":{"message":"Unsupported parameter: 'temperature' is not supported with this model.","param":"temperature"}})",
            R"({"error":{"message":"Unsupported parameter: 'reasoning_effort' is not supported with this model.","param":"reasoning_effort"}})",
            R"({"error":{"message":"Invalid schema for response_format 'x'","param":"response_format"}})",
            R"({"error":{"message":"The model `o3` does not exist"}})", "", "{}", "[]", "max_tokens is too large"})
        BOOST_TEST(join(a.own.refused_by(words)) == "", words);
    BOOST_TEST(join(own_members().refused_by("tool_choice")) == "");
}

BOOST_AUTO_TEST_CASE(the_limit_of_tokens_goes_by_its_other_name)
{
    asker old("openai-compatible", mode::json_schema);
    auto const again = old.send_again(
        R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."}})");
    BOOST_TEST(!again.as_object().contains("max_tokens"));
    BOOST_TEST(again.at("max_completion_tokens") == 8000);
    asker young("groq", mode::json_schema);
    BOOST_TEST(
        young
            .send_again(
                R"({"detail":[{"loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted"}]})")
            .at("max_tokens")
        == 8000);
    // A limit that is too high is the user's.
    (void)old.send();
    BOOST_TEST(join(old.own.refused_by("max_tokens is too large: 8000. At most 4096 are possible.")) == "");
}

BOOST_AUTO_TEST_CASE(a_refused_word_for_the_effort_gives_way_to_the_nearest)
{
    struct row {
        std::string_view service;
        effort level;
        std::string_view pointer;
        std::string_view first;
        std::string_view refusal;
        std::string_view then;
        std::string_view model = "m";
    };
    row const rows[] = {
        {"openai", effort::most, "/reasoning_effort", "max",
            "Unsupported value: 'max' is not supported with the 'x' model. Supported values are: 'none', 'low', "
            "'medium', and 'high'.",
            "high"},
        {"openai", effort::minimal, "/reasoning_effort", "minimal",
            R"({"error":{"message":"Unsupported value: 'minimal' is not supported with the 'gpt-5.6-sol' model. Supported values are: 'none', 'low', 'medium', 'high', 'xhigh', and 'max'.","param":"***.effort"}})",
            "low"},
        {"openai-responses", effort::most, "/reasoning/effort", "max",
            R"({"error":{"message":"Unsupported value","param":"reasoning.effort"},"hint":"max"})", "xhigh"},
        {"anthropic", effort::most, "/output_config/effort", "max",
            "output_config.effort: Input should be 'low', 'medium' or 'high'", "high"},
        {"xai", effort::none, "/reasoning_effort", "none", "reasoning_effort none is not supported by grok-9", "low"},
        {"google", effort::minimal, "/generationConfig/thinkingConfig/thinkingLevel", "minimal",
            R"([{"error":{"message":"Thinking level MINIMAL is not supported for this model.","status":"INVALID_ARGUMENT"}}])",
            "low"},
    };
    for (auto const& r : rows) {
        BOOST_TEST_CONTEXT(r.service << " " << r.first)
        {
            asker a(r.service, mode::prompted, r.model);
            a.q.request.effort(r.level);
            BOOST_TEST(a.send().at_pointer(r.pointer).as_string() == r.first);
            BOOST_TEST(a.send_again(r.refusal).at_pointer(r.pointer).as_string() == r.then);
        }
    }
    // What the user asked for is left with no word: said before anything is sent.
    asker a("anthropic", mode::prompted);
    a.q.request.effort(effort::low);
    BOOST_CHECK_EXCEPTION(a.send({"output_config.effort=low", "output_config.effort=medium",
                              "output_config.effort=high", "output_config.effort=xhigh", "output_config.effort=max"}),
        error, [](error const& e) { return e.code() == make_error_code(errc::unsupported_request); });
}

BOOST_AUTO_TEST_CASE(thinking_that_a_model_takes_in_another_form)
{
    asker opus("anthropic", mode::prompted, "claude-opus-4-5");
    opus.q.request.effort(effort::high);
    auto const again = opus.send_again(R"({"error":{"message":"adaptive thinking is not supported on this model"}})");
    BOOST_TEST(!again.as_object().contains("thinking"));
    BOOST_TEST(again.at_pointer("/output_config/effort") == "high");
    asker kimi("moonshot", mode::prompted, "some-model");
    kimi.q.request.effort(effort::high);
    auto const without = kimi.send_again(R"({"error":{"message":"unknown parameter: `thinking`"}})");
    BOOST_TEST(!without.as_object().contains("thinking"));
    BOOST_TEST(without.at("reasoning_effort") == "high");
    asker summary("openai-responses", mode::prompted, "gpt-5");
    summary.q.request.show_reasoning(true);
    BOOST_TEST(summary.send().at_pointer("/reasoning/summary") == "auto");
    BOOST_TEST(
        !summary
             .send_again(
                 R"({"error":{"message":"Your organization must be verified to generate reasoning summaries.","param":"reasoning.summary"}})")
             .as_object()
             .contains("reasoning"));
}

BOOST_AUTO_TEST_SUITE_END()
