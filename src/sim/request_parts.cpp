// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/request_parts.hpp"

#include "sim/json_text.hpp"
#include "sim/message_text.hpp"

#include <boost/json/array.hpp>

#include <charconv>
#include <utility>

namespace coax::sim {

void add_turn(asked& out, std::string_view speaker, std::string text)
{
    if (speaker == "system" || speaker == "developer") {
        if (!out.system.empty())
            out.system += '\n';
        out.system += text;
        return;
    }
    auto const who = speaker == "assistant" || speaker == "model" ? role::assistant : role::user;
    out.messages.emplace_back(who, text);
    if (who == role::user)
        out.user = std::move(text);
}

void add_chat_turn(asked& out, boost::json::object const& turn)
{
    auto text = message_text(turn.if_contains("content"));
    for (auto const& call : array_at(turn, "tool_calls"))
        if (auto const* object = call.if_object())
            if (auto const* function = object_at(*object, "function"))
                if (auto const* arguments = function->if_contains("arguments"))
                    text += arguments->is_string() ? message_text(arguments) : json_text(*arguments);
    add_turn(out, text_at(turn, "role"), std::move(text));
}

void add_tool(asked& out, std::string_view name, boost::json::object const* schema, std::string_view wanted)
{
    out.tools.emplace_back(name);
    if (out.mode == mode::tool || (!wanted.empty() && name != wanted))
        return;
    out.mode = mode::tool;
    out.schema_name = name;
    if (schema)
        out.schema = *schema;
}

void set_schema(asked& out, std::string_view name, boost::json::object const* schema)
{
    out.mode = mode::json_schema;
    out.schema_name = name;
    out.schema = schema ? *schema : boost::json::object();
}

std::uint64_t count_at(boost::json::object const& object, std::string_view key) noexcept
{
    auto const* const found = object.if_contains(key);
    boost::system::error_code error;
    auto const number = found ? found->to_number<std::uint64_t>(error) : 0;
    return error ? 0 : number;
}

bool flag_at(boost::json::object const& object, std::string_view key, bool otherwise) noexcept
{
    auto const* const found = object.if_contains(key);
    return found && found->is_bool() ? found->get_bool() : otherwise;
}

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned value = 0;
        if (text[at] == '%' && at + 2 < text.size()
            && std::from_chars(text.data() + at + 1, text.data() + at + 3, value, 16).ptr == text.data() + at + 3) {
            out += static_cast<char>(value);
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

} // namespace coax::sim
