// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/cohere/cohere_chat.hpp"

#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/openai_chat/chat_turns.hpp"
#include "provider/own_members.hpp"
#include "provider/prompt.hpp"
#include "provider/request_body.hpp"
#include "provider/settings.hpp"
#include "provider/tools.hpp"
#include "text/base64.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <utility>

namespace coax::provider {

namespace {

boost::json::value content_of(coax::message const& t)
{
    if (t.attachments.empty())
        return boost::json::string(t.text);
    boost::json::array parts;
    for (auto const& one : t.attachments)
        parts.push_back(
            boost::json::object{{"type", "image_url"}, {"image_url", boost::json::object{{"url", url_of(one)}}}});
    if (!t.text.empty())
        parts.push_back(boost::json::object{{"type", "text"}, {"text", t.text}});
    return parts;
}

// Thinking is on or off, with a number of tokens; there are no steps between.
void add_thinking(std::string_view service, request const& request, boost::json::object& body)
{
    if (request.effort() && request.effort() != effort::none)
        refuse_effort(service, request);
    if (auto const budget = request.thinking_budget())
        body["thinking"] = boost::json::object{{"type", "enabled"}, {"token_budget", *budget}};
    else if (request.effort())
        body["thinking"] = boost::json::object{{"type", "disabled"}};
}

constexpr media_rules media{
    .image = {usual_images, "https http", true, text::base64_size(20_MB), 20}, // 20 MB is for all together
};

void add_schema(model_request const& asked, boost::json::object& body)
{
    if (asked.mode == mode::json_schema) {
        body["response_format"] = boost::json::object{{"type", "json_object"}, {"json_schema", *asked.schema}};
    } else if (asked.mode == mode::json_object) {
        body["response_format"] = boost::json::object{{"type", "json_object"}};
    } else if (asked.mode == mode::tool) {
        boost::json::array tools;
        bool strict = true;
        for (auto const& one : tools_of(asked)) {
            auto function = function_of(one);
            tools.push_back(boost::json::object{{"type", "function"}, {"function", std::move(function)}});
            strict = strict && one.strict;
        }
        body["tools"] = std::move(tools);
        if (may_add(asked, "tool_choice"))
            body["tool_choice"] = "REQUIRED";
        if (strict && may_add(asked, "strict_tools"))
            body["strict_tools"] = true;
    }
}

} // namespace

media_rules const& cohere_chat::takes() const noexcept { return media; }

http::request cohere_chat::encode(model_request const& asked, endpoint const& endpoint) const
{
    auto const& request = *asked.request;
    check_media(service(), request, media);
    refuse_probabilities(service(), asked);
    boost::json::array messages;
    if (auto const system = system_text(asked); !system.empty())
        messages.push_back(message("system", system));
    for (auto const& t : request.messages())
        messages.push_back(
            boost::json::object{{"role", t.role == role::user ? "user" : "assistant"}, {"content", content_of(t)}});
    for (auto const& earlier : asked.earlier)
        add_earlier(earlier, content_beside_calls::never, messages);

    boost::json::object body{
        {"model", asked.model}, {"messages", std::move(messages)}, {"max_tokens", request.max_tokens()}};
    add_schema(asked, body);
    if (auto const t = request.temperature())
        body["temperature"] = json_number(*t);
    if (auto const p = request.top_p())
        body["p"] = json_number(*p);
    if (auto const s = request.seed())
        body["seed"] = *s;
    if (!request.stop().empty())
        body["stop_sequences"] = boost::json::array(request.stop().begin(), request.stop().end());
    add_thinking(service(), request, body);
    body["stream"] = asked.stream;

    http::request out{
        endpoint.prefix + "/v2/chat", json_headers(asked.stream), request_body(service(), std::move(body), asked)};
    add_key(out.headers, "authorization", "Bearer ", endpoint.api_key);
    return out;
}

} // namespace coax::provider
