// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "demo.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <thread>

namespace demo {

/// The model of COAX_MODEL, else a simulated provider on a thread of its own that gives one answer to all: for programs
/// that have no context for it.
class provider_thread {
public:
    explicit provider_thread(char const* answer)
        : model_(environment("COAX_MODEL")),
          thread_([this] { context_.run(); })
    {
        if (!model_.empty())
            return;
        model_ = "anthropic/claude-haiku-4-5";
        simulator_.emplace(context_.get_executor(), coax::sim::server_options().cut(3));
        simulator_->on([answer](coax::sim::asked const&) { return coax::sim::reply::json(answer); });
    }
    ~provider_thread()
    {
        if (simulator_)
            simulator_->stop();
        work_.reset();
        thread_.join();
    }
    provider_thread(provider_thread const&) = delete;
    provider_thread& operator=(provider_thread const&) = delete;

    [[nodiscard]] std::string const& model() const noexcept { return model_; }
    [[nodiscard]] coax::client_options options() const
    {
        return simulator_ ? simulator_->options("anthropic") : coax::client_options();
    }

private:
    std::string model_;
    asio::io_context context_;
    asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
    std::optional<coax::sim::server> simulator_;
    std::thread thread_;
};

} // namespace demo
