// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/ollama/ollama_chat.hpp"

#include "provider/earlier_call.hpp"
#include "provider/headers.hpp"
#include "provider/json_number.hpp"
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

boost::json::object message(std::string_view role, std::string_view content)
{
    return {{"role", role}, {"content", content}};
}

void add_earlier(failed_answer const& earlier, boost::json::array& messages)
{
    if (!earlier.text.empty() || !earlier.calls.empty()) {
        auto answer = message("assistant", earlier.text);
        boost::json::array calls;
        for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
            auto const& call = earlier.calls[n];
            calls.push_back(boost::json::object{{"id", id_of(call, n)},
                {"function", boost::json::object{{"name", call.name}, {"arguments", arguments_of(call)}}}});
        }
        if (!calls.empty())
            answer["tool_calls"] = std::move(calls);
        messages.push_back(std::move(answer));
    }
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto result = message("tool", result_of(earlier.calls[n], earlier));
        result["tool_name"] = earlier.calls[n].name;
        result["tool_call_id"] = id_of(earlier.calls[n], n);
        messages.push_back(std::move(result));
    }
    if (earlier.calls.empty())
        messages.push_back(message("user", earlier.complaint));
}

boost::json::object turn_of(coax::message const& t)
{
    auto out = message(t.role == role::user ? "user" : "assistant", t.text);
    if (t.attachments.empty())
        return out;
    boost::json::array images;
    for (auto const& one : t.attachments)
        images.push_back(boost::json::string(text::to_base64(one.content())));
    out["images"] = std::move(images);
    return out;
}

constexpr media_rules media{.image = {"image/png image/jpeg image/webp", ""}};

boost::json::object options(request const& request)
{
    boost::json::object out{{"num_predict", request.max_tokens()}};
    if (auto const t = request.temperature())
        out["temperature"] = json_number(*t);
    if (auto const p = request.top_p())
        out["top_p"] = json_number(*p);
    if (auto const s = request.seed())
        out["seed"] = *s;
    if (!request.stop().empty())
        out["stop"] = boost::json::array(request.stop().begin(), request.stop().end());
    return out;
}

} // namespace

media_rules const& ollama_chat::takes() const noexcept { return media; }

http::request ollama_chat::encode(model_request const& asked, endpoint const& endpoint) const
{
    auto const& request = *asked.request;
    check_media(service(), request, media);
    refuse_probabilities(service(), asked);
    refuse_budget(service(), request);
    boost::json::array messages;
    if (auto const system = system_text(asked, true); !system.empty())
        messages.push_back(message("system", system));
    for (auto const& t : request.messages())
        messages.push_back(turn_of(t));
    for (auto const& earlier : asked.earlier)
        add_earlier(earlier, messages);

    boost::json::object body{{"model", asked.model}, {"messages", std::move(messages)}};
    if (asked.mode == mode::json_schema) {
        body["format"] = *asked.schema;
    } else if (asked.mode == mode::json_object) {
        body["format"] = "json";
    } else if (asked.mode == mode::tool) { // it cannot be told that the function must be called
        boost::json::array tools;
        for (auto const& one : tools_of(asked)) {
            auto function = function_of(one);
            tools.push_back(boost::json::object{{"type", "function"}, {"function", std::move(function)}});
        }
        body["tools"] = std::move(tools);
    }
    if (auto const e = request.effort()) {
        if (*e == effort::none)
            body["think"] = false;
        else
            body["think"] = effort_word(asked, "think", low_to_max); // models that know no steps take each as true
    }
    body["options"] = options(request);
    if (may_add(asked, "truncate"))
        body["truncate"] = false; // else a prompt longer than num_ctx loses its beginning, and nobody is told
    body["stream"] = asked.stream; // it is the default

    http::request out{
        endpoint.prefix + "/api/chat", json_headers(asked.stream), request_body(service(), std::move(body), asked)};
    add_key(out.headers, "authorization", "Bearer ", endpoint.api_key);
    return out;
}

} // namespace coax::provider
