// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_responses/openai_responses.hpp"

#include "provider/earlier_call.hpp"
#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/own_members.hpp"
#include "provider/prompt.hpp"
#include "provider/request_body.hpp"
#include "provider/settings.hpp"
#include "provider/tools.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <utility>

namespace coax::provider {

namespace {

boost::json::object message(std::string_view role, std::string_view content)
{
    return {{"role", role}, {"content", content}};
}

void add_earlier(failed_answer const& earlier, boost::json::array& input)
{
    if (!earlier.text.empty())
        input.push_back(message("assistant", earlier.text));
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto const& call = earlier.calls[n];
        input.push_back(boost::json::object{{"type", "function_call"}, {"call_id", id_of(call, n)}, {"name", call.name},
            {"arguments", call.arguments}});
    }
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) { // each call must be answered
        input.push_back(boost::json::object{{"type", "function_call_output"}, {"call_id", id_of(earlier.calls[n], n)},
            {"output", result_of(earlier.calls[n], earlier)}});
    }
    if (earlier.calls.empty())
        input.push_back(message("user", earlier.complaint));
}

boost::json::object part_of(attachment const& file)
{
    if (file.kind() == media_kind::image)
        return {{"type", "input_image"}, {"image_url", url_of(file)}};
    if (!file.address().empty())
        return {{"type", "input_file"}, {"file_url", file.address()}};
    return {{"type", "input_file"}, {"filename", file.name()}, {"file_data", url_of(file)}};
}

boost::json::value content_of(coax::message const& t)
{
    if (t.attachments.empty())
        return boost::json::string(t.text);
    boost::json::array parts;
    for (auto const& one : t.attachments)
        parts.push_back(part_of(one));
    if (!t.text.empty())
        parts.push_back(boost::json::object{{"type", "input_text"}, {"text", t.text}});
    return parts;
}

// A summary of its thinking is all that the service shows, and only where it is asked for.
boost::json::object reasoning_of(model_request const& asked)
{
    boost::json::object out;
    if (asked.request->effort())
        out["effort"] = effort_word(asked, "reasoning.effort", openai_thinking(asked.model).steps);
    if (asked.request->show_reasoning() && may_add(asked, "reasoning.summary", {"summary", "summaries"}))
        out["summary"] = "auto";
    return out;
}

constexpr media_rules media{
    .image = {usual_images, "https http", true, 0, 1500},
    .document = {pdf, "https http"},
    .max_request_bytes = 512_MB,
};

} // namespace

media_rules const& openai_responses::takes() const noexcept { return media; }

http::request openai_responses::encode(model_request const& asked, endpoint const& endpoint) const
{
    auto const& request = *asked.request;
    check_media(service(), request, media);
    refuse_probabilities(service(), asked);
    refuse_budget(service(), request);
    refuse_stop(service(), request);
    boost::json::object body{{"model", asked.model}, {"store", false}, {"max_output_tokens", request.max_tokens()}};
    boost::json::array input;
    if (auto const system = system_text(asked); !system.empty()) // json_object wants the word JSON among these
        input.push_back(message("system", system));
    for (auto const& t : request.messages())
        input.push_back(
            boost::json::object{{"role", t.role == role::user ? "user" : "assistant"}, {"content", content_of(t)}});
    for (auto const& earlier : asked.earlier)
        add_earlier(earlier, input);
    body["input"] = std::move(input);

    boost::json::object schema{{"name", asked.schema_name}};
    if (!asked.schema_description.empty())
        schema["description"] = asked.schema_description;
    if (asked.mode == mode::json_schema) {
        schema["type"] = "json_schema";
        schema["schema"] = *asked.schema;
        if (may_add(asked, "strict"))
            schema["strict"] = true;
        body["text"] = boost::json::object{{"format", std::move(schema)}};
    } else if (asked.mode == mode::tool) {
        boost::json::array tools;
        for (auto const& one : tools_of(asked)) {
            boost::json::object tool{{"type", "function"}, {"name", one.name}};
            if (!one.description.empty())
                tool["description"] = one.description;
            tool["parameters"] = *one.schema;
            if (may_add(asked, "strict"))
                tool["strict"] = one.strict;
            tools.push_back(std::move(tool));
        }
        body["tools"] = std::move(tools);
        if (may_add(asked, "tool_choice")) {
            if (asked.tools.empty())
                body["tool_choice"] = boost::json::object{{"type", "function"}, {"name", asked.schema_name}};
            else
                body["tool_choice"] = "required";
        }
        if (may_add(asked, "parallel_tool_calls"))
            body["parallel_tool_calls"] = !asked.tools.empty();
    } else if (asked.mode == mode::json_object) {
        body["text"] = boost::json::object{{"format", boost::json::object{{"type", "json_object"}}}};
    }
    if (auto const t = request.temperature())
        body["temperature"] = json_number(*t);
    if (auto const p = request.top_p())
        body["top_p"] = json_number(*p);
    if (auto reasoning = reasoning_of(asked); !reasoning.empty())
        body["reasoning"] = std::move(reasoning);
    if (asked.stream)
        body["stream"] = true;

    http::request out{endpoint.prefix + "/responses", json_headers(asked.stream),
        request_body(service(), std::move(body), asked, media.max_request_bytes)};
    add_key(out.headers, "authorization", "Bearer ", endpoint.api_key);
    return out;
}

} // namespace coax::provider
