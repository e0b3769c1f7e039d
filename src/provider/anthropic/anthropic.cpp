// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/anthropic/anthropic.hpp"

#include "provider/earlier_call.hpp"
#include "provider/explain.hpp"
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

namespace json = boost::json;

namespace {

json::object turn_of(std::string_view role, json::value content)
{
    return {{"role", role}, {"content", std::move(content)}};
}

void add_earlier(failed_answer const& earlier, json::array& messages)
{
    json::array said;
    json::array results;
    if (!earlier.text.empty())
        said.push_back(json::object{{"type", "text"}, {"text", earlier.text}});
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto const& call = earlier.calls[n];
        said.push_back(json::object{
            {"type", "tool_use"}, {"id", id_of(call, n)}, {"name", call.name}, {"input", arguments_of(call)}});
        results.push_back(json::object{{"type", "tool_result"}, {"tool_use_id", id_of(call, n)},
            {"is_error", !call.accepted}, {"content", result_of(call, earlier)}});
    }
    if (!said.empty())
        messages.push_back(turn_of("assistant", std::move(said)));
    if (results.empty())
        messages.push_back(turn_of("user", json::string(earlier.complaint)));
    else
        messages.push_back(turn_of("user", std::move(results)));
}

json::object text_block(std::string_view text) { return {{"type", "text"}, {"text", text}}; }

json::object marked(json::object block)
{
    block["cache_control"] = json::object{{"type", "ephemeral"}};
    return block;
}

json::object block_of(attachment const& what)
{
    json::object source;
    if (what.address().empty())
        source = {{"type", "base64"}, {"media_type", what.media_type()}, {"data", text::to_base64(what.content())}};
    else
        source = {{"type", "url"}, {"url", what.address()}};
    json::object block{
        {"type", what.kind() == media_kind::image ? "image" : "document"}, {"source", std::move(source)}};
    if (what.kind() == media_kind::document)
        block["title"] = what.name();
    return block;
}

json::value content_of(coax::message const& t)
{
    if (t.attachments.empty() && !t.cached)
        return json::string(t.text);
    json::array blocks;
    for (auto const& one : t.attachments)
        blocks.push_back(block_of(one));
    if (!t.text.empty())
        blocks.push_back(text_block(t.text));
    if (t.cached && !blocks.empty())
        blocks.back() = marked(std::move(blocks.back().as_object()));
    return blocks;
}

json::object tool_of(tool_view const& what, question const& all, bool eager)
{
    json::object tool{{"name", what.name}};
    if (!what.description.empty())
        tool["description"] = what.description;
    tool["input_schema"] = *what.schema;
    if (what.strict && may_add(all, "strict"))
        tool["strict"] = true;
    if (eager && may_add(all, "eager_input_streaming"))
        tool["eager_input_streaming"] = true; // else the arguments come in lumps
    return tool;
}

// Some models refuse to be forced, and all do while they think by a budget; then they are left to choose.
json::object tool_choice(question const& what)
{
    json::object out;
    bool const one = what.tools.empty();
    if (may_add(what, "tool_choice"))
        out = one ? json::object{{"type", "tool"}, {"name", what.schema_name}} : json::object{{"type", "any"}};
    else if (one)
        out = {{"type", "auto"}};
    if (one && may_add(what, "disable_parallel_tool_use"))
        out["disable_parallel_tool_use"] = true;
    return out;
}

void check_cache_marks(request const& ask)
{
    constexpr int most = 4;
    int marks = ask.system_cached() ? 1 : 0;
    for (auto const& t : ask.messages())
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

json::object anthropic_thinking(question const& what)
{
    // Every model that takes an effort takes "high"; Opus 4.5 has no more, "max" is of 4.6, "xhigh" of 4.7.
    using enum effort_step;
    constexpr effort_steps steps{low, medium, high, xhigh, max};
    auto const& ask = *what.ask;
    json::object out;
    if (auto const budget = ask.thinking_budget()) {
        constexpr std::uint32_t least = 1024;
        if (*budget < least || *budget >= ask.max_tokens())
            throw error({errc::invalid_option,
                "request::thinking_budget is " + std::to_string(*budget)
                    + ": for Anthropic it must be at least 1024 and less than max_tokens, "
                    + std::to_string(ask.max_tokens())});
        out["thinking"] = json::object{{"type", "enabled"}, {"budget_tokens", *budget}};
    } else if (ask.effort() == effort::none) {
        out["thinking"] = json::object{{"type", "disabled"}};
    } else if (ask.effort() && may_add(what, "adaptive", {"adaptive thinking", "thinking.type"})) {
        out["thinking"] = json::object{{"type", "adaptive"}}; // Opus 4.5 takes the effort alone
    }
    bool const thinks = !out.empty() && ask.effort() != effort::none;
    if (thinks && ask.show_reasoning() && may_add(what, "display"))
        out["thinking"].as_object()["display"] = "summarized"; // models from Opus 4.7 on leave it out by default
    if (ask.effort() && ask.effort() != effort::none)
        out["output_config"] = json::object{{"effort", effort_word(what, "output_config.effort", steps)}};
    return out;
}

json::object anthropic_body(question const& what, std::string_view service, media_rules const& takes, bool eager)
{
    auto const& ask = *what.ask;
    check_media(service, ask, takes);
    refuse_probabilities(service, what);
    check_cache_marks(ask);
    json::object body{{"max_tokens", ask.max_tokens()}};
    if (auto const system = system_text(what); !system.empty() && ask.system_cached())
        body["system"] = json::array{marked(text_block(system))};
    else if (!system.empty())
        body["system"] = system;
    json::array messages;
    for (auto const& t : ask.messages())
        messages.push_back(turn_of(t.role == role::user ? "user" : "assistant", content_of(t)));
    for (auto const& earlier : what.earlier)
        add_earlier(earlier, messages);
    body["messages"] = std::move(messages);

    for (auto& [key, value] : anthropic_thinking(what))
        body[key] = std::move(value);
    if (what.mode == mode::json_schema) {
        auto& output = body["output_config"];
        if (!output.is_object())
            output.emplace_object();
        output.as_object()["format"] = json::object{{"type", "json_schema"}, {"schema", *what.schema}};
    } else if (what.mode == mode::tool) {
        json::array tools;
        for (auto const& one : tools_of(what))
            tools.push_back(tool_of(one, what, eager && what.stream));
        body["tools"] = std::move(tools);
        if (auto choice = tool_choice(what); !choice.empty())
            body["tool_choice"] = std::move(choice);
    }
    if (auto const t = ask.temperature())
        body["temperature"] = json_number(*t);
    if (auto const p = ask.top_p())
        body["top_p"] = json_number(*p);
    if (!ask.stop().empty())
        body["stop_sequences"] = json::array(ask.stop().begin(), ask.stop().end());
    return body;
}

media_rules const& anthropic::takes() const noexcept { return media; }

http::request anthropic::encode(question const& what, endpoint const& where) const
{
    auto body = anthropic_body(what, service_, media, true);
    body["model"] = what.model;
    if (what.stream)
        body["stream"] = true;

    http::request out{where.prefix + "/v1/messages", json_headers(what.stream),
        request_body(service_, std::move(body), what, media.max_request_bytes)};
    out.headers.push_back({"anthropic-version", "2023-06-01"});
    add_key(out.headers, "x-api-key", "", where.api_key);
    return out;
}

failure anthropic::explain(http::response_head const& head, std::string_view body) const
{
    return explain_answer(service_, head, body);
}

} // namespace coax::provider
