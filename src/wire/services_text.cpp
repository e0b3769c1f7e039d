// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "wire/services_text.hpp"

#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_converse.hpp"
#include "provider/bedrock/bedrock_invoke.hpp"
#include "provider/cohere/cohere_chat.hpp"
#include "provider/gemini/gemini.hpp"
#include "provider/media.hpp"
#include "provider/ollama/ollama_chat.hpp"
#include "provider/openai_chat/openai_chat.hpp"
#include "provider/openai_responses/openai_responses.hpp"
#include "provider/registry.hpp"
#include "shape/dialect_rules.hpp"

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <utility>

namespace coax::wire {

namespace {

constexpr std::pair<mode, std::string_view> modes[]{{mode::json_schema, "json_schema"}, {mode::tool, "tool"},
    {mode::json_object, "json_object"}, {mode::prompted, "prompted"}};

// In the order they are chosen; those that are only taken when asked for, in brackets.
std::string modes_of(provider::service const& s)
{
    std::string out;
    for (auto const& [form, name] : modes) {
        if (!s.modes.contains(form))
            continue;
        out += out.empty() ? "" : ", ";
        auto const shown = std::string(name) + (form == mode::tool && s.whole_arguments ? "*" : "");
        out += s.automatic.contains(form) ? shown : "(" + shown + ")";
    }
    return out;
}

std::string code(std::string_view text) { return text.empty() ? "" : "`" + std::string(text) + "`"; }

std::string key_of(provider::service const& s)
{
    auto out = code(s.key_variable);
    if (s.signs)
        out += " or `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` (`AWS_SESSION_TOKEN`)";
    else if (!s.needs_key && !out.empty())
        out += " (optional)";
    return out.empty() ? "none" : out;
}

std::string_view protocol_of(provider::service const& s)
{
    auto const is = [&]<class P>(std::type_identity<P>) { return dynamic_cast<P const*>(s.protocol) != nullptr; };
    if (is(std::type_identity<provider::anthropic>()))
        return "Anthropic Messages";
    if (is(std::type_identity<provider::openai_responses>()))
        return "OpenAI Responses";
    if (is(std::type_identity<provider::gemini>()))
        return "Gemini";
    if (is(std::type_identity<provider::bedrock_converse>()))
        return "Bedrock Converse";
    if (is(std::type_identity<provider::bedrock_invoke>()))
        return "Bedrock InvokeModel";
    if (is(std::type_identity<provider::cohere_chat>()))
        return "Cohere Chat v2";
    if (is(std::type_identity<provider::ollama_chat>()))
        return "Ollama";
    return "OpenAI Chat";
}

std::string base_url_of(provider::service const& s)
{
    auto out = s.base_url.empty() ? std::string("to be given") : code(s.base_url);
    if (!s.base_url_variable.empty())
        out += " or " + code(s.base_url_variable);
    if (!s.version_variable.empty())
        out += ", with " + code(s.version_variable);
    return out;
}

// How a service differs from OpenAI where it speaks OpenAI's protocol.
std::string departures_of(provider::service const& s)
{
    auto const* const chat = dynamic_cast<provider::openai_chat const*>(s.protocol);
    if (chat == nullptr)
        return "";
    auto const& form = chat->dialect();
    std::string out;
    auto const add = [&](bool here, std::string const& words) {
        if (here)
            out.append(out.empty() ? "" : "; ").append(words);
    };
    using provider::forcing;
    using provider::thinking_form;
    add(!form.max_completion_tokens, "`max_tokens`");
    add(!form.stream_options, "usage comes unasked");
    add(!form.strict, "no `strict`");
    add(form.unseen_schema, "the prompt holds the schema, too");
    add(form.schema_in_json_object, "JSON mode takes the schema");
    add(form.require_parameters, "asks for hosts that keep to the schema");
    add(!form.seed, "`random_seed`");
    add(form.forcing == forcing::required, "a tool is forced by `required`");
    add(form.forcing == forcing::any, "a tool is forced by `any`");
    add(form.forcing == forcing::none, "no tool can be forced");
    add(form.thinking == thinking_form::reasoning, "thinks by `reasoning`");
    add(form.thinking == thinking_form::on_off, "thinks by `thinking`");
    add(form.thinking == thinking_form::kwargs, "thinks by `chat_template_kwargs`");
    add(form.top_tokens == 0, "tells no probabilities");
    add(form.top_tokens != 0 && form.top_tokens != 20, "tells " + std::to_string(form.top_tokens) + " probabilities");
    add(form.cache_marks, "takes cache marks");
    return out;
}

std::string without_family(std::string_view types) // "image/png image/jpeg": "png, jpeg"
{
    std::string out;
    while (!types.empty()) {
        auto const one = types.substr(0, types.find(' '));
        types.remove_prefix(std::min(one.size() + 1, types.size()));
        auto const short_name = one.substr(one.find('/') + 1);
        out.append(out.empty() ? "" : ", ").append(short_name == "mpeg" ? "mp3" : short_name);
    }
    return out;
}

// "png, jpeg: bytes, https"; of one type alone, "bytes, https"
std::string kind_of(provider::media_rule const& rule)
{
    if (rule.types.empty())
        return "";
    auto out = rule.types.find(' ') == rule.types.npos ? std::string() : without_family(rule.types) + ": ";
    auto const schemes = without_family(rule.schemes);
    return out + "bytes" + (schemes.empty() ? "" : ", ") + schemes;
}

std::string mebibytes(std::size_t bytes) // "3.75 MiB"
{
    auto const hundredths = bytes * 100 / (1024 * 1024);
    auto out = std::to_string(hundredths / 100);
    if (auto rest = std::to_string(100 + hundredths % 100).substr(1); rest != "00")
        out += "." + rest.substr(0, rest.find_last_not_of('0') + 1);
    return out + " MiB";
}

std::string limits_of(provider::media_rules const& rules)
{
    std::string out;
    auto const add = [&](std::string const& words) { out.append(out.empty() ? "" : ", ").append(words); };
    auto const add_kind = [&](provider::media_rule const& rule, std::string const& one, std::string const& many) {
        if (rule.max_bytes != 0)
            add(mebibytes(rule.max_bytes / 4 * 3) + " " + one); // of the bytes themselves, not of their base64
        if (rule.max_count != 0)
            add(std::to_string(rule.max_count) + " " + many);
    };
    add_kind(rules.image, "an image", "images");
    add_kind(rules.document, "a PDF", "PDFs");
    add_kind(rules.audio, "a sound", "sounds");
    if (rules.max_request_bytes != 0)
        add(mebibytes(rules.max_request_bytes) + " a request");
    return out;
}

} // namespace

std::string services_text()
{
    std::string out
        = "# Services\n\n"
          "<!-- Written by `coax services --markdown` from src/provider/registry.cpp; a test compares the two. -->\n\n"
          "A model is named `SERVICE/MODEL`. The key is `client_options::api_key`, or else the environment variable "
          "of\n"
          "the table; the address is `client_options::base_url`, or else the table's, where `{NAME}` stands for the\n"
          "environment variable of that name. Modes are in the order in which `mode::automatic` tries them; those in\n"
          "brackets are taken only when asked for. Where there is a star, a tool's arguments come in one piece: a\n"
          "stream has nothing to show before.\n\n"
          "| Service | Speaks | Key | Base URL | Modes |\n|---|---|---|---|---|\n";
    for (auto const& s : provider::services()) {
        out.append("| `").append(s.name).append("` | ").append(protocol_of(s));
        out.append(" | ").append(key_of(s)).append(" | ").append(base_url_of(s));
        out.append(" | ").append(modes_of(s)).append(" |\n");
    }
    out += "\n## How each is asked\n\n"
           "Whose rules its schemas keep (`coax::dialect`), and where it departs from OpenAI though it speaks OpenAI "
           "Chat.\n\n"
           "| Service | Schemas | Departures |\n|---|---|---|\n";
    for (auto const& s : provider::services()) {
        out.append("| `").append(s.name).append("` | ").append(detail::rules_of(s.dialect).name);
        out.append(" | ").append(departures_of(s)).append(" |\n");
    }
    out += "\n## Images, PDFs and sound\n\n"
           "What can be attached, by its bytes or by a URL of one of these schemes, which the service fetches; and "
           "what\n"
           "is checked before anything is sent: the bytes of one file, how many in a request, the request's body. "
           "Only\n"
           "limits that hold for every model of a service are checked; of others the service's own error tells.\n\n"
           "| Service | Images | PDF | Sound | At most |\n|---|---|---|---|---|\n";
    for (auto const& s : provider::services()) {
        auto const& rules = s.protocol->takes();
        out.append("| `").append(s.name).append("` | ").append(kind_of(rules.image));
        out.append(" | ").append(kind_of(rules.document)).append(" | ").append(kind_of(rules.audio));
        out.append(" | ").append(limits_of(rules)).append(" |\n");
    }
    return out;
}

} // namespace coax::wire
