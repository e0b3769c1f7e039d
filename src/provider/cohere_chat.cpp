// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/cohere_chat.hpp"

#include "provider/answer_decoder.hpp"
#include "provider/base64.hpp"
#include "provider/cohere_reader.hpp"
#include "provider/earlier_call.hpp"
#include "provider/explain.hpp"
#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/prompt.hpp"
#include "provider/request_body.hpp"
#include "provider/settings.hpp"
#include "provider/tools.hpp"

#include <boost/json/array.hpp>

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
    messages.push_back(json::object{{"role", "assistant"}, {"tool_calls", std::move(calls)}});
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) { // each call must be answered
        auto result = message("tool", earlier.complaint);
        result["tool_call_id"] = id_of(earlier.calls[n], n);
        messages.push_back(std::move(result));
    }
}

json::value content_of(turn const& t)
{
    if (t.attachments.empty())
        return json::string(t.text);
    json::array parts;
    for (auto const& one : t.attachments)
        parts.push_back(json::object{{"type", "image_url"}, {"image_url", json::object{{"url", url_of(one)}}}});
    if (!t.text.empty())
        parts.push_back(json::object{{"type", "text"}, {"text", t.text}});
    return parts;
}

// Thinking is on or off, with a number of tokens; there are no steps between.
void add_thinking(std::string_view service, request const& ask, json::object& body)
{
    if (ask.effort() && ask.effort() != effort::none)
        refuse_effort(service, ask);
    if (auto const budget = ask.thinking_budget())
        body["thinking"] = json::object{{"type", "enabled"}, {"token_budget", *budget}};
    else if (ask.effort())
        body["thinking"] = json::object{{"type", "disabled"}};
}

constexpr media_rules media{
    .image = {usual_images, "https http", true, base64_size(20_MB), 20}, // 20 MB is for all together
};

void add_schema(question const& what, json::object& body)
{
    if (what.mode == mode::json_schema) {
        body["response_format"] = json::object{{"type", "json_object"}, {"json_schema", *what.schema}};
    } else if (what.mode == mode::json_object) {
        body["response_format"] = json::object{{"type", "json_object"}};
    } else if (what.mode == mode::tool) {
        json::array tools;
        bool strict = true;
        for (auto const& one : tools_of(what)) {
            auto function = function_of(one);
            tools.push_back(json::object{{"type", "function"}, {"function", std::move(function)}});
            strict = strict && one.strict;
        }
        body["tools"] = std::move(tools);
        body["tool_choice"] = "REQUIRED";
        if (strict)
            body["strict_tools"] = true;
    }
}

} // namespace

media_rules const& cohere_chat::takes() const noexcept { return media; }

http::request cohere_chat::encode(question const& what, endpoint const& where) const
{
    auto const& ask = *what.ask;
    check_media(service_, ask, media);
    refuse_probabilities(service_, what);
    json::array messages;
    if (auto const system = system_text(what); !system.empty())
        messages.push_back(message("system", system));
    for (auto const& t : ask.turns())
        messages.push_back(
            json::object{{"role", t.role == role::user ? "user" : "assistant"}, {"content", content_of(t)}});
    for (auto const& earlier : what.earlier)
        add_earlier(earlier, messages);

    json::object body{{"model", what.model}, {"messages", std::move(messages)}, {"max_tokens", ask.max_tokens()}};
    add_schema(what, body);
    if (auto const t = ask.temperature())
        body["temperature"] = json_number(*t);
    if (auto const p = ask.top_p())
        body["p"] = json_number(*p);
    if (auto const s = ask.seed())
        body["seed"] = *s;
    if (!ask.stop().empty())
        body["stop_sequences"] = json::array(ask.stop().begin(), ask.stop().end());
    add_thinking(service_, ask, body);
    body["stream"] = what.stream;

    http::request out{
        where.prefix + "/v2/chat", json_headers(what.stream), request_body(service_, std::move(body), what)};
    add_key(out.headers, "authorization", "Bearer ", where.api_key);
    return out;
}

std::unique_ptr<decoder> cohere_chat::decode() const
{
    return std::make_unique<answer_decoder>(std::make_unique<cohere_reader>(service_));
}

failure cohere_chat::explain(http::response_head const& head, std::string_view body) const
{
    return explain_answer(service_, head, body);
}

} // namespace coax::provider
