// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/call_events.hpp>
#include <coax/detail/config.hpp>

#include <functional>
#include <iosfwd>
#include <memory>

namespace coax {

/// Callbacks that see what becomes of each call of a client (`client_options::observe`); those not set cost nothing.
///
/// Every call that began to be asked ends in exactly one `done` or `failed`. The callbacks of one call come one after
/// another, those of different calls from whatever threads their coroutines run on, so what they share is theirs to
/// guard. They run in the middle of the call: a slow one delays it. What they throw is dropped.
class observer {
public:
    observer() = default;

    std::function<void(coax::attempt_started const&)> attempt_started;
    std::function<void(coax::request_resent const&)> request_resent;
    std::function<void(coax::first_byte const&)> first_byte;
    /// For each member and element: where it is set, each costs a JSON pointer.
    std::function<void(coax::field_completed const&)> field_completed;
    std::function<void(coax::rule_broken const&)> rule_broken;
    std::function<void(coax::asked_again const&)> asked_again;
    std::function<void(coax::retried const&)> retried;
    std::function<void(call_done const&)> done;
    std::function<void(call_failed const&)> failed;
};

/// An observer that writes one readable line for each call when it ends. The stream must outlive the client and its
/// calls; lines are never mixed up, from whatever threads they come.
[[nodiscard]] COAX_DECL std::shared_ptr<observer const> log_calls(std::ostream& to);

} // namespace coax
