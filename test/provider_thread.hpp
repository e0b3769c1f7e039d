// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim.hpp>

#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <thread>
#include <utility>

namespace coax::test {

/// A provider on a thread of its own, so that what fails on the test's thread fails for the client alone.
class provider_thread {
public:
    provider_thread(bool tls, sim::server::script script)
        : server_((::setenv("SSL_CERT_FILE", "/dev/null", 1), io_.get_executor()), sim::server_options().tls(tls)),
          thread_([this] { io_.run(); })
    {
        server_.on(std::move(script));
    }
    ~provider_thread()
    {
        server_.stop();
        thread_.join();
    }
    provider_thread(provider_thread const&) = delete;
    provider_thread& operator=(provider_thread const&) = delete;

    [[nodiscard]] client_options options() const { return server_.options("anthropic"); }

private:
    boost::asio::io_context io_;
    sim::server server_;
    std::thread thread_;
};

} // namespace coax::test
