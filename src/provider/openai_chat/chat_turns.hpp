// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string_view>

namespace coax::provider {

/// {"role": "..", "content": ".."}
boost::json::object message(std::string_view role, std::string_view content);

/// Whether a message that makes tool calls has a content, too.
enum class content_beside_calls : std::uint8_t { never, always };

/// Adds what the model said in an earlier attempt and what was wrong with it, in the turns of Chat Completions.
void add_earlier(failed_answer const& earlier, content_beside_calls content, boost::json::array& messages);

} // namespace coax::provider
