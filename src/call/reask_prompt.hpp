// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/given_items.hpp"
#include "call/missing_members.hpp"
#include "provider/protocol.hpp"

#include <coax/violation.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What the model is told when it is asked again.
namespace coax::call {

/// Of a wrong answer, at most this much goes back to the model.
inline constexpr std::size_t max_returned_answer = 64 * 1024;
/// Of the broken rules in words, at most this much.
inline constexpr std::size_t max_complaint = 16 * 1024;

/// A line for each broken rule, with its pointer.
std::string list(std::vector<violation> const& broken);

/// The broken rules in words, for the model that is asked for the whole answer again.
std::string complaint(std::vector<violation> const& broken);
/// The same where the service has judged the answer itself, in its words.
std::string complaint(std::string_view service_says);

/// Asks for the rest of a struct's members. `cut`: the answer was cut off.
std::string ask_for(missing_members const& rest, std::vector<violation> const& broken, bool cut);

/// Asks for the elements of a list that are still missing: after a broken rule, or where the answer was cut off.
std::string ask_for_more_items(std::vector<violation> const& broken, bool cut);

/// A failed answer as it goes back to the model; of a long one, its beginning.
provider::failed_answer returned(
    std::string_view text, std::vector<provider::tool_call> const& calls, std::string words);

/// Answers each call of `mode::tools` by itself: those that stand are accepted, and what is wrong with one is said of
/// it alone.
void answer_each_call(provider::failed_answer& to, given_items const& given, std::vector<violation> const& broken);

/// For another model, or the same in a new connection: what was given so far, and to go on from there.
provider::failed_answer already_given(given_items const& given);

} // namespace coax::call
