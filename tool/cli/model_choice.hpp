// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "cli/settings.hpp"

#include <coax/client.hpp>
#include <coax/sim.hpp>

#include <boost/asio/io_context.hpp>

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace coax::cli {

/// The options that every verb has which asks a model: which one, and how it is reached.
class model_choice {
public:
    void add_to(CLI::App& verb);
    /// Only how a service is reached.
    void add_address_to(CLI::App& verb);

    /// The client that was asked for. With `--sim` a simulated provider answers, which runs in `context` until
    /// `stop`. Throws `usage_error`, and what the client throws.
    [[nodiscard]] client connect(boost::asio::io_context& context, limits most = {}, std::size_t connections = 0);
    /// Stops the simulated provider, if there is one.
    void stop();
    /// Destroys it. To be called before its context goes.
    void disconnect() noexcept { server_.reset(); }

    /// "provider/model". Throws `usage_error` where none is named.
    [[nodiscard]] std::string name() const;
    [[nodiscard]] bool is_simulated() const noexcept { return simulated_; }

    /// The client for another model, reached as the options say, and not simulated.
    [[nodiscard]] client connect_to(boost::asio::io_context& context, std::string const& other_model) const;

private:
    [[nodiscard]] client_options options() const;

    std::string model_;
    std::string profile_;
    std::string base_url_;
    std::string record_;
    std::string replay_;
    std::string proxy_;
    std::string ca_file_;
    std::vector<std::string> fallbacks_;
    std::optional<std::uint32_t> max_retries_;
    double pace_ = 0;
    bool simulated_ = false;
    std::unique_ptr<sim::server> server_;
};

/// Disconnects at the end of its scope.
class disconnect_at_end {
public:
    explicit disconnect_at_end(model_choice& model) : model_(&model) { }
    ~disconnect_at_end() { model_->disconnect(); }
    disconnect_at_end(disconnect_at_end const&) = delete;
    disconnect_at_end& operator=(disconnect_at_end const&) = delete;

private:
    model_choice* model_;
};

} // namespace coax::cli
