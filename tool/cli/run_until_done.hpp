// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "cli/model_choice.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>

namespace coax::cli {

/// What else happens while a coroutine runs. Each may be empty.
struct run_hooks {
    std::function<void()>
        first_interrupt; ///< at the first Ctrl-C, in place of the cancellation; the second one cancels
    std::function<void()> at_end;
};

/// Runs a coroutine in `context` to its end and returns its exit code; throws what it throws. Ctrl-C and SIGTERM cancel
/// it: what it then throws is reported as interrupted.
int run_until_done(boost::asio::io_context& context, boost::asio::awaitable<int> work, run_hooks hooks = {});

/// The same for work that needs a client. The simulated provider, if there is one, is stopped after it.
int run_with_client(model_choice& model, std::function<boost::asio::awaitable<int>(client)> work);

} // namespace coax::cli
