// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock_converse.hpp"

#include "provider/bedrock_request.hpp"
#include "provider/converse_reader.hpp"
#include "provider/earlier_call.hpp"
#include "provider/explain.hpp"
#include "provider/frame_decoder.hpp"
#include "provider/json_number.hpp"
#include "provider/prompt.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <utility>

namespace coax::provider {

namespace json = boost::json;

namespace {

json::object text_block(std::string_view text) { return {{"text", text}}; }

json::object turn_of(std::string_view role, json::array content)
{
    return {{"role", role}, {"content", std::move(content)}};
}

void add_earlier(failed_answer const& earlier, json::array& messages)
{
    json::array said;
    json::array results;
    if (!earlier.text.empty())
        said.push_back(text_block(earlier.text));
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto const& call = earlier.calls[n];
        said.push_back(json::object{{"toolUse",
            json::object{{"toolUseId", id_of(call, n)}, {"name", call.name}, {"input", arguments_of(call)}}}});
        results.push_back(json::object{{"toolResult",
            json::object{{"toolUseId", id_of(call, n)}, {"status", "error"},
                {"content", json::array{text_block(earlier.complaint)}}}}});
    }
    if (!said.empty())
        messages.push_back(turn_of("assistant", std::move(said)));
    if (results.empty())
        results.push_back(text_block(earlier.complaint));
    messages.push_back(turn_of("user", std::move(results)));
}

void add_schema(question const& what, json::object& body)
{
    json::object schema{{"name", what.schema_name}};
    if (!what.schema_description.empty())
        schema["description"] = what.schema_description;
    if (what.mode == mode::json_schema) {
        schema["schema"] = json::serialize(*what.schema); // a string, other than a tool's
        body["outputConfig"] = json::object{{"textFormat",
            json::object{{"type", "json_schema"}, {"structure", json::object{{"jsonSchema", std::move(schema)}}}}}};
    } else if (what.mode == mode::tool) {
        schema["inputSchema"] = json::object{{"json", *what.schema}};
        body["toolConfig"] = json::object{{"tools", json::array{json::object{{"toolSpec", std::move(schema)}}}},
            {"toolChoice", json::object{{"tool", json::object{{"name", what.schema_name}}}}}};
    }
}

} // namespace

http::request bedrock_converse::encode(question const& what, endpoint const& where) const
{
    auto const& ask = *what.ask;
    json::object body;
    if (auto const system = system_text(what); !system.empty())
        body["system"] = json::array{text_block(system)};
    json::array messages;
    for (auto const& t : ask.turns())
        messages.push_back(turn_of(t.role == role::user ? "user" : "assistant", json::array{text_block(t.text)}));
    for (auto const& earlier : what.earlier)
        add_earlier(earlier, messages);
    body["messages"] = std::move(messages);

    json::object settings{{"maxTokens", ask.max_tokens()}};
    if (auto const t = ask.temperature())
        settings["temperature"] = json_number(*t);
    if (auto const p = ask.top_p())
        settings["topP"] = json_number(*p);
    if (!ask.stop().empty())
        settings["stopSequences"] = json::array(ask.stop().begin(), ask.stop().end());
    body["inferenceConfig"] = std::move(settings);
    add_schema(what, body);
    return bedrock_request(what, where, what.stream ? "converse-stream" : "converse", json::serialize(body));
}

std::unique_ptr<decoder> bedrock_converse::decode(bool streamed, http::response_head const& head) const
{
    return frames_or_body(
        streamed, http::find(head.headers, "content-type"), std::make_unique<converse_reader>(service_));
}

failure bedrock_converse::explain(http::response_head const& head, std::string_view body) const
{
    return explain_answer(service_, head, body);
}

} // namespace coax::provider
