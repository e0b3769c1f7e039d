// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>

namespace coax::test {

/// Runs `body(context, server)`, a coroutine, beside a simulator to its end.
template <class Body>
void with_server(Body body)
{
    boost::asio::io_context context;
    sim::server server(context.get_executor());
    std::exception_ptr thrown;
    boost::asio::co_spawn(context, body(context, server), [&](std::exception_ptr why) {
        thrown = why;
        server.stop();
    });
    context.run();
    if (thrown)
        std::rethrow_exception(thrown);
}

} // namespace coax::test
