// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "json/event_handler.hpp"

#include <boost/json/value.hpp>

namespace coax::bind {

/// Gives a value as the events of its text.
void give_events(boost::json::value const& of, json::event_handler& to);

} // namespace coax::bind
