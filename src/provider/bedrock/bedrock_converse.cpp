// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/bedrock_converse.hpp"

#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_request.hpp"
#include "provider/earlier_call.hpp"
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

namespace {

boost::json::object text_block(std::string_view text) { return {{"text", text}}; }

// Roles must alternate, so what one says in several turns becomes one.
void add_turn(std::string_view role, boost::json::array content, boost::json::array& messages)
{
    if (!messages.empty() && messages.back().at("role").as_string() == role) {
        auto& blocks = messages.back().at("content").as_array();
        for (auto& block : content)
            blocks.push_back(std::move(block));
    } else {
        messages.push_back(boost::json::object{{"role", role}, {"content", std::move(content)}});
    }
}

boost::json::object cache_point() { return {{"cachePoint", boost::json::object{{"type", "default"}}}}; }

boost::json::object block_of(attachment const& file)
{
    auto format = file.media_type().substr(file.media_type().find('/') + 1);
    boost::json::object source;
    if (file.address().empty())
        source = {{"bytes", text::to_base64(file.content())}};
    else
        source = {{"s3Location", boost::json::object{{"uri", file.address()}}}};
    boost::json::object block{{"format", std::move(format)}, {"source", std::move(source)}};
    if (file.kind() == media_kind::image)
        return {{"image", std::move(block)}};
    std::string name = file.name(); // letters, digits, single spaces, hyphens, parentheses, square brackets
    for (auto& c : name)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            c = '-';
    block["name"] = name;
    return {{"document", std::move(block)}};
}

boost::json::array content_of(coax::message const& t)
{
    boost::json::array blocks;
    for (auto const& one : t.attachments)
        blocks.push_back(block_of(one));
    if (!t.text.empty() || blocks.empty())
        blocks.push_back(text_block(t.text));
    if (t.cached)
        blocks.push_back(cache_point());
    return blocks;
}

// Converse has a word for the effort, which is all that is known of most models; Anthropic's have their own.
void add_thinking(std::string_view service, model_request const& asked, boost::json::object& body)
{
    auto const& request = *asked.request;
    if (asked.model.find("anthropic.") != asked.model.npos) {
        if (auto more = anthropic_thinking(asked); !more.empty())
            body["additionalModelRequestFields"] = std::move(more);
        return;
    }
    refuse_budget(service, request);
    if (request.effort() == effort::none)
        refuse_effort(service, request);
    if (!request.effort())
        return;
    auto& output = body["outputConfig"];
    if (!output.is_object())
        output.emplace_object();
    output.as_object()["effort"] = effort_word(asked, "outputConfig.effort", low_to_max);
}

// Images are limited by the models alone, and so is a PDF's size: 4.5 MB for some, not for Claude 4 and Nova.
constexpr media_rules media{
    .image = {usual_images, "s3"},
    .document = {.types = pdf, .schemes = "s3", .max_count = 5},
};

void add_earlier(failed_answer const& earlier, boost::json::array& messages)
{
    boost::json::array blocks;
    boost::json::array results;
    if (!earlier.text.empty())
        blocks.push_back(text_block(earlier.text));
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto const& call = earlier.calls[n];
        blocks.push_back(boost::json::object{{"toolUse",
            boost::json::object{{"toolUseId", id_of(call, n)}, {"name", call.name}, {"input", arguments_of(call)}}}});
        results.push_back(boost::json::object{{"toolResult",
            boost::json::object{{"toolUseId", id_of(call, n)}, {"status", call.accepted ? "success" : "error"},
                {"content", boost::json::array{text_block(result_of(call, earlier))}}}}});
    }
    if (!blocks.empty())
        add_turn("assistant", std::move(blocks), messages);
    if (results.empty())
        results.push_back(text_block(earlier.complaint));
    add_turn("user", std::move(results), messages);
}

void add_schema(model_request const& asked, boost::json::object& body)
{
    boost::json::object schema{{"name", asked.schema_name}};
    if (!asked.schema_description.empty())
        schema["description"] = asked.schema_description;
    if (asked.mode == mode::json_schema) {
        schema["schema"] = boost::json::serialize(*asked.schema); // a string, other than a tool's
        body["outputConfig"] = boost::json::object{{"textFormat",
            boost::json::object{
                {"type", "json_schema"}, {"structure", boost::json::object{{"jsonSchema", std::move(schema)}}}}}};
    } else if (asked.mode == mode::tool) {
        boost::json::array tools;
        for (auto const& one : tools_of(asked)) {
            boost::json::object tool{{"name", one.name}};
            if (!one.description.empty())
                tool["description"] = one.description;
            tool["inputSchema"] = boost::json::object{{"json", *one.schema}};
            tools.push_back(boost::json::object{{"toolSpec", std::move(tool)}});
        }
        boost::json::object choice{{"any", boost::json::object()}};
        if (asked.tools.empty())
            choice = {{"tool", boost::json::object{{"name", asked.schema_name}}}};
        boost::json::object config{{"tools", std::move(tools)}};
        if (may_add(asked, "toolChoice"))
            config["toolChoice"] = std::move(choice);
        body["toolConfig"] = std::move(config);
    }
}

} // namespace

media_rules const& bedrock_converse::takes() const noexcept { return media; }

http::request bedrock_converse::encode(model_request const& asked, endpoint const& endpoint) const
{
    auto const& request = *asked.request;
    check_media(service(), request, media);
    refuse_probabilities(service(), asked);
    boost::json::object body;
    if (auto const system = system_text(asked); !system.empty()) {
        boost::json::array blocks{text_block(system)};
        if (request.system_cached())
            blocks.push_back(cache_point());
        body["system"] = std::move(blocks);
    }
    boost::json::array messages;
    for (auto const& t : request.messages())
        add_turn(t.role == role::user ? "user" : "assistant", content_of(t), messages);
    for (auto const& earlier : asked.earlier)
        add_earlier(earlier, messages);
    body["messages"] = std::move(messages);

    boost::json::object settings{{"maxTokens", request.max_tokens()}};
    if (auto const t = request.temperature())
        settings["temperature"] = json_number(*t);
    if (auto const p = request.top_p())
        settings["topP"] = json_number(*p);
    if (!request.stop().empty())
        settings["stopSequences"] = boost::json::array(request.stop().begin(), request.stop().end());
    body["inferenceConfig"] = std::move(settings);
    add_schema(asked, body);
    add_thinking(service(), asked, body);
    return bedrock_request(asked, endpoint, asked.stream ? "converse-stream" : "converse",
        request_body(service(), std::move(body), asked));
}

} // namespace coax::provider
