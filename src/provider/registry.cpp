// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/registry.hpp"

#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_converse.hpp"
#include "provider/bedrock/bedrock_invoke.hpp"
#include "provider/cohere/cohere_chat.hpp"
#include "provider/gemini/gemini.hpp"
#include "provider/ollama/ollama_chat.hpp"
#include "provider/openai_chat/openai_chat.hpp"
#include "provider/openai_responses/openai_responses.hpp"
#include "text/base64.hpp"

#include <algorithm>

namespace coax::provider {

namespace {

// Stateless, so that one of each serves everybody. Not constexpr: g++ 12 rejects a constexpr virtual destructor here.
anthropic const anthropic_messages;
openai_responses const responses;
gemini const google;
gemini const vertex({.service = "Vertex AI", .models = "/publishers/google/models/", .key_header = "authorization"});
cohere_chat const cohere;
bedrock_converse const bedrock;
bedrock_invoke const bedrock_anthropic;
ollama_chat const ollama_native;
// What they take beside words, its limits, and how they call the steps of thinking, as their documentation has them.
constexpr std::string_view sounds = "audio/wav audio/mpeg";
constexpr std::string_view photos = "image/png image/jpeg";
constexpr std::string_view web = "https http";
constexpr media_rules images{.image = {usual_images, web}};
constexpr media_rules azure_media{.image = {usual_images, web}, .document = {pdf, ""}, .audio = {sounds, ""}};

openai_chat const openai({.max_completion_tokens = true,
    .parallel_tool_calls = true,
    .top_tokens = 20,
    .of_model = &openai_thinking,
    .media = {.image = {usual_images, web, true, 0, 1500},
        .document = {pdf, ""},
        .audio = {sounds, ""},
        .max_request_bytes = 512_MB}});
openai_chat const azure({.service = "Azure OpenAI",
    .max_completion_tokens = true,
    .parallel_tool_calls = true,
    .top_tokens = 20,
    .of_model = &openai_thinking,
    .media = azure_media,
    .key_header = "api-key"});
openai_chat const azure_deployments({.service = "Azure OpenAI",
    .max_completion_tokens = true,
    .parallel_tool_calls = true,
    .top_tokens = 20,
    .of_model = &openai_thinking,
    .media = azure_media,
    .deployments = true,
    .key_header = "api-key"});
openai_chat const ollama({.service = "Ollama",
    .unseen_schema = true,
    .top_tokens = 20,
    .forcing = forcing::none,
    .efforts = low_to_max,
    .media = {.image = {"image/png image/jpeg image/webp", ""}}});
openai_chat const vllm({.service = "vLLM",
    .unseen_schema = true,
    .top_tokens = 20, // its --max-logprobs, unless told otherwise
    .media = {.image = {usual_images, web}, .audio = {sounds, ""}}});
openai_chat const llama_cpp({.service = "llama.cpp",
    .unseen_schema = true,
    .schema_in_json_object = true,
    .top_tokens = 20,
    .forcing = forcing::required,
    .thinking = thinking_form::kwargs,
    .media = {.image = {"image/png image/jpeg image/gif", web}, .audio = {sounds, ""}}});
openai_chat const lm_studio({.service = "LM Studio",
    .unseen_schema = true,
    .forcing = forcing::required,
    .media = {.image = {"image/png image/jpeg image/webp", ""}}}); // fetches nothing
openai_chat const groq({.service = "Groq",
    .max_completion_tokens = true,
    .parallel_tool_calls = true,
    .media = {.image = {usual_images, web, true, 4_MB}}}); // how many, each model's page says
openai_chat const mistral({.service = "Mistral",
    .stream_options = false,
    .seed = false,
    .forcing = forcing::any,
    .of_model = &mistral_thinking,
    .parts = part_form::mistral,
    .media = {.image = {usual_images, web, true, text::base64_size(20_MB)},
        .document = {pdf, web, true, text::base64_size(50_MB)},
        .audio = {sounds, web}}});
openai_chat const deepseek({.service = "DeepSeek",
    .strict = false,
    .top_tokens = 20,
    .thinking = thinking_form::on_off,
    .efforts = {effort_step::low, effort_step::high, effort_step::max},
    .media = {.image = {usual_images, web, true, text::base64_size(32_MB), 600}, .max_request_bytes = 48_MB}});
openai_chat const xai({.service = "xAI",
    .max_completion_tokens = true,
    .parallel_tool_calls = true,
    .top_tokens = 8,
    .of_model = &xai_thinking,
    .media = {.image = {photos, web, true, text::base64_size(20_MB)}}});
openai_chat const openrouter({.service = "OpenRouter",
    .require_parameters = true,
    .top_tokens = 20,
    .cache_marks = true,
    .thinking = thinking_form::reasoning,
    .efforts = every_step,
    .media = {.image = {usual_images, web}, .document = {pdf, web}, .audio = {sounds, ""}}});
openai_chat const together(
    {.service = "Together", .media = {.image = {usual_images, web}, .audio = {"audio/wav", ""}}});
openai_chat const fireworks({.service = "Fireworks", .unseen_schema = true, .top_tokens = 5, .media = images});
openai_chat const perplexity({.service = "Perplexity",
    .stream_options = false,
    .efforts = low_to_high.without(effort_step::none).with(effort_step::minimal),
    .parts = part_form::perplexity,
    .media = {.image = {usual_images, web}, .document = {pdf, web}}});
openai_chat const cerebras(
    {.service = "Cerebras", .max_completion_tokens = true, .top_tokens = 20, .media = {.image = {photos, ""}}});
openai_chat const hugging_face({.service = "Hugging Face", .top_tokens = 5, .media = images});
openai_chat const moonshot({.service = "Moonshot",
    .strict = false,
    .thinking = thinking_form::on_off,
    .of_model = &moonshot_thinking,
    .media = {.image = {usual_images, ""}, .max_request_bytes = 100_MB}});
openai_chat const zai({.service = "Z.ai",
    .strict = false,
    .forcing = forcing::none,
    .thinking = thinking_form::on_off,
    .of_model = &zai_thinking,
    .media = images});
openai_chat const compatible({.service = "the service",
    .top_tokens = 20,
    .media = {.image = {usual_images, web}, .document = {pdf, web}, .audio = {sounds, ""}}});

using enum mode;
constexpr mode_set all{json_schema, tool, json_object, prompted};
constexpr mode_set without_schema{tool, json_object, prompted};
constexpr mode_set in_text{json_object, prompted};

// Keys and base URLs as the services' own SDKs and documentation have them.
service const table[] = {
    {"anthropic", &anthropic_messages, "https://api.anthropic.com", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", true,
        dialect::anthropic, {json_schema, tool, prompted}, {json_schema, tool, prompted}, false, true},
    {"openai", &openai, "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", true, dialect::openai, all,
        all},
    {"openai-responses", &responses, "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", true,
        dialect::openai, all, all},
    {"azure", &azure, "{AZURE_OPENAI_ENDPOINT}/openai/v1", "AZURE_OPENAI_API_KEY", "", true, dialect::openai, all,
        all}, // the model is the name of a deployment
    {"azure-deployments", &azure_deployments, "{AZURE_OPENAI_ENDPOINT}/openai/deployments", "AZURE_OPENAI_API_KEY", "",
        true, dialect::openai, all, all, false, false, false, "OPENAI_API_VERSION"}, // the older form of address
    {"google", &google, "https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY", "", true, dialect::gemini,
        all, all, true},
    {"vertex", &vertex,
        "https://{GOOGLE_CLOUD_LOCATION}-aiplatform.googleapis.com/v1/projects/{GOOGLE_CLOUD_PROJECT}/locations/"
        "{GOOGLE_CLOUD_LOCATION}",
        "GOOGLE_OAUTH_ACCESS_TOKEN", "", true, dialect::gemini, all, all, true}, // the key is an access token
    {"bedrock", &bedrock, "https://bedrock-runtime.{AWS_REGION}.amazonaws.com", "AWS_BEARER_TOKEN_BEDROCK", "", true,
        dialect::bedrock, {json_schema, tool, prompted}, {tool, prompted}, false, true,
        true}, // json_schema: some models only
    {"bedrock-anthropic", &bedrock_anthropic, "https://bedrock-runtime.{AWS_REGION}.amazonaws.com",
        "AWS_BEARER_TOKEN_BEDROCK", "", true, dialect::bedrock, {json_schema, tool, prompted},
        {json_schema, tool, prompted}, false, true, true},
    {"cohere", &cohere, "https://api.cohere.com", "CO_API_KEY", "CO_API_URL", true, dialect::cohere, all, all},
    {"groq", &groq, "https://api.groq.com/openai/v1", "GROQ_API_KEY", "", true, dialect::groq, all, without_schema,
        true}, // json_schema: a few models only
    {"mistral", &mistral, "https://api.mistral.ai/v1", "MISTRAL_API_KEY", "", true, dialect::openai, all, all, true},
    {"deepseek", &deepseek, "https://api.deepseek.com", "DEEPSEEK_API_KEY", "", true, dialect::openai, without_schema,
        in_text, false, true}, // a forced tool is refused while the model thinks
    {"xai", &xai, "https://api.x.ai/v1", "XAI_API_KEY", "", true, dialect::xai, all, all, true},
    {"openrouter", &openrouter, "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "", true, dialect::openai, all,
        all},
    {"together", &together, "https://api.together.xyz/v1", "TOGETHER_API_KEY", "TOGETHER_BASE_URL", true,
        dialect::openai, all, all},
    {"fireworks", &fireworks, "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY", "", true, dialect::openai,
        all, all},
    {"perplexity", &perplexity, "https://api.perplexity.ai", "PERPLEXITY_API_KEY", "", true, dialect::perplexity,
        {json_schema, prompted}, {json_schema, prompted}},
    {"cerebras", &cerebras, "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY", "", true, dialect::cerebras, all, all},
    {"huggingface", &hugging_face, "https://router.huggingface.co/v1", "HF_TOKEN", "", true, dialect::openai, all, all},
    {"moonshot", &moonshot, "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY", "", true, dialect::openai, without_schema,
        in_text},
    {"zai", &zai, "https://api.z.ai/api/paas/v4", "ZAI_API_KEY", "", true, dialect::openai, without_schema, in_text,
        true}, // it cannot be told that a tool must be called
    {"ollama", &ollama, "http://localhost:11434/v1", "", "", false, dialect::grammar, all,
        {json_schema, json_object, prompted}, true},
    {"ollama-native", &ollama_native, "http://localhost:11434", "", "", false, dialect::grammar, all,
        {json_schema, json_object, prompted}, true}, // says so where a prompt is too long; "ollama" cuts it off
    {"vllm", &vllm, "http://localhost:8000/v1", "VLLM_API_KEY", "", false, dialect::openai, all, all},
    {"llama.cpp", &llama_cpp, "http://localhost:8080/v1", "LLAMA_API_KEY", "LLAMACPP_BASE_URL", false, dialect::grammar,
        all, in_text}, // a grammar hides descriptions, so the prompt holds the schema as well
    {"lmstudio", &lm_studio, "http://localhost:1234/v1", "", "", false, dialect::grammar, {json_schema, tool, prompted},
        {json_schema, tool, prompted}},
    {"openai-compatible", &compatible, "", "", "", false, dialect::openai, all, all},
};

} // namespace

std::span<service const> services() noexcept { return table; }

service const* find_service(std::string_view name) noexcept
{
    auto const row = std::find_if(std::begin(table), std::end(table), [&](service const& s) { return s.name == name; });
    return row == std::end(table) ? nullptr : row;
}

std::string service_names()
{
    std::string out;
    for (auto const& s : table)
        out.append(out.empty() ? "" : ", ").append(s.name);
    return out;
}

} // namespace coax::provider
