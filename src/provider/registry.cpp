// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/registry.hpp"

#include "provider/anthropic.hpp"
#include "provider/bedrock_converse.hpp"
#include "provider/bedrock_invoke.hpp"
#include "provider/cohere_chat.hpp"
#include "provider/gemini.hpp"
#include "provider/ollama_chat.hpp"
#include "provider/openai_chat.hpp"
#include "provider/openai_responses.hpp"

#include <algorithm>

namespace coax::provider {

namespace {

// Stateless, so that one of each serves everybody. Not constexpr: g++ 12 rejects a constexpr virtual destructor here.
anthropic const anthropic_messages;
openai_chat const openai({.max_completion_tokens = true, .parallel_tool_calls = true});
openai_responses const responses;
gemini const google;
gemini const vertex({.service = "Vertex AI", .models = "/publishers/google/models/", .key_header = "authorization"});
cohere_chat const cohere;
bedrock_converse const bedrock;
bedrock_invoke const bedrock_anthropic;
ollama_chat const ollama_native;
openai_chat const azure(
    {.service = "Azure OpenAI", .max_completion_tokens = true, .parallel_tool_calls = true, .key_header = "api-key"});
openai_chat const ollama({.service = "Ollama", .forcing = forcing::none});
openai_chat const vllm({.service = "vLLM"});
openai_chat const llama_cpp({.service = "llama.cpp", .schema_in_json_object = true, .forcing = forcing::required});
openai_chat const lm_studio({.service = "LM Studio", .forcing = forcing::required});
openai_chat const groq({.service = "Groq", .max_completion_tokens = true, .parallel_tool_calls = true});
openai_chat const mistral({.service = "Mistral", .stream_options = false, .seed = false, .forcing = forcing::any});
openai_chat const deepseek({.service = "DeepSeek", .strict = false});
openai_chat const xai({.service = "xAI", .max_completion_tokens = true, .parallel_tool_calls = true});
openai_chat const openrouter({.service = "OpenRouter", .require_parameters = true});
openai_chat const together({.service = "Together"});
openai_chat const fireworks({.service = "Fireworks"});
openai_chat const perplexity({.service = "Perplexity", .stream_options = false});
openai_chat const cerebras({.service = "Cerebras", .max_completion_tokens = true});
openai_chat const hugging_face({.service = "Hugging Face"});
openai_chat const moonshot({.service = "Moonshot", .strict = false});
openai_chat const zai({.service = "Z.ai", .strict = false, .forcing = forcing::none});
openai_chat const compatible({.service = "the service"});

using enum mode;
constexpr mode_set all{json_schema, tool, json_object, prompted};
constexpr mode_set without_schema{tool, json_object, prompted};
constexpr mode_set in_text{json_object, prompted};

// Keys and base URLs as the services' own SDKs and documentation have them.
service const table[] = {
    {"anthropic", &anthropic_messages, "https://api.anthropic.com", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", true,
        dialect::anthropic, {json_schema, tool, prompted}, {json_schema, tool, prompted}},
    {"openai", &openai, "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", true, dialect::openai, all,
        all},
    {"openai-responses", &responses, "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", true,
        dialect::openai, all, all},
    {"azure", &azure, "{AZURE_OPENAI_ENDPOINT}/openai/v1", "AZURE_OPENAI_API_KEY", "", true, dialect::openai, all,
        all}, // the model is the name of a deployment
    {"google", &google, "https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY", "", true, dialect::gemini,
        all, all},
    {"vertex", &vertex,
        "https://{GOOGLE_CLOUD_LOCATION}-aiplatform.googleapis.com/v1/projects/{GOOGLE_CLOUD_PROJECT}/locations/"
        "{GOOGLE_CLOUD_LOCATION}",
        "GOOGLE_OAUTH_ACCESS_TOKEN", "", true, dialect::gemini, all, all}, // the key is an access token
    {"bedrock", &bedrock, "https://bedrock-runtime.{AWS_REGION}.amazonaws.com", "AWS_BEARER_TOKEN_BEDROCK", "", true,
        dialect::bedrock, {json_schema, tool, prompted}, {tool, prompted}, true}, // json_schema: some models only
    {"bedrock-anthropic", &bedrock_anthropic, "https://bedrock-runtime.{AWS_REGION}.amazonaws.com",
        "AWS_BEARER_TOKEN_BEDROCK", "", true, dialect::bedrock, {json_schema, tool, prompted},
        {json_schema, tool, prompted}, true},
    {"cohere", &cohere, "https://api.cohere.com", "CO_API_KEY", "CO_API_URL", true, dialect::cohere, all, all},
    {"groq", &groq, "https://api.groq.com/openai/v1", "GROQ_API_KEY", "", true, dialect::openai, all,
        without_schema}, // json_schema: a few models only
    {"mistral", &mistral, "https://api.mistral.ai/v1", "MISTRAL_API_KEY", "", true, dialect::openai, all, all},
    {"deepseek", &deepseek, "https://api.deepseek.com", "DEEPSEEK_API_KEY", "", true, dialect::openai, without_schema,
        in_text}, // a forced tool is refused while the model thinks
    {"xai", &xai, "https://api.x.ai/v1", "XAI_API_KEY", "", true, dialect::openai, all, all},
    {"openrouter", &openrouter, "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "", true, dialect::openai, all,
        all},
    {"together", &together, "https://api.together.xyz/v1", "TOGETHER_API_KEY", "TOGETHER_BASE_URL", true,
        dialect::openai, all, all},
    {"fireworks", &fireworks, "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY", "", true, dialect::openai,
        all, all},
    {"perplexity", &perplexity, "https://api.perplexity.ai", "PERPLEXITY_API_KEY", "", true, dialect::openai,
        {json_schema, prompted}, {json_schema, prompted}},
    {"cerebras", &cerebras, "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY", "", true, dialect::openai, all, all},
    {"huggingface", &hugging_face, "https://router.huggingface.co/v1", "HF_TOKEN", "", true, dialect::openai, all, all},
    {"moonshot", &moonshot, "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY", "", true, dialect::openai, without_schema,
        in_text},
    {"zai", &zai, "https://api.z.ai/api/paas/v4", "ZAI_API_KEY", "", true, dialect::openai, in_text, in_text},
    {"ollama", &ollama, "http://localhost:11434/v1", "", "", false, dialect::openai, all,
        {json_schema, json_object, prompted}},
    {"ollama-native", &ollama_native, "http://localhost:11434", "", "", false, dialect::grammar, all,
        {json_schema, json_object, prompted}}, // says so where a prompt is too long; "ollama" cuts it off
    {"vllm", &vllm, "http://localhost:8000/v1", "VLLM_API_KEY", "", false, dialect::openai, all, all},
    {"llama.cpp", &llama_cpp, "http://localhost:8080/v1", "LLAMA_API_KEY", "LLAMACPP_BASE_URL", false, dialect::grammar,
        all, in_text}, // a grammar hides descriptions, so the prompt holds the schema as well
    {"lmstudio", &lm_studio, "http://localhost:1234/v1", "", "", false, dialect::openai, {json_schema, tool, prompted},
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
