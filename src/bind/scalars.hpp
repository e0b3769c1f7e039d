// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/frame.hpp"
#include "bind/rule_checker.hpp"

#include <string>
#include <string_view>

// Store values that come in one event. Each returns whether the value was stored; if not, a violation is added.
namespace coax::bind {

bool store_boolean(slot const& to, bool value, rule_checker& checker);
bool store_number(slot const& to, detail::number const& value, rule_checker& checker, diagnostics& found);
/// One of a choice.
void store_spelling(slot const& to, std::size_t index);
bool store_choice(slot const& to, std::string_view text, diagnostics& found);
bool store_moment(slot const& to, std::string_view text, diagnostics& found);
/// A string of a form of its own.
bool store_written(slot const& to, std::string_view text, diagnostics& found);
/// A number whose digits count.
bool store_digits(
    slot const& to, detail::number const& value, std::string_view digits, rule_checker& checker, diagnostics& found);
/// Of a variant, in the first alternative of this kind of JSON that takes it.
bool store_in_order(slot const& to, std::string_view text, diagnostics& found);
bool store_in_order(slot const& to, detail::number const& value, std::string_view digits, diagnostics& found);

/// Whether the text was stored; no violation is added. `problem` then says more, where more is known.
bool read_written(slot const& to, std::string_view text, std::string& problem);
/// Adds the violation for that.
void refuse_written(slot const& to, std::string_view text, std::string const& problem, diagnostics& found);

} // namespace coax::bind
