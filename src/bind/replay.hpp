// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/event_log.hpp"

namespace coax::bind {

class value_builder;

/// Passes the events of a log to a builder: a member's key and value, or the value alone.
void replay_member(event_log::member const& member, value_builder& to);
void replay_value(event_log::member const& member, value_builder& to);

} // namespace coax::bind
