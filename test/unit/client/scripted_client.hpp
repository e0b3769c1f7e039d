// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "scripted_transport.hpp"

#include <coax/client.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace coax::test {

inline boost::system::error_code code_of(std::exception_ptr thrown)
{
    if (!thrown)
        return {};
    try {
        std::rethrow_exception(thrown);
    } catch (boost::system::system_error const& error) {
        return error.code();
    }
}

/// Clients of a scripted transport, and the context of their calls.
struct scripted_client {
    boost::asio::io_context io;
    std::shared_ptr<scripted_transport> transport = std::make_shared<scripted_transport>();

    coax::client connect() { return connect(io.get_executor()); }
    coax::client connect(boost::asio::any_io_executor on)
    {
        return coax::client(std::move(on), "openai/m",
            coax::client_options().api_key(key).base_url("https://h.example/v1").max_retries(0).transport(transport));
    }
    void run()
    {
        io.restart();
        io.run();
    }
    void fail()
    {
        transport->on_send = [] { throw coax::error({errc::connect_failed, "nobody is there"}); };
    }
};

} // namespace coax::test
