// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/bedrock_converse.hpp"

#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_request.hpp"
#include "provider/earlier_call.hpp"
#include "provider/explain.hpp"
#include "provider/json_number.hpp"
#include "provider/own_members.hpp"
#include "provider/prompt.hpp"
#include "provider/request_body.hpp"
#include "provider/settings.hpp"
#include "provider/tools.hpp"
#include "text/base64.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <utility>

namespace coax::provider {

namespace json = boost::json;

namespace {

json::object text_block(std::string_view text) { return {{"text", text}}; }

// Roles must alternate, so what one says in several turns becomes one.
void add_turn(std::string_view role, json::array content, json::array& messages)
{
    if (!messages.empty() && messages.back().at("role").as_string() == role) {
        auto& said = messages.back().at("content").as_array();
        for (auto& block : content)
            said.push_back(std::move(block));
    } else {
        messages.push_back(json::object{{"role", role}, {"content", std::move(content)}});
    }
}

json::object cache_point() { return {{"cachePoint", json::object{{"type", "default"}}}}; }

json::object block_of(attachment const& what)
{
    auto format = what.media_type().substr(what.media_type().find('/') + 1);
    json::object source;
    if (what.address().empty())
        source = {{"bytes", text::to_base64(what.content())}};
    else
        source = {{"s3Location", json::object{{"uri", what.address()}}}};
    json::object block{{"format", std::move(format)}, {"source", std::move(source)}};
    if (what.kind() == media_kind::image)
        return {{"image", std::move(block)}};
    std::string name = what.name(); // letters, digits, single spaces, hyphens, parentheses, square brackets
    for (auto& c : name)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            c = '-';
    block["name"] = name;
    return {{"document", std::move(block)}};
}

json::array content_of(coax::message const& t)
{
    json::array blocks;
    for (auto const& one : t.attachments)
        blocks.push_back(block_of(one));
    if (!t.text.empty() || blocks.empty())
        blocks.push_back(text_block(t.text));
    if (t.cached)
        blocks.push_back(cache_point());
    return blocks;
}

// Converse has a word for the effort, which is all that is known of most models; Anthropic's have their own.
void add_thinking(std::string_view service, question const& what, json::object& body)
{
    auto const& ask = *what.ask;
    if (what.model.find("anthropic.") != what.model.npos) {
        if (auto more = anthropic_thinking(what); !more.empty())
            body["additionalModelRequestFields"] = std::move(more);
        return;
    }
    refuse_budget(service, ask);
    if (ask.effort() == effort::none)
        refuse_effort(service, ask);
    if (!ask.effort())
        return;
    auto& output = body["outputConfig"];
    if (!output.is_object())
        output.emplace_object();
    output.as_object()["effort"] = effort_word(what, "outputConfig.effort", low_to_max);
}

// Images are limited by the models alone, and so is a PDF's size: 4.5 MB for some, not for Claude 4 and Nova.
constexpr media_rules media{
    .image = {usual_images, "s3"},
    .document = {.types = pdf, .schemes = "s3", .max_count = 5},
};

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
            json::object{{"toolUseId", id_of(call, n)}, {"status", call.accepted ? "success" : "error"},
                {"content", json::array{text_block(result_of(call, earlier))}}}}});
    }
    if (!said.empty())
        add_turn("assistant", std::move(said), messages);
    if (results.empty())
        results.push_back(text_block(earlier.complaint));
    add_turn("user", std::move(results), messages);
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
        json::array tools;
        for (auto const& one : tools_of(what)) {
            json::object tool{{"name", one.name}};
            if (!one.description.empty())
                tool["description"] = one.description;
            tool["inputSchema"] = json::object{{"json", *one.schema}};
            tools.push_back(json::object{{"toolSpec", std::move(tool)}});
        }
        json::object choice{{"any", json::object()}};
        if (what.tools.empty())
            choice = {{"tool", json::object{{"name", what.schema_name}}}};
        json::object config{{"tools", std::move(tools)}};
        if (may_add(what, "toolChoice"))
            config["toolChoice"] = std::move(choice);
        body["toolConfig"] = std::move(config);
    }
}

} // namespace

media_rules const& bedrock_converse::takes() const noexcept { return media; }

http::request bedrock_converse::encode(question const& what, endpoint const& where) const
{
    auto const& ask = *what.ask;
    check_media(service_, ask, media);
    refuse_probabilities(service_, what);
    json::object body;
    if (auto const system = system_text(what); !system.empty()) {
        json::array said{text_block(system)};
        if (ask.system_cached())
            said.push_back(cache_point());
        body["system"] = std::move(said);
    }
    json::array messages;
    for (auto const& t : ask.messages())
        add_turn(t.role == role::user ? "user" : "assistant", content_of(t), messages);
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
    add_thinking(service_, what, body);
    return bedrock_request(
        what, where, what.stream ? "converse-stream" : "converse", request_body(service_, std::move(body), what));
}

failure bedrock_converse::explain(http::response_head const& head, std::string_view body) const
{
    return explain_answer(service_, head, body);
}

} // namespace coax::provider
