// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_chat/openai_chat.hpp"

#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/openai_chat/chat_turns.hpp"
#include "provider/own_members.hpp"
#include "provider/path_segment.hpp"
#include "provider/prompt.hpp"
#include "provider/request_body.hpp"
#include "provider/settings.hpp"
#include "provider/tools.hpp"
#include "text/base64.hpp"

#include <coax/error.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace coax::provider {

namespace {

boost::json::object part_of(attachment const& file, part_form form)
{
    switch (file.kind()) {
    case media_kind::image:
        return {{"type", "image_url"}, {"image_url", boost::json::object{{"url", url_of(file)}}}};
    case media_kind::document:
        if (form == part_form::mistral)
            return {{"type", "document_url"}, {"document_url", url_of(file)}};
        if (form == part_form::perplexity)
            return {{"type", "file_url"},
                {"file_url",
                    boost::json::object{
                        {"url", file.address().empty() ? text::to_base64(file.content()) : file.address()}}},
                {"file_name", file.name()}};
        return {
            {"type", "file"}, {"file", boost::json::object{{"filename", file.name()}, {"file_data", url_of(file)}}}};
    case media_kind::audio:
        break;
    }
    if (form == part_form::mistral && !file.address().empty())
        return {{"type", "input_audio"}, {"input_audio", file.address()}};
    auto data = text::to_base64(file.content());
    if (form == part_form::mistral)
        return {{"type", "input_audio"}, {"input_audio", std::move(data)}};
    return {{"type", "input_audio"},
        {"input_audio",
            boost::json::object{
                {"data", std::move(data)}, {"format", file.media_type() == "audio/mpeg" ? "mp3" : "wav"}}}};
}

boost::json::value content_of(coax::message const& t, chat_dialect const& dialect)
{
    bool const marked = t.cached && dialect.cache_marks;
    if (t.attachments.empty() && !marked)
        return boost::json::string(t.text);
    boost::json::array parts;
    for (auto const& one : t.attachments)
        parts.push_back(part_of(one, dialect.parts));
    if (!t.text.empty())
        parts.push_back(boost::json::object{{"type", "text"}, {"text", t.text}});
    if (marked && !parts.empty())
        parts.back().as_object()["cache_control"] = boost::json::object{{"type", "ephemeral"}};
    return parts;
}

boost::json::object system_message(std::string_view text, bool marked)
{
    if (!marked)
        return message("system", text);
    return {{"role", "system"},
        {"content",
            boost::json::array{boost::json::object{
                {"type", "text"}, {"text", text}, {"cache_control", boost::json::object{{"type", "ephemeral"}}}}}}};
}

void add_thinking(chat_dialect const& dialect, model_request const& asked, boost::json::object& body)
{
    auto const& request = *asked.request;
    auto const e = request.effort();
    auto const takes = dialect.of_model != nullptr ? dialect.of_model(asked.model) : model_thinking{dialect.efforts};
    if (dialect.thinking != thinking_form::reasoning)
        refuse_budget(dialect.service, request);
    else if (auto const budget = request.thinking_budget())
        body["reasoning"] = boost::json::object{{"max_tokens", *budget}};
    if (!e)
        return;
    switch (dialect.thinking) {
    case thinking_form::effort:
        body["reasoning_effort"] = effort_word(asked, "reasoning_effort", takes.steps);
        break;
    case thinking_form::reasoning:
        if (request.thinking_budget()) // it takes one of the two
            throw error({errc::invalid_option,
                std::string(dialect.service) + " takes request::effort or request::thinking_budget, not both"});
        body["reasoning"] = boost::json::object{{"effort", effort_word(asked, "reasoning.effort", takes.steps)}};
        break;
    case thinking_form::on_off:
        if (*e == effort::none && takes.has_switch) {
            body["thinking"] = boost::json::object{{"type", "disabled"}};
            break;
        }
        if (takes.has_switch && may_add(asked, "thinking")) // the effort says as much, where there are steps
            body["thinking"] = boost::json::object{{"type", "enabled"}};
        if (!takes.steps.empty())
            body["reasoning_effort"] = effort_word(asked, "reasoning_effort", takes.steps);
        break;
    case thinking_form::kwargs:
        body["chat_template_kwargs"] = boost::json::object{{"enable_thinking", *e != effort::none}};
        break;
    case thinking_form::none:
        refuse_effort(dialect.service, request);
    }
}

boost::json::value tool_choice(forcing form, std::string_view name)
{
    switch (form) {
    case forcing::required:
        return "required";
    case forcing::any:
        return "any";
    default:
        return boost::json::object{{"type", "function"}, {"function", boost::json::object{{"name", name}}}};
    }
}

void add_tools(model_request const& asked, chat_dialect const& dialect, boost::json::object& body)
{
    boost::json::array tools;
    for (auto const& one : tools_of(asked)) {
        auto function = function_of(one);
        if (dialect.strict && one.strict && may_add(asked, "strict"))
            function["strict"] = true;
        tools.push_back(boost::json::object{{"type", "function"}, {"function", std::move(function)}});
    }
    body["tools"] = std::move(tools);
    bool const several = !asked.tools.empty();
    auto const form = several && dialect.forcing == forcing::function ? forcing::required : dialect.forcing;
    if (form != forcing::none && may_add(asked, "tool_choice"))
        body["tool_choice"] = tool_choice(form, asked.schema_name);
    if (dialect.parallel_tool_calls && !is_o_series(asked.model) && may_add(asked, "parallel_tool_calls"))
        body["parallel_tool_calls"] = several;
}

void add_schema(model_request const& asked, chat_dialect const& dialect, boost::json::object& body)
{
    boost::json::object schema{{"name", asked.schema_name}};
    if (!asked.schema_description.empty())
        schema["description"] = asked.schema_description;
    switch (asked.mode) {
    case mode::json_schema:
        schema["schema"] = *asked.schema;
        if (dialect.strict && asked.strict && may_add(asked, "strict"))
            schema["strict"] = true;
        body["response_format"] = boost::json::object{{"type", "json_schema"}, {"json_schema", std::move(schema)}};
        break;
    case mode::tool:
        add_tools(asked, dialect, body);
        break;
    case mode::json_object: {
        boost::json::object format{{"type", "json_object"}};
        if (dialect.schema_in_json_object && asked.strict)
            format["schema"] = *asked.schema;
        body["response_format"] = std::move(format);
        break;
    }
    default:
        break;
    }
}

} // namespace

media_rules const& openai_chat::takes() const noexcept { return dialect_.media; }

http::request openai_chat::encode(model_request const& asked, endpoint const& endpoint) const
{
    auto const& request = *asked.request;
    check_media(dialect_.service, request, dialect_.media);
    boost::json::array messages;
    if (auto const system = system_text(asked, dialect_.unseen_schema); !system.empty())
        messages.push_back(system_message(system, request.system_cached() && dialect_.cache_marks));
    for (auto const& t : request.messages())
        messages.push_back(boost::json::object{
            {"role", t.role == role::user ? "user" : "assistant"}, {"content", content_of(t, dialect_)}});
    for (auto const& earlier : asked.earlier)
        add_earlier(earlier, content_beside_calls::always, messages);

    boost::json::object body{{"model", asked.model}, {"messages", std::move(messages)}};
    std::string_view const limit = dialect_.max_completion_tokens ? "max_completion_tokens" : "max_tokens";
    std::string_view const other = dialect_.max_completion_tokens ? "max_tokens" : "max_completion_tokens";
    body[may_add_name(asked, limit, other) ? limit : other] = request.max_tokens();
    add_schema(asked, dialect_, body);
    if (dialect_.require_parameters && asked.mode != mode::prompted)
        body["provider"] = boost::json::object{{"require_parameters", true}};
    if (auto const t = request.temperature())
        body["temperature"] = json_number(*t);
    if (auto const p = request.top_p())
        body["top_p"] = json_number(*p);
    if (auto const s = request.seed())
        body[dialect_.seed ? "seed" : "random_seed"] = *s;
    if (!request.stop().empty())
        body["stop"] = boost::json::array(request.stop().begin(), request.stop().end());
    add_thinking(dialect_, asked, body);
    if (asked.top_tokens != 0) {
        if (dialect_.top_tokens == 0)
            refuse_probabilities(dialect_.service, asked);
        body["logprobs"] = true;
        body["top_logprobs"] = std::min(asked.top_tokens, dialect_.top_tokens);
    }
    if (asked.stream) {
        body["stream"] = true;
        if (dialect_.stream_options && may_add(asked, "stream_options"))
            body["stream_options"] = boost::json::object{{"include_usage", true}};
    }

    auto target = endpoint.prefix;
    if (dialect_.deployments)
        target += "/" + path_segment(asked.model) + "/chat/completions?api-version=" + endpoint.version;
    else
        target += "/chat/completions";
    http::request out{std::move(target), json_headers(asked.stream),
        request_body(dialect_.service, std::move(body), asked, dialect_.media.max_request_bytes)};
    add_key(
        out.headers, dialect_.key_header, dialect_.key_header == "authorization" ? "Bearer " : "", endpoint.api_key);
    return out;
}

} // namespace coax::provider
