// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/gemini/gemini.hpp"

#include "provider/earlier_call.hpp"
#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/own_members.hpp"
#include "provider/path_segment.hpp"
#include "provider/prompt.hpp"
#include "provider/request_body.hpp"
#include "provider/settings.hpp"
#include "provider/tools.hpp"
#include "text/base64.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace coax::provider {

namespace {

boost::json::object turn_of(std::string_view role, boost::json::array parts)
{
    return {{"role", role}, {"parts", std::move(parts)}};
}

boost::json::object text_part(std::string_view text) { return {{"text", text}}; }

// A call is named by its function; where the service gave an id, call and response carry it.
boost::json::object named(tool_call const& call)
{
    boost::json::object out{{"name", call.name}};
    if (!call.id.empty())
        out["id"] = call.id;
    return out;
}

void add_earlier(failed_answer const& earlier, boost::json::array& contents)
{
    boost::json::array answer;
    boost::json::array results;
    if (!earlier.text.empty())
        answer.push_back(text_part(earlier.text));
    for (auto const& call : earlier.calls) {
        auto made = named(call);
        made["args"] = arguments_of(call);
        // Gemini 3 wants the signature of the thought behind a call; this is the word for doing without.
        answer.push_back(boost::json::object{
            {"functionCall", std::move(made)}, {"thoughtSignature", "skip_thought_signature_validator"}});
        auto result = named(call);
        result["response"] = boost::json::object{{call.accepted ? "output" : "error", result_of(call, earlier)}};
        results.push_back(boost::json::object{{"functionResponse", std::move(result)}});
    }
    if (!answer.empty())
        contents.push_back(turn_of("model", std::move(answer)));
    if (results.empty())
        results.push_back(text_part(earlier.complaint));
    contents.push_back(turn_of("user", std::move(results)));
}

boost::json::object part_of(attachment const& file)
{
    std::string_view type = file.media_type();
    if (type == "audio/mpeg")
        type = "audio/mp3"; // what Google calls it; the standard's name is not in its list
    if (!file.address().empty())
        return {{"fileData", boost::json::object{{"mimeType", type}, {"fileUri", file.address()}}}};
    return {{"inlineData", boost::json::object{{"mimeType", type}, {"data", text::to_base64(file.content())}}}};
}

boost::json::array parts_of(coax::message const& t)
{
    boost::json::array parts;
    for (auto const& one : t.attachments)
        parts.push_back(part_of(one));
    if (!t.text.empty() || parts.empty())
        parts.push_back(text_part(t.text));
    return parts;
}

// What Google's layer for OpenAI's protocol takes for each step, in the order of `effort`.
constexpr std::array<int, 6> budgets{0, 1024, 1024, 8192, 24'576, 24'576};

// Up to 2.5 the models think by a number of tokens, from 3 on by a word.
boost::json::object thinking(model_request const& asked)
{
    using enum effort_step;
    auto const& request = *asked.request;
    boost::json::object out;
    if (auto const budget = request.thinking_budget())
        out["thinkingBudget"] = *budget;
    else if (auto const e = request.effort(); e && gemini_has_budgets(asked.model))
        out["thinkingBudget"] = budgets[static_cast<std::size_t>(*e)];
    else if (e)
        out["thinkingLevel"] = effort_word(asked, "thinkingLevel", {minimal, low, medium, high});
    if (request.show_reasoning() && request.effort() != effort::none
        && may_add(asked, "includeThoughts", {"thinking config"}))
        out["includeThoughts"] = true;
    return out;
}

constexpr std::string_view sounds = "audio/wav audio/mpeg audio/flac audio/ogg audio/aac audio/aiff";
constexpr media_rules media{
    .image = {"image/png image/jpeg image/webp", "https gs"},
    .document = {pdf, "https gs", true, text::base64_size(50_MB)},
    .audio = {sounds, "https gs"},
};

constexpr unsigned most_top_tokens = 20; // of both services

boost::json::object settings(model_request const& asked)
{
    auto const& request = *asked.request;
    boost::json::object out{{"maxOutputTokens", request.max_tokens()}};
    if (asked.mode == mode::json_schema || asked.mode == mode::json_object)
        out["responseMimeType"] = "application/json";
    if (asked.mode == mode::json_schema)
        out["responseJsonSchema"] = *asked.schema;
    if (auto const t = request.temperature())
        out["temperature"] = json_number(*t);
    if (auto const p = request.top_p())
        out["topP"] = json_number(*p);
    if (auto const s = request.seed())
        out["seed"] = *s;
    if (!request.stop().empty())
        out["stopSequences"] = boost::json::array(request.stop().begin(), request.stop().end());
    if (auto thought = thinking(asked); !thought.empty())
        out["thinkingConfig"] = std::move(thought);
    if (asked.top_tokens != 0) {
        out["responseLogprobs"] = true;
        out["logprobs"] = std::min(asked.top_tokens, most_top_tokens);
    }
    return out;
}

} // namespace

media_rules const& gemini::takes() const noexcept { return media; }

http::request gemini::encode(model_request const& asked, endpoint const& endpoint) const
{
    check_media(place_.service, *asked.request, media);
    boost::json::object body;
    if (auto const system = system_text(asked); !system.empty())
        body["systemInstruction"] = boost::json::object{{"parts", boost::json::array{text_part(system)}}};
    boost::json::array contents;
    for (auto const& t : asked.request->messages())
        contents.push_back(turn_of(t.role == role::user ? "user" : "model", parts_of(t)));
    for (auto const& earlier : asked.earlier)
        add_earlier(earlier, contents);
    body["contents"] = std::move(contents);
    body["generationConfig"] = settings(asked);
    if (asked.mode == mode::tool) {
        boost::json::array functions;
        boost::json::array names;
        for (auto const& one : tools_of(asked)) {
            auto function = function_of(one, "parametersJsonSchema");
            if (auto const& schema = *one.schema; !schema.contains("properties") && !schema.contains("$ref"))
                function.erase("parametersJsonSchema"); // a tool without arguments has none: an empty list is refused
            functions.push_back(std::move(function));
            names.push_back(boost::json::string(one.name));
        }
        body["tools"] = boost::json::array{boost::json::object{{"functionDeclarations", std::move(functions)}}};
        body["toolConfig"] = boost::json::object{{"functionCallingConfig",
            boost::json::object{{"mode", "ANY"}, {"allowedFunctionNames", std::move(names)}}}};
    }

    auto target = endpoint.prefix;
    target += asked.model.find('/') == asked.model.npos ? place_.models : std::string_view("/");
    target += path_segment(asked.model, "/");
    target += asked.stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
    http::request out{
        std::move(target), json_headers(asked.stream), request_body(place_.service, std::move(body), asked)};
    add_key(out.headers, place_.key_header, place_.key_header == "authorization" ? "Bearer " : "", endpoint.api_key);
    return out;
}

} // namespace coax::provider
