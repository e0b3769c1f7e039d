// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "transport/watchdog.hpp"

#include <coax/errc.hpp>

#include <boost/system/error_code.hpp>

#include <string>

namespace coax::transport {

/// Throws `coax::error` for an operation that ended with `ec`: timed_out when a limit ended it, operation_aborted when
/// it was cancelled, else `otherwise`. `doing` begins the message ("connecting to a:443"), `advice` ends it.
[[noreturn]] void raise(watchdog const& guard, boost::system::error_code ec, errc otherwise, std::string const& doing,
    std::string const& advice);

/// The same for a limit.
[[noreturn]] void raise_timeout(std::string const& limit, std::string const& doing);

[[noreturn]] void raise_cancelled(boost::system::error_code ec, std::string const& doing);

} // namespace coax::transport
