// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/frame.hpp"
#include "bind/rule_checker.hpp"

#include <string_view>

// Values that come in one event. Each returns whether the value was stored; where it was not, a violation is added.
namespace coax::bind {

bool store_number(slot const& to, detail::number const& value, rule_checker& checker, diagnostics& found);
bool store_choice(slot const& to, std::string_view text, diagnostics& found);
bool store_moment(slot const& to, std::string_view text, diagnostics& found);

} // namespace coax::bind
