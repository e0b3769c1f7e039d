// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim/asked.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace coax::sim {

// What the requests of all protocols have, each in its own place.

/// One turn of the conversation. `speaker` is the protocol's word for the role: "system" and "developer" become the
/// system text, "assistant" and "model" the model's turns, all others (a tool's result) the user's.
void add_turn(asked& out, std::string_view speaker, std::string text);

/// A turn as OpenAI's chat and those like it have it: a text or parts as `content`, and calls with their arguments.
void add_chat_turn(asked& out, boost::json::object const& turn);

/// As the name of the tool that is wanted: none is.
inline constexpr std::string_view no_tool = "no tool";

/// A tool that is offered. The simulator calls the first one, or the one called `wanted`: also a tool that is merely
/// offered.
void add_tool(asked& out, std::string_view name, boost::json::object const* schema, std::string_view wanted = {});

/// The answer is to be JSON that fits a schema; it replaces a tool that is merely offered.
void set_schema(asked& out, std::string_view name, boost::json::object const* schema);

/// `object[key]` as a number, or 0.
std::uint64_t count_at(boost::json::object const& object, std::string_view key) noexcept;

/// `object[key]` as a boolean, or `otherwise`.
bool flag_at(boost::json::object const& object, std::string_view key, bool otherwise = false) noexcept;

/// A piece of a request target without its percent signs.
std::string unescaped(std::string_view text);

} // namespace coax::sim
