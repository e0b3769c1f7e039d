// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_chat.hpp"

#include "provider/body_decoder.hpp"
#include "provider/chat_reader.hpp"
#include "provider/earlier_call.hpp"
#include "provider/explain.hpp"
#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/prompt.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <utility>

namespace coax::provider {

namespace json = boost::json;

namespace {

json::object message(std::string_view role, std::string_view content) { return {{"role", role}, {"content", content}}; }

void add_earlier(failed_answer const& earlier, json::array& messages)
{
    if (earlier.calls.empty()) {
        if (!earlier.text.empty())
            messages.push_back(message("assistant", earlier.text));
        messages.push_back(message("user", earlier.complaint));
        return;
    }
    json::array calls;
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto const& call = earlier.calls[n];
        calls.push_back(json::object{{"id", id_of(call, n)}, {"type", "function"},
            {"function", json::object{{"name", call.name}, {"arguments", call.arguments}}}});
    }
    json::object said{{"role", "assistant"}, {"content", nullptr}, {"tool_calls", std::move(calls)}};
    if (!earlier.text.empty())
        said["content"] = earlier.text;
    messages.push_back(std::move(said));
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) { // each call must be answered
        auto result = message("tool", earlier.complaint);
        result["tool_call_id"] = id_of(earlier.calls[n], n);
        messages.push_back(std::move(result));
    }
}

json::value tool_choice(forcing how, std::string_view name)
{
    switch (how) {
    case forcing::required:
        return "required";
    case forcing::any:
        return "any";
    default:
        return json::object{{"type", "function"}, {"function", json::object{{"name", name}}}};
    }
}

void add_schema(question const& what, chat_dialect const& dialect, json::object& body)
{
    json::object schema{{"name", what.schema_name}};
    if (!what.schema_description.empty())
        schema["description"] = what.schema_description;
    switch (what.mode) {
    case mode::json_schema:
        schema["schema"] = *what.schema;
        if (dialect.strict && what.strict)
            schema["strict"] = true;
        body["response_format"] = json::object{{"type", "json_schema"}, {"json_schema", std::move(schema)}};
        break;
    case mode::tool:
        schema["parameters"] = *what.schema;
        if (dialect.strict && what.strict)
            schema["strict"] = true;
        body["tools"] = json::array{json::object{{"type", "function"}, {"function", std::move(schema)}}};
        if (dialect.forcing != forcing::none)
            body["tool_choice"] = tool_choice(dialect.forcing, what.schema_name);
        if (dialect.parallel_tool_calls)
            body["parallel_tool_calls"] = false;
        break;
    case mode::json_object: {
        json::object format{{"type", "json_object"}};
        if (dialect.schema_in_json_object && what.strict)
            format["schema"] = *what.schema;
        body["response_format"] = std::move(format);
        break;
    }
    default:
        break;
    }
}

} // namespace

http::request openai_chat::encode(question const& what, endpoint const& where) const
{
    auto const& ask = *what.ask;
    json::array messages;
    if (auto const system = system_text(what); !system.empty())
        messages.push_back(message("system", system));
    for (auto const& t : ask.turns())
        messages.push_back(message(t.role == role::user ? "user" : "assistant", t.text));
    for (auto const& earlier : what.earlier)
        add_earlier(earlier, messages);

    json::object body{{"model", what.model}, {"messages", std::move(messages)}};
    body[dialect_.max_completion_tokens ? "max_completion_tokens" : "max_tokens"] = ask.max_tokens();
    add_schema(what, dialect_, body);
    if (dialect_.require_parameters && what.mode != mode::prompted)
        body["provider"] = json::object{{"require_parameters", true}};
    if (auto const t = ask.temperature())
        body["temperature"] = json_number(*t);
    if (auto const p = ask.top_p())
        body["top_p"] = json_number(*p);
    if (auto const s = ask.seed())
        body[dialect_.seed ? "seed" : "random_seed"] = *s;
    if (!ask.stop().empty())
        body["stop"] = json::array(ask.stop().begin(), ask.stop().end());
    if (what.stream) {
        body["stream"] = true;
        if (dialect_.stream_options)
            body["stream_options"] = json::object{{"include_usage", true}};
    }

    http::request out{where.prefix + "/chat/completions", json_headers(what.stream), json::serialize(body)};
    add_key(out.headers, dialect_.key_header, dialect_.key_header == "authorization" ? "Bearer " : "", where.api_key);
    return out;
}

std::unique_ptr<decoder> openai_chat::decode(bool streamed, http::response_head const& head) const
{
    return sse_or_body(
        streamed, http::find(head.headers, "content-type"), std::make_unique<chat_reader>(dialect_.service));
}

failure openai_chat::explain(http::response_head const& head, std::string_view body) const
{
    return explain_answer(dialect_.service, head, body);
}

} // namespace coax::provider
