// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "unit/shape/recorded_request.hpp"

#include "unit/shape/dialect_names.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <initializer_list>
#include <string_view>

namespace test {
namespace {

namespace json = boost::json;
using coax::dialect;

/// The value under a path of keys; null where there is none.
json::value const* at(json::value const* from, std::initializer_list<std::string_view> path)
{
    for (auto const key : path) {
        auto const* object = from != nullptr ? from->if_object() : nullptr;
        from = object != nullptr ? object->if_contains(key) : nullptr;
    }
    return from;
}

bool is_true(json::value const* value) { return value != nullptr && value->is_bool() && value->get_bool(); }

dialect chat_dialect(std::string_view provider)
{
    for (std::string_view const own : {"groq", "cerebras", "perplexity", "xai"})
        if (provider == own)
            return dialect_named(own);
    return provider == "llama.cpp" || provider == "ollama" ? dialect::grammar : dialect::openai;
}

class finder {
public:
    void take(json::value const* schema, dialect keeping)
    {
        if (schema == nullptr || !schema->is_object())
            return;
        found.keeping = keeping;
        found.schemas.push_back(schema->get_object());
    }

    void formats(json::value const& body, std::string_view provider, bool cohere)
    {
        auto const chat = chat_dialect(provider);
        if (cohere)
            take(at(&body, {"response_format", "json_schema"}), dialect::cohere);
        else if (is_true(at(&body, {"response_format", "json_schema", "strict"})) || chat == dialect::grammar)
            take(at(&body, {"response_format", "json_schema", "schema"}), chat);
        if (is_true(at(&body, {"text", "format", "strict"})))
            take(at(&body, {"text", "format", "schema"}), dialect::openai);
        take(at(&body, {"output_config", "format", "schema"}), dialect::anthropic);
        take(at(&body, {"output_format", "schema"}), dialect::anthropic);
        take(at(&body, {"format"}), dialect::grammar);
        for (auto const* config : {"generationConfig", "generation_config"}) {
            for (auto const* name : {"responseJsonSchema", "response_json_schema"})
                take(at(&body, {config, name}), dialect::gemini);
            for (auto const* name : {"responseSchema", "response_schema"})
                take(at(&body, {config, name}), dialect::gemini_schema);
        }
        if (auto const* text = at(&body, {"outputConfig", "textFormat", "structure", "jsonSchema", "schema"})) {
            auto const schema = json::parse(text->as_string());
            take(&schema, dialect::bedrock);
        }
    }

    void tools(json::value const& body, dialect keeping)
    {
        auto const* list = at(&body, {"tools"});
        if (list == nullptr || !list->is_array())
            return;
        for (auto const& tool : list->get_array()) {
            auto const* function = at(&tool, {"function"});
            if (function == nullptr)
                function = &tool;
            if (is_true(at(function, {"strict"}))) {
                take(at(function, {"parameters"}), keeping);
                take(at(function, {"input_schema"}), keeping);
            }
            auto const* declared = at(&tool, {"functionDeclarations"});
            if (declared == nullptr)
                continue;
            for (auto const& one : declared->as_array()) {
                take(at(&one, {"parametersJsonSchema"}), dialect::gemini);
                take(at(&one, {"parameters"}), dialect::gemini_schema);
            }
        }
    }

    asked_schemas found;
};

} // namespace

asked_schemas schemas_of_request(json::object const& exchange)
{
    finder find;
    auto const* text = at(&exchange.at("request"), {"body"});
    if (text == nullptr || !text->is_string())
        return {};
    boost::system::error_code failed;
    auto const body = json::parse(text->get_string(), failed);
    if (failed)
        return {};
    std::string_view const api = exchange.at("api").as_string();
    std::string_view const provider = exchange.at("provider").as_string();
    find.formats(body, provider, api.starts_with("cohere"));
    find.tools(body, api.starts_with("anthropic") ? dialect::anthropic : chat_dialect(provider));
    return std::move(find.found);
}

} // namespace test
