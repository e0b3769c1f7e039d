// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <chrono>
#include <cstdint>

namespace coax::call {

/// What the driver of a call does next, and which fact it reports then.
struct action {
    enum class kind : std::uint8_t {
        admit, ///< waits for the rate limit: `admitted`
        authorize, ///< gets a credential, a fresh one where one was rejected: `authorized`
        send, ///< sends the request: `head_arrived`
        read, ///< reads from the body: `bytes_arrived` or `body_ended`
        wait, ///< for `delay`: `time_passed`
        yield, ///< lets other work on the executor go first: `time_passed`
        run_rules, ///< runs the rules that wait on the value: `rules_ran`
        show, ///< the consumer has something new to see; then `go_on`
        done, ///< there is a value
        fail, ///< there is none; see `call_machine::take_failure`
        look_up, ///< asks the cache for an answer: `looked_up`
        keep, ///< gives the cache what was accepted: `kept`
    };

    kind type = kind::done;
    std::chrono::milliseconds delay{};
    bool wind_up = false; ///< of `read`: only the end is still of interest, so it is not waited for long
};

} // namespace coax::call
