// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::provider {

/// What a call's arguments are said to have been: they must be an object, even where the model did not manage to
/// write one.
boost::json::object arguments_of(tool_call const& call);

/// The id of call number `n` of an answer; one is made up where the service gave none.
std::string id_of(tool_call const& call, std::size_t n);

/// What a call of an answer is answered with.
std::string_view result_of(tool_call const& call, failed_answer const& answer) noexcept;

} // namespace coax::provider
