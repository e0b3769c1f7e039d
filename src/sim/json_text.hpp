// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::sim {

/// Appends `text` as a JSON string, quotes included; bytes from 0x80 on as they are.
void append_quoted(std::string& out, std::string_view text);

/// The same without the quotes.
void append_escaped(std::string& out, std::string_view text);

/// JSON text as a person would write it: 0.5 and not 5E-1.
std::string json_text(boost::json::value const& value);

/// Bytes that the first `characters` Unicode characters of `text` take.
std::size_t bytes_of(std::string_view text, std::size_t characters) noexcept;

bool is_json_object(std::string_view text);

/// The first JSON object within `text` that looks like a schema, or an empty one.
boost::json::object schema_within(std::string_view text);

} // namespace coax::sim
