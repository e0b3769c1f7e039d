// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "asked.hpp"
#include "provider/registry.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

using namespace coax;
using coax::provider::protocol;

namespace {

protocol const& of(std::string_view service) { return *provider::find_service(service)->protocol; }

boost::json::object body(
    std::string_view service, request const& ask, mode requested = mode::prompted, std::string_view model = "m")
{
    asked q(requested);
    q.request = ask;
    q.question.model = model;
    return q.body(of(service)).as_object();
}

errc refusal(std::string_view service, request const& ask, std::string_view model = "m")
{
    try {
        (void)body(service, ask, mode::prompted, model);
    } catch (coax::error const& thrown) {
        BOOST_TEST_MESSAGE(thrown->message);
        return static_cast<errc>(thrown.code().value());
    }
    return {};
}

request ask() { return request("Hello").max_tokens(8000); }

} // namespace

BOOST_AUTO_TEST_SUITE(provider_settings)

BOOST_AUTO_TEST_CASE(extra_is_merged_member_by_member)
{
    auto const more = ask().extra(R"({"metadata":{"user_id":"u"},"output_config":{"effort":"low"},"tools":[{"a":1}]})");
    auto const sent = body("anthropic", more, mode::json_schema);
    BOOST_TEST(sent.at("metadata") == boost::json::parse(R"({"user_id":"u"})"));
    BOOST_TEST(sent.at("output_config").at("effort") == "low");
    BOOST_TEST(sent.at("output_config").at("format").at("type") == "json_schema");
    BOOST_TEST(sent.at("tools") == boost::json::parse(R"([{"a":1}])"));
    for (auto const& service : provider::services())
        BOOST_TEST(
            body(service.name, ask().extra(R"({"x-y":{"z":[1]}})")).at("x-y") == boost::json::parse(R"({"z":[1]})"),
            service.name);
}

BOOST_AUTO_TEST_CASE(extra_never_overwrites)
{
    for (auto const& service : provider::services()) {
        BOOST_TEST_CONTEXT(service.name)
        {
            for (auto const& [key, value] : body(service.name, ask()))
                if (!value.is_object())
                    BOOST_TEST(
                        (refusal(service.name, ask().extra(boost::json::serialize(boost::json::object{{key, 1}})))
                            == errc::invalid_option));
        }
    }
    try {
        (void)body("google", ask().extra(R"({"generationConfig":{"topK":1,"maxOutputTokens":5}})"));
        BOOST_ERROR("nothing was thrown");
    } catch (coax::error const& thrown) {
        BOOST_TEST(thrown->message.find("/generationConfig/maxOutputTokens") != std::string::npos);
    }
    for (auto const* text : {"[]", "1", "{", "{\"a\":}", "nonsense"})
        BOOST_TEST((refusal("openai", ask().extra(text)) == errc::invalid_option), text);
}

BOOST_AUTO_TEST_CASE(cache_marks)
{
    auto const marked = request().system("S").cache_here().user("U").assistant("A").cache_here().user("V");
    auto const anthropic = body("anthropic", marked, mode::tool);
    BOOST_TEST(anthropic.at("system")
        == boost::json::parse(R"([{"type":"text","text":"S","cache_control":{"type":"ephemeral"}}])"));
    BOOST_TEST(anthropic.at("messages") == boost::json::parse(R"([{"role":"user","content":"U"},
        {"role":"assistant","content":[{"type":"text","text":"A","cache_control":{"type":"ephemeral"}}]},
        {"role":"user","content":"V"}])"));
    auto const bedrock = body("bedrock", marked, mode::tool);
    BOOST_TEST(bedrock.at("system") == boost::json::parse(R"([{"text":"S"},{"cachePoint":{"type":"default"}}])"));
    BOOST_TEST(bedrock.at("messages").at(1).at("content")
        == boost::json::parse(R"([{"text":"A"},{"cachePoint":{"type":"default"}}])"));
    auto const router = body("openrouter", marked, mode::tool);
    BOOST_TEST(router.at("messages").at(0).at("content").at(0).at("cache_control").at("type") == "ephemeral");
    BOOST_TEST(router.at("messages").at(2).at("content").at(0).at("cache_control").at("type") == "ephemeral");
    // Others are sent what they would be sent without.
    auto const plain = request().system("S").user("U").assistant("A").user("V");
    for (auto const* service : {"openai", "openai-responses", "google", "cohere", "ollama-native", "groq"})
        BOOST_TEST(body(service, marked, mode::tool) == body(service, plain, mode::tool), service);

    auto many = request().system("S").cache_here();
    for (int n = 0; n < 4; ++n)
        many.user("u").cache_here();
    BOOST_TEST((refusal("anthropic", many) == errc::invalid_option));
}

BOOST_AUTO_TEST_CASE(effort_in_each_service_s_words)
{
    struct row {
        std::string_view service;
        effort level;
        std::string_view pointer;
        std::string_view value;
        std::string_view model = "m";
    };
    row const rows[] = {
        {"anthropic", effort::medium, "/thinking", R"({"type":"adaptive"})"},
        {"anthropic", effort::medium, "/output_config/effort", R"("medium")"},
        {"anthropic", effort::most, "/output_config/effort", R"("max")"},
        {"anthropic", effort::none, "/thinking", R"({"type":"disabled"})"},
        {"openai", effort::minimal, "/reasoning_effort", R"("minimal")"},
        {"openai", effort::most, "/reasoning_effort", R"("max")"},
        {"azure", effort::most, "/reasoning_effort", R"("max")"},
        {"azure", effort::most, "/reasoning_effort", R"("xhigh")", "gpt-5.4"},
        {"openai", effort::most, "/reasoning_effort", R"("high")", "gpt-5"},
        {"openai", effort::none, "/reasoning_effort", R"("minimal")", "gpt-5-mini-2025-08-07"},
        {"openai", effort::minimal, "/reasoning_effort", R"("low")", "gpt-5.1"},
        {"openai", effort::most, "/reasoning_effort", R"("high")", "gpt-5.1"},
        {"openai", effort::most, "/reasoning_effort", R"("xhigh")", "gpt-5.1-codex-max"},
        {"openai", effort::most, "/reasoning_effort", R"("xhigh")", "gpt-5.2"},
        {"openai", effort::low, "/reasoning_effort", R"("medium")", "gpt-5.2-pro"},
        {"openai", effort::low, "/reasoning_effort", R"("high")", "gpt-5-pro"},
        {"openai", effort::most, "/reasoning_effort", R"("max")", "gpt-5.6-sol"},
        {"openai", effort::minimal, "/reasoning_effort", R"("low")", "gpt-6"},
        {"openai", effort::none, "/reasoning_effort", R"("low")", "o3"},
        {"openai", effort::most, "/reasoning_effort", R"("high")", "o4-mini"},
        {"openai-responses", effort::most, "/reasoning", R"({"effort":"xhigh"})", "gpt-5.5"},
        {"xai", effort::none, "/reasoning_effort", R"("none")", "grok-4.3"},
        {"xai", effort::most, "/reasoning_effort", R"("high")", "grok-4.3"},
        {"xai", effort::none, "/reasoning_effort", R"("low")", "grok-4.5"},
        {"xai", effort::most, "/reasoning_effort", R"("high")", "grok-4.5"},
        {"xai", effort::most, "/reasoning_effort", R"("xhigh")", "grok-4.7"},
        {"xai", effort::medium, "/reasoning_effort", R"("high")", "grok-3-mini"},
        {"xai", effort::most, "/reasoning_effort", R"("xhigh")", "grok-4.20-multi-agent"},
        {"moonshot", effort::medium, "/reasoning_effort", R"("high")", "kimi-k3"},
        {"moonshot", effort::none, "/reasoning_effort", R"("low")", "kimi-k3.1-pro"},
        {"moonshot", effort::high, "/thinking", R"({"type":"enabled"})", "kimi-k2.6"},
        {"zai", effort::none, "/reasoning_effort", R"("low")", "glm-5.3"},
        {"zai", effort::none, "/reasoning_effort", R"("low")", "glm-5.3-flash"},
        {"zai", effort::most, "/reasoning_effort", R"("max")", "glm-5.2"},
        {"zai", effort::none, "/thinking", R"({"type":"disabled"})", "glm-5.2"},
        {"zai", effort::most, "/thinking", R"({"type":"enabled"})", "glm-4.7"},
        {"mistral", effort::low, "/reasoning_effort", R"("low")", "mistral-large-4-0"},
        {"mistral", effort::low, "/reasoning_effort", R"("high")", "mistral-large-2411"},
        {"xai", effort::most, "/reasoning_effort", R"("xhigh")"},
        {"groq", effort::minimal, "/reasoning_effort", R"("low")"},
        {"groq", effort::most, "/reasoning_effort", R"("high")"},
        {"groq", effort::none, "/reasoning_effort", R"("none")"},
        {"mistral", effort::low, "/reasoning_effort", R"("high")"},
        {"perplexity", effort::none, "/reasoning_effort", R"("minimal")"},
        {"ollama", effort::most, "/reasoning_effort", R"("max")"},
        {"openai-responses", effort::most, "/reasoning", R"({"effort":"max"})"},
        {"openai-responses", effort::low, "/reasoning", R"({"effort":"low"})"},
        {"google", effort::high, "/generationConfig/thinkingConfig", R"({"thinkingLevel":"high"})"},
        {"google", effort::none, "/generationConfig/thinkingConfig", R"({"thinkingLevel":"minimal"})"},
        {"google", effort::none, "/generationConfig/thinkingConfig", R"({"thinkingBudget":0})", "gemini-2.5-flash"},
        {"vertex", effort::medium, "/generationConfig/thinkingConfig", R"({"thinkingBudget":8192})", "gemini-2.5-pro"},
        {"google", effort::most, "/generationConfig/thinkingConfig", R"({"thinkingLevel":"high"})", "gemini-3.8-flash"},
        {"openrouter", effort::high, "/reasoning", R"({"effort":"high"})"},
        {"deepseek", effort::low, "/thinking", R"({"type":"enabled"})"},
        {"deepseek", effort::medium, "/reasoning_effort", R"("high")"},
        {"moonshot", effort::most, "/reasoning_effort", R"("max")"},
        {"zai", effort::minimal, "/reasoning_effort", R"("low")"},
        {"zai", effort::none, "/thinking", R"({"type":"disabled"})"},
        {"moonshot", effort::none, "/thinking", R"({"type":"disabled"})"},
        {"llama.cpp", effort::none, "/chat_template_kwargs", R"({"enable_thinking":false})"},
        {"ollama-native", effort::none, "/think", "false"},
        {"ollama-native", effort::minimal, "/think", R"("low")"},
        {"ollama-native", effort::most, "/think", R"("max")"},
        {"cohere", effort::none, "/thinking", R"({"type":"disabled"})"},
        {"bedrock", effort::high, "/additionalModelRequestFields",
            R"({"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}})", "eu.anthropic.claude-x"},
        {"bedrock-anthropic", effort::low, "/output_config/effort", R"("low")"},
        {"bedrock", effort::minimal, "/outputConfig", R"({"effort":"low"})", "amazon.nova-x"},
    };
    for (auto const& r : rows)
        BOOST_TEST(
            boost::json::value(body(r.service, ask().effort(r.level), mode::prompted, r.model)).at_pointer(r.pointer)
                == boost::json::parse(r.value),
            r.service << r.pointer);
    BOOST_TEST((refusal("cohere", ask().effort(effort::low)) == errc::unsupported_request));
    BOOST_TEST((refusal("bedrock", ask().effort(effort::none), "amazon.nova") == errc::unsupported_request));
    auto const nova = body("bedrock", ask().effort(effort::high), mode::json_schema, "amazon.nova");
    BOOST_TEST(nova.at("outputConfig").at("effort") == "high");
    BOOST_TEST(nova.at("outputConfig").at("textFormat").at("type") == "json_schema");
    for (auto const* service : {"deepseek", "moonshot", "zai"})
        BOOST_TEST(!body(service, ask().effort(effort::none)).contains("reasoning_effort"), service);
    for (auto const level : {effort::none, effort::high, effort::most}) { // they always think
        BOOST_TEST(!body("moonshot", ask().effort(level), mode::prompted, "kimi-k3").contains("thinking"));
        BOOST_TEST(!body("zai", ask().effort(level), mode::prompted, "glm-5.3").contains("thinking"));
    }
    for (auto const* model : {"kimi-k2.6", "glm-4.7"})
        BOOST_TEST(!body(model[0] == 'k' ? "moonshot" : "zai", ask().effort(effort::high), mode::prompted, model)
                        .contains("reasoning_effort"),
            model);
}

BOOST_AUTO_TEST_CASE(anthropic_is_asked_for_the_thoughts_that_are_to_be_shown)
{
    auto const shown = ask().show_reasoning(true);
    BOOST_TEST(body("anthropic", request(shown).effort(effort::low)).at("thinking")
        == boost::json::parse(R"({"type":"adaptive","display":"summarized"})"));
    BOOST_TEST(body("anthropic", request(shown).thinking_budget(2000)).at("thinking").at("display") == "summarized");
    BOOST_TEST(body("anthropic", request(shown).effort(effort::none)).at("thinking")
        == boost::json::parse(R"({"type":"disabled"})"));
    BOOST_TEST(!body("anthropic", shown).contains("thinking"));
}

BOOST_AUTO_TEST_CASE(thoughts_are_asked_for_where_they_are_to_be_shown_and_nowhere_else)
{
    auto const shown = ask().show_reasoning(true);
    BOOST_TEST(body("openai-responses", shown).at("reasoning") == boost::json::parse(R"({"summary":"auto"})"));
    BOOST_TEST(body("openai-responses", request(shown).effort(effort::low)).at("reasoning")
        == boost::json::parse(R"({"effort":"low","summary":"auto"})"));
    BOOST_TEST(!body("openai-responses", ask()).contains("reasoning"));
    for (auto const* service : {"google", "vertex"}) {
        auto const config = [&](request const& r) {
            return body(service, r).at("generationConfig").as_object().contains("thinkingConfig")
                ? boost::json::serialize(body(service, r).at("generationConfig").at("thinkingConfig"))
                : std::string();
        };
        BOOST_TEST(config(shown) == R"({"includeThoughts":true})");
        BOOST_TEST(config(request(shown).effort(effort::low)) == R"({"thinkingLevel":"low","includeThoughts":true})");
        BOOST_TEST(config(request(shown).effort(effort::none)) == R"({"thinkingLevel":"minimal"})");
        BOOST_TEST(config(ask()) == "");
    }
}

BOOST_AUTO_TEST_CASE(the_schema_is_said_in_words_where_the_service_hides_it)
{
    static constexpr std::string_view hiding[]{"ollama", "ollama-native", "vllm", "lmstudio", "llama.cpp", "fireworks"};
    request const asked_for = request("Hello").system("Be brief.");
    for (auto const& service : provider::services()) {
        BOOST_TEST_CONTEXT(service.name)
        {
            if (!service.modes.contains(mode::json_schema))
                continue;
            bool const hidden = std::ranges::find(hiding, service.name) != std::end(hiding);
            asked q(mode::json_schema);
            q.request = asked_for;
            q.schema
                = boost::json::parse(R"({"type":"object","properties":{"a":{"type":"string","description":"Words for a",
                "examples":["one of a"]}},"required":["a"]})")
                      .as_object();
            auto const sent = q.body(*service.protocol).as_object();
            auto const* messages = sent.if_contains("messages");
            if (messages == nullptr)
                continue;
            auto const text = boost::json::serialize(messages->at(0));
            BOOST_TEST((text.find("Words for a") != text.npos) == hidden);
            BOOST_TEST((text.find("one of a") != text.npos) == hidden);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_tool_without_arguments_is_declared_without_an_empty_list)
{
    std::vector<provider::tool_form> const tools{{"stop", "Stops", {{"type", "object"}}, true},
        {"go", "", {{"type", "object"}, {"properties", boost::json::object{{"a", boost::json::object()}}}}, true}};
    asked q(mode::tool);
    q.question.tools = tools;
    auto const sent = q.body(of("google"));
    auto const& declared = sent.at_pointer("/tools/0/functionDeclarations");
    BOOST_TEST(declared.at(0) == boost::json::parse(R"({"name":"stop","description":"Stops"})"));
    BOOST_TEST(declared.at(1).as_object().contains("parametersJsonSchema"));
}

BOOST_AUTO_TEST_CASE(budgets)
{
    auto const with = ask().thinking_budget(2000);
    BOOST_TEST(
        body("anthropic", with).at("thinking") == boost::json::parse(R"({"type":"enabled","budget_tokens":2000})"));
    BOOST_TEST(body("google", with).at("generationConfig").at("thinkingConfig")
        == boost::json::parse(R"({"thinkingBudget":2000})"));
    BOOST_TEST(body("cohere", with).at("thinking") == boost::json::parse(R"({"type":"enabled","token_budget":2000})"));
    BOOST_TEST(body("openrouter", with).at("reasoning") == boost::json::parse(R"({"max_tokens":2000})"));
    for (auto const* service : {"openai", "openai-responses", "azure", "groq", "deepseek", "ollama-native", "bedrock"})
        BOOST_TEST((refusal(service, with) == errc::unsupported_request), service);
    for (auto const tokens : {0u, 1023u, 8000u})
        BOOST_TEST((refusal("anthropic", ask().thinking_budget(tokens)) == errc::invalid_option), tokens);
    BOOST_TEST((refusal("openrouter", ask().thinking_budget(2000).effort(effort::low)) == errc::invalid_option));
}

BOOST_AUTO_TEST_CASE(azure_s_older_form_of_address)
{
    asked q(mode::json_schema);
    q.endpoint = {"/openai/deployments", "key-1"};
    q.endpoint.version = "2024-10-21";
    q.question.model = "my deployment";
    (void)q.body(of("azure-deployments"));
    BOOST_TEST(q.sent.target == "/openai/deployments/my%20deployment/chat/completions?api-version=2024-10-21");
    BOOST_TEST(http::find(q.sent.headers, "api-key") == "key-1");
}

BOOST_AUTO_TEST_CASE(parallel_calls_are_not_spoken_of_to_models_that_refuse_it)
{
    for (auto const* model : {"o1", "o3-mini", "o4-mini-2025-04-16"})
        for (auto const* service : {"openai", "azure"})
            BOOST_TEST(!body(service, ask(), mode::tool, model).contains("parallel_tool_calls"), model);
    for (auto const* model : {"gpt-4o", "gpt-5-mini", "gpt-6", "omni"})
        BOOST_TEST(
            body("openai", ask(), mode::tool, model).at("parallel_tool_calls") == boost::json::value(false), model);
}

BOOST_AUTO_TEST_CASE(several_tools_in_each_service_s_form)
{
    std::vector<provider::tool_form> const tools{
        {"cat", "A cat", {{"type", "object"}}, true}, {"dog", "", {{"type", "object"}}, false}};
    auto const sent = [&](std::string_view service) {
        asked q(mode::tool);
        q.question.tools = tools;
        return q.body(of(service));
    };
    auto const anthropic = sent("anthropic");
    BOOST_TEST(anthropic.at("tool_choice") == boost::json::parse(R"({"type":"any"})"));
    BOOST_TEST(anthropic.at_pointer("/tools/0/name") == "cat");
    BOOST_TEST(anthropic.at_pointer("/tools/0/description") == "A cat");
    BOOST_TEST(anthropic.at_pointer("/tools/1/input_schema") == boost::json::parse(R"({"type":"object"})"));
    BOOST_TEST(!anthropic.at_pointer("/tools/1").as_object().contains("strict"));
    auto const openai = sent("openai");
    BOOST_TEST(openai.at("tool_choice") == "required");
    BOOST_TEST(openai.at("parallel_tool_calls") == boost::json::value(true));
    BOOST_TEST(
        openai.at("tools") == boost::json::parse(R"([{"type":"function","function":{"name":"cat","description":"A cat",
        "parameters":{"type":"object"},"strict":true}},{"type":"function","function":{"name":"dog","parameters":{"type":"object"}}}])"));
    BOOST_TEST(sent("mistral").at("tool_choice") == "any");
    BOOST_TEST(!sent("ollama").as_object().contains("tool_choice"));
    auto const responses = sent("openai-responses");
    BOOST_TEST(responses.at("tool_choice") == "required");
    BOOST_TEST(responses.at_pointer("/tools/1/strict") == boost::json::value(false));
    auto const google = sent("google");
    BOOST_TEST(google.at_pointer("/tools/0/functionDeclarations").as_array().size() == 2U);
    BOOST_TEST(google.at_pointer("/toolConfig/functionCallingConfig")
        == boost::json::parse(R"({"mode":"ANY","allowedFunctionNames":["cat","dog"]})"));
    auto const cohere = sent("cohere");
    BOOST_TEST(cohere.at("tool_choice") == "REQUIRED");
    BOOST_TEST(!cohere.as_object().contains("strict_tools"));
    auto const bedrock = sent("bedrock");
    BOOST_TEST(bedrock.at_pointer("/toolConfig/toolChoice") == boost::json::parse(R"({"any":{}})"));
    BOOST_TEST(bedrock.at_pointer("/toolConfig/tools/1/toolSpec/name") == "dog");
    BOOST_TEST(sent("ollama-native").at("tools").as_array().size() == 2U);
}

BOOST_AUTO_TEST_CASE(probabilities_where_they_are_told)
{
    for (auto const& service : provider::services()) {
        asked q(mode::json_schema);
        q.question.top_tokens = 20;
        BOOST_TEST_CONTEXT(service.name)
        try {
            auto const sent = q.body(*service.protocol);
            if (service.name == "google" || service.name == "vertex") {
                BOOST_TEST(sent.at_pointer("/generationConfig/responseLogprobs") == boost::json::value(true));
                BOOST_TEST(sent.at_pointer("/generationConfig/logprobs") == 20);
                continue;
            }
            BOOST_TEST(sent.at("logprobs") == boost::json::value(true));
            bool const five = service.name == "fireworks" || service.name == "huggingface";
            BOOST_TEST(sent.at("top_logprobs") == (service.name == "xai" ? 8 : five ? 5 : 20));
        } catch (coax::error const& thrown) {
            BOOST_TEST((thrown.code() == errc::unsupported_request));
            for (auto const* told : {"openai", "azure", "cerebras", "ollama", "huggingface"})
                BOOST_TEST(service.name != told);
        }
    }
    BOOST_TEST(!asked(mode::json_schema)
                    .body(*provider::find_service("google")->protocol)
                    .at("generationConfig")
                    .as_object()
                    .contains("responseLogprobs"));
}

BOOST_AUTO_TEST_CASE(stop_sequences_and_seed)
{
    auto const with = ask().stop({"END"}).seed(7);
    BOOST_TEST(body("anthropic", with).at("stop_sequences") == boost::json::parse(R"(["END"])"));
    BOOST_TEST(!body("anthropic", with).contains("seed"));
    BOOST_TEST(body("mistral", with).at("random_seed") == 7);
    BOOST_TEST(body("bedrock", with).at("inferenceConfig").at("stopSequences") == boost::json::parse(R"(["END"])"));
    BOOST_TEST((refusal("openai-responses", with) == errc::unsupported_request));
}

BOOST_AUTO_TEST_SUITE_END()
