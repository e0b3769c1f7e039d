// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/anthropic/anthropic.hpp"

#include "provider/earlier_call.hpp"
#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/own_members.hpp"
#include "provider/prompt.hpp"
#include "provider/request_body.hpp"
#include "provider/settings.hpp"
#include "provider/tools.hpp"
#include "text/base64.hpp"

#include <coax/error.hpp>

#include <boost/json/array.hpp>

#include <string>
#include <utility>

namespace coax::provider {

namespace {

boost::json::object turn_of(std::string_view role, boost::json::value content)
{
    return {{"role", role}, {"content", std::move(content)}};
}

void add_earlier(failed_answer const& earlier, boost::json::array& messages)
{
    boost::json::array answer;
    boost::json::array results;
    if (!earlier.text.empty())
        answer.push_back(boost::json::object{{"type", "text"}, {"text", earlier.text}});
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto const& call = earlier.calls[n];
        answer.push_back(boost::json::object{
            {"type", "tool_use"}, {"id", id_of(call, n)}, {"name", call.name}, {"input", arguments_of(call)}});
        results.push_back(boost::json::object{{"type", "tool_result"}, {"tool_use_id", id_of(call, n)},
            {"is_error", !call.accepted}, {"content", result_of(call, earlier)}});
    }
    if (!answer.empty())
        messages.push_back(turn_of("assistant", std::move(answer)));
    if (results.empty())
        messages.push_back(turn_of("user", boost::json::string(earlier.complaint)));
    else
        messages.push_back(turn_of("user", std::move(results)));
}

boost::json::object text_block(std::string_view text) { return {{"type", "text"}, {"text", text}}; }

boost::json::object marked(boost::json::object block)
{
    block["cache_control"] = boost::json::object{{"type", "ephemeral"}};
    return block;
}

boost::json::object block_of(attachment const& file)
{
    boost::json::object source;
    if (file.address().empty())
        source = {{"type", "base64"}, {"media_type", file.media_type()}, {"data", text::to_base64(file.content())}};
    else
        source = {{"type", "url"}, {"url", file.address()}};
    boost::json::object block{
        {"type", file.kind() == media_kind::image ? "image" : "document"}, {"source", std::move(source)}};
    if (file.kind() == media_kind::document)
        block["title"] = file.name();
    return block;
}

boost::json::value content_of(coax::message const& t)
{
    if (t.attachments.empty() && !t.cached)
        return boost::json::string(t.text);
    boost::json::array blocks;
    for (auto const& one : t.attachments)
        blocks.push_back(block_of(one));
    if (!t.text.empty())
        blocks.push_back(text_block(t.text));
    if (t.cached && !blocks.empty())
        blocks.back() = marked(std::move(blocks.back().as_object()));
    return blocks;
}

boost::json::object tool_of(tool_view const& view, model_request const& all, bool eager)
{
    boost::json::object tool{{"name", view.name}};
    if (!view.description.empty())
        tool["description"] = view.description;
    tool["input_schema"] = *view.schema;
    if (view.strict && may_add(all, "strict"))
        tool["strict"] = true;
    if (eager && may_add(all, "eager_input_streaming"))
        tool["eager_input_streaming"] = true; // else the arguments come in lumps
    return tool;
}

// Some models refuse to be forced, and all do while they think by a budget; then they are left to choose.
boost::json::object tool_choice(model_request const& asked)
{
    boost::json::object out;
    bool const one = asked.tools.empty();
    if (may_add(asked, "tool_choice"))
        out = one ? boost::json::object{{"type", "tool"}, {"name", asked.schema_name}}
                  : boost::json::object{{"type", "any"}};
    else if (one)
        out = {{"type", "auto"}};
    if (one && may_add(asked, "disable_parallel_tool_use"))
        out["disable_parallel_tool_use"] = true;
    return out;
}

void check_cache_marks(request const& request)
{
    constexpr int most = 4;
    int marks = request.system_cached() ? 1 : 0;
    for (auto const& t : request.messages())
        marks += t.cached ? 1 : 0;
    if (marks > most)
        throw error({errc::invalid_option,
            "request::cache_here was called for " + std::to_string(marks) + " places; Anthropic takes at most 4"});
}

constexpr media_rules media{
    .image = {usual_images, "https", true, 10_MB, 600}, // 100 where the context has 200k tokens
    .document = {pdf, "https"},
    .max_request_bytes = 32_MB,
};

} // namespace

boost::json::object anthropic_thinking(model_request const& asked)
{
    // Every model that takes an effort takes "high"; Opus 4.5 has no more, "max" is of 4.6, "xhigh" of 4.7.
    using enum effort_step;
    constexpr effort_steps steps{low, medium, high, xhigh, max};
    auto const& request = *asked.request;
    boost::json::object out;
    if (auto const budget = request.thinking_budget()) {
        constexpr std::uint32_t least = 1024;
        if (*budget < least || *budget >= request.max_tokens())
            throw error({errc::invalid_option,
                "request::thinking_budget is " + std::to_string(*budget)
                    + ": for Anthropic it must be at least 1024 and less than max_tokens, "
                    + std::to_string(request.max_tokens())});
        out["thinking"] = boost::json::object{{"type", "enabled"}, {"budget_tokens", *budget}};
    } else if (request.effort() == effort::none) {
        out["thinking"] = boost::json::object{{"type", "disabled"}};
    } else if (request.effort() && may_add(asked, "adaptive", {"adaptive thinking", "thinking.type"})) {
        out["thinking"] = boost::json::object{{"type", "adaptive"}}; // Opus 4.5 takes the effort alone
    }
    bool const thinks = !out.empty() && request.effort() != effort::none;
    if (thinks && request.show_reasoning() && may_add(asked, "display"))
        out["thinking"].as_object()["display"] = "summarized"; // models from Opus 4.7 on leave it out by default
    if (request.effort() && request.effort() != effort::none)
        out["output_config"] = boost::json::object{{"effort", effort_word(asked, "output_config.effort", steps)}};
    return out;
}

boost::json::object anthropic_body(
    model_request const& asked, std::string_view service, media_rules const& takes, bool eager)
{
    auto const& request = *asked.request;
    check_media(service, request, takes);
    refuse_probabilities(service, asked);
    check_cache_marks(request);
    boost::json::object body{{"max_tokens", request.max_tokens()}};
    if (auto const system = system_text(asked); !system.empty() && request.system_cached())
        body["system"] = boost::json::array{marked(text_block(system))};
    else if (!system.empty())
        body["system"] = system;
    boost::json::array messages;
    for (auto const& t : request.messages())
        messages.push_back(turn_of(t.role == role::user ? "user" : "assistant", content_of(t)));
    for (auto const& earlier : asked.earlier)
        add_earlier(earlier, messages);
    body["messages"] = std::move(messages);

    for (auto& [key, value] : anthropic_thinking(asked))
        body[key] = std::move(value);
    if (asked.mode == mode::json_schema) {
        auto& output = body["output_config"];
        if (!output.is_object())
            output.emplace_object();
        output.as_object()["format"] = boost::json::object{{"type", "json_schema"}, {"schema", *asked.schema}};
    } else if (asked.mode == mode::tool) {
        boost::json::array tools;
        for (auto const& one : tools_of(asked))
            tools.push_back(tool_of(one, asked, eager && asked.stream));
        body["tools"] = std::move(tools);
        if (auto choice = tool_choice(asked); !choice.empty())
            body["tool_choice"] = std::move(choice);
    }
    if (auto const t = request.temperature())
        body["temperature"] = json_number(*t);
    if (auto const p = request.top_p())
        body["top_p"] = json_number(*p);
    if (!request.stop().empty())
        body["stop_sequences"] = boost::json::array(request.stop().begin(), request.stop().end());
    return body;
}

media_rules const& anthropic::takes() const noexcept { return media; }

http::request anthropic::encode(model_request const& asked, endpoint const& endpoint) const
{
    auto body = anthropic_body(asked, service(), media, true);
    body["model"] = asked.model;
    if (asked.stream)
        body["stream"] = true;

    http::request out{endpoint.prefix + "/v1/messages", json_headers(asked.stream),
        request_body(service(), std::move(body), asked, media.max_request_bytes)};
    out.headers.push_back({"anthropic-version", "2023-06-01"});
    add_key(out.headers, "x-api-key", "", endpoint.api_key);
    return out;
}

} // namespace coax::provider
