// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/gemini.hpp"

#include "provider/earlier_call.hpp"
#include "provider/explain.hpp"
#include "provider/gemini_reader.hpp"
#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/object_decoder.hpp"
#include "provider/path_segment.hpp"
#include "provider/prompt.hpp"
#include "provider/sse_decoder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <utility>

namespace coax::provider {

namespace json = boost::json;

namespace {

json::object turn_of(std::string_view role, json::array parts) { return {{"role", role}, {"parts", std::move(parts)}}; }

json::object text_part(std::string_view text) { return {{"text", text}}; }

// A call is named by its function; where the service gave an id, call and response carry it.
json::object named(tool_call const& call)
{
    json::object out{{"name", call.name}};
    if (!call.id.empty())
        out["id"] = call.id;
    return out;
}

void add_earlier(failed_answer const& earlier, json::array& contents)
{
    json::array said;
    json::array results;
    if (!earlier.text.empty())
        said.push_back(text_part(earlier.text));
    for (auto const& call : earlier.calls) {
        auto made = named(call);
        made["args"] = arguments_of(call);
        // Gemini 3 wants the signature of the thought behind a call; this is the word for doing without.
        said.push_back(
            json::object{{"functionCall", std::move(made)}, {"thoughtSignature", "skip_thought_signature_validator"}});
        auto result = named(call);
        result["response"] = json::object{{"error", earlier.complaint}};
        results.push_back(json::object{{"functionResponse", std::move(result)}});
    }
    if (!said.empty())
        contents.push_back(turn_of("model", std::move(said)));
    if (results.empty())
        results.push_back(text_part(earlier.complaint));
    contents.push_back(turn_of("user", std::move(results)));
}

json::object settings(question const& what)
{
    auto const& ask = *what.ask;
    json::object out{{"maxOutputTokens", ask.max_tokens()}};
    if (what.mode == mode::json_schema || what.mode == mode::json_object)
        out["responseMimeType"] = "application/json";
    if (what.mode == mode::json_schema)
        out["responseJsonSchema"] = *what.schema;
    if (auto const t = ask.temperature())
        out["temperature"] = json_number(*t);
    if (auto const p = ask.top_p())
        out["topP"] = json_number(*p);
    if (auto const s = ask.seed())
        out["seed"] = *s;
    if (!ask.stop().empty())
        out["stopSequences"] = json::array(ask.stop().begin(), ask.stop().end());
    return out;
}

} // namespace

http::request gemini::encode(question const& what, endpoint const& where) const
{
    json::object body;
    if (auto const system = system_text(what); !system.empty())
        body["systemInstruction"] = json::object{{"parts", json::array{text_part(system)}}};
    json::array contents;
    for (auto const& t : what.ask->turns())
        contents.push_back(turn_of(t.role == role::user ? "user" : "model", json::array{text_part(t.text)}));
    for (auto const& earlier : what.earlier)
        add_earlier(earlier, contents);
    body["contents"] = std::move(contents);
    body["generationConfig"] = settings(what);
    if (what.mode == mode::tool) {
        json::object function{{"name", what.schema_name}};
        if (!what.schema_description.empty())
            function["description"] = what.schema_description;
        function["parametersJsonSchema"] = *what.schema;
        body["tools"] = json::array{json::object{{"functionDeclarations", json::array{std::move(function)}}}};
        body["toolConfig"] = json::object{{"functionCallingConfig",
            json::object{{"mode", "ANY"}, {"allowedFunctionNames", json::array{json::string(what.schema_name)}}}}};
    }

    auto target = where.prefix;
    target += what.model.find('/') == what.model.npos ? place_.models : std::string_view("/");
    target += path_segment(what.model, "/");
    target += what.stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
    http::request out{std::move(target), json_headers(what.stream), json::serialize(body)};
    add_key(out.headers, place_.key_header, place_.key_header == "authorization" ? "Bearer " : "", where.api_key);
    return out;
}

std::unique_ptr<decoder> gemini::decode(bool streamed, http::response_head const& head) const
{
    auto reader = std::make_unique<gemini_reader>(place_.service);
    auto const type = http::find(head.headers, "content-type");
    // What does not heed alt=sse sends the chunks as one JSON array.
    if (type.starts_with("text/event-stream") || (streamed && !type.starts_with("application/json")))
        return std::make_unique<sse_decoder>(std::move(reader));
    return std::make_unique<object_decoder>(std::move(reader));
}

failure gemini::explain(http::response_head const& head, std::string_view body) const
{
    return explain_answer(place_.service, head, body);
}

} // namespace coax::provider
