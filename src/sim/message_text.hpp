// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace coax::sim {

/// The text of a content member, which is a string or an array of blocks: the `text` members, joined.
std::string message_text(boost::json::value const* content);

/// `object[key]` as text, or "".
std::string_view text_at(boost::json::object const& object, std::string_view key) noexcept;

/// `object[key]` as an object, or null.
boost::json::object const* object_at(boost::json::object const& object, std::string_view key) noexcept;

/// `object[key]` as an array; empty if it is not one.
boost::json::array const& array_at(boost::json::object const& object, std::string_view key) noexcept;

} // namespace coax::sim
