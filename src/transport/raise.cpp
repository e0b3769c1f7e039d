// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/raise.hpp"

#include <coax/error.hpp>

#include <boost/asio/error.hpp>

namespace coax::transport {

void raise_timeout(std::string const& limit, std::string const& doing)
{
    throw error(failure(errc::timed_out,
        doing + ": the limit " + limit + " ran out; raise it in coax::timeouts"
            + (limit.starts_with("call") ? " or request::timeout" : "") + " if the wait is worth it"));
}

void raise_cancelled(boost::system::error_code ec, std::string const& doing)
{
    throw error(failure(ec, doing + ": cancelled"));
}

void raise(watchdog const& guard, boost::system::error_code ec, errc otherwise, std::string const& doing,
    std::string const& advice)
{
    if (auto const limit = guard.expired())
        raise_timeout(guard.describe(*limit), doing);
    if (ec == boost::asio::error::operation_aborted)
        raise_cancelled(ec, doing);
    throw error(failure(otherwise, doing + ": " + ec.message() + "; " + advice));
}

} // namespace coax::transport
