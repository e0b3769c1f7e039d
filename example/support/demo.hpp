// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "screen.hpp"

#include <coax.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <functional>
#include <optional>
#include <string>

namespace demo {

namespace asio = boost::asio;

inline std::string environment(char const* name)
{
    auto const* value = std::getenv(name);
    return value ? value : "";
}

/// Whom the examples ask: COAX_MODEL ("provider/model"), else a simulated provider on loopback that gives scripted
/// answers at the pace of a real one (COAX_DEMO_FAST=1, or nobody is watching: at once).
inline coax::client choose_model(asio::io_context& context, std::optional<coax::sim::server>& simulator,
    coax::sim::server::script script, bool watched = screen::is_terminal())
{
    if (auto const model = environment("COAX_MODEL"); !model.empty()) {
        // A model that fits this machine breaks rules often, and costs nothing to be asked again.
        coax::client_options options;
        if (model.starts_with("llama.cpp/"))
            options.max_reasks(10);
        return coax::client(context, model, options);
    }
    coax::sim::server_options options;
    bool const paced = watched && environment("COAX_DEMO_FAST").empty();
    if (paced)
        options.cut(3).pace(62);
    simulator.emplace(context.get_executor(), options);
    simulator->on([paced, script = std::move(script)](coax::sim::asked const& asked) {
        auto reply = script(asked);
        if (paced)
            reply.wait(std::chrono::milliseconds(700));
        return reply;
    });
    coax::timeouts patient; // many handshakes at once, both ends on this thread, on a machine that may be busy
    patient.connect = std::chrono::minutes(1);
    patient.handshake = std::chrono::minutes(1);
    return coax::client(context, "anthropic/claude-haiku-4-5", simulator->options("anthropic").timeouts(patient));
}

/// The model for what needs a better one: COAX_STRONG_MODEL, else the one there is. It shares connections and limits.
inline coax::client stronger(coax::client const& cheap)
{
    if (auto const model = environment("COAX_STRONG_MODEL"); !model.empty())
        return cheap.with_model(model);
    return environment("COAX_MODEL").empty() ? cheap.with_model("anthropic/claude-sonnet-4-5") : cheap;
}

/// All that is known about a call that gave no value.
inline void explain(coax::error const& error)
{
    auto const& why = error.failure();
    std::fprintf(stderr, "\nNo value: %s\n  %s\n", why.code.message().c_str(), why.message.c_str());
    if (!why.provider_message.empty())
        std::fprintf(stderr, "  the service said: %s\n", why.provider_message.c_str());
    for (auto const& attempt : why.attempts)
        for (auto const& violation : attempt.violations)
            std::fprintf(stderr, "  rule broken: %s %s\n", violation.pointer.c_str(), violation.message.c_str());
    if (!why.text.empty())
        std::fprintf(stderr, "  what had come: %.200s%s\n", why.text.c_str(), why.text.size() > 200 ? "..." : "");
}

/// `main` of every example: runs one coroutine with a client to its end. An io_context is Asio's event loop;
/// `co_spawn` starts a coroutine on it, and `run` works until there is nothing left to do.
inline int run(std::function<asio::awaitable<void>(coax::client)> example, coax::sim::server::script script)
{
    try {
        asio::io_context context;
        std::optional<coax::sim::server> simulator;
        auto const client = choose_model(context, simulator, std::move(script));
        std::printf(
            "asking %s%s\n", client.model().c_str(), simulator ? (", simulated at " + simulator->url()).c_str() : "");
        std::exception_ptr thrown;
        asio::co_spawn(context, example(client), [&](std::exception_ptr why) {
            thrown = why;
            if (simulator)
                simulator->stop();
        });
        context.run();
        if (thrown)
            std::rethrow_exception(thrown);
        return 0;
    } catch (coax::error const& error) {
        explain(error);
    } catch (std::exception const& error) {
        std::fprintf(stderr, "\n%s\n", error.what());
    }
    return 1;
}

/// The same, where one scripted answer fits every question.
inline int run(std::function<asio::awaitable<void>(coax::client)> example, char const* answer)
{
    return run(std::move(example), [answer](coax::sim::asked const&) { return coax::sim::reply::json(answer); });
}

} // namespace demo
