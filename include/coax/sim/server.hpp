// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/client_options.hpp>
#include <coax/detail/config.hpp>
#include <coax/sim/asked.hpp>
#include <coax/sim/counts.hpp>
#include <coax/sim/reply.hpp>
#include <coax/sim/served.hpp>
#include <coax/sim/server_options.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coax::sim {

/// A provider that says what a script tells it to, on loopback, over real TLS (with an authority of its own) and in the
/// real framing of each protocol: server-sent events, lines of JSON, AWS's frames. It speaks every protocol that coax
/// does, and knows which by the request's path: Anthropic Messages, OpenAI Chat Completions and Responses, Gemini,
/// Bedrock Converse and InvokeModel, Cohere Chat v2, Ollama's chat (doc/testing.md has the paths); other paths are 404.
/// Where neither a queued reply nor a script is set, it makes up a value that fits the schema asked for.
///
/// It has no thread: it accepts and serves on the executor, whose context must outlive it, and keeps that context
/// busy until `stop`. Functions may be called from any thread; the script is called by one request at a time.
class server {
public:
    using script = std::function<reply(asked const&)>;

    /// Listens at once. Throws `boost::system::system_error` where the port is taken.
    COAX_SIM_DECL explicit server(boost::asio::any_io_executor executor, server_options options = {});
    /// As `stop`.
    COAX_SIM_DECL ~server();
    server(server const&) = delete;
    server& operator=(server const&) = delete;

    /// What to say to every request that no queued reply waits for. What it throws is answered with status 500.
    COAX_SIM_DECL void on(script answer);
    /// What to say to the next request; queued replies are used up in order.
    COAX_SIM_DECL void enqueue(reply next);

    /// Stops listening and closes every connection, without waiting. Coroutines in flight end as soon as the
    /// context runs, or with it.
    COAX_SIM_DECL void stop() noexcept;
    /// Closes the connections that wait for a request.
    COAX_SIM_DECL void drop_idle();

    [[nodiscard]] COAX_SIM_DECL std::uint16_t port() const noexcept;
    /// "https://127.0.0.1:PORT"; "http://..." without TLS.
    [[nodiscard]] COAX_SIM_DECL std::string url() const;
    /// The authority to trust; "" without TLS.
    [[nodiscard]] COAX_SIM_DECL std::string const& ca_pem() const noexcept;
    /// What a client needs to use this server as that provider: base URL, a key, the authority.
    [[nodiscard]] COAX_SIM_DECL client_options options(std::string_view provider) const;

    /// The latest requests in the order they came.
    [[nodiscard]] COAX_SIM_DECL std::vector<sim::asked> asked() const;
    /// The latest answers in the order they ended.
    [[nodiscard]] COAX_SIM_DECL std::vector<sim::served> served() const;
    [[nodiscard]] COAX_SIM_DECL sim::counts counts() const;

private:
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace coax::sim
