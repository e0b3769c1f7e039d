// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What it saves to stop a generation at the first broken rule, by where in the answer that is: tokens of the first
// attempt that the provider wrote, against one that is waited for. The same simulator, script and request.
#include "rows.hpp"

#include <coax.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;

struct report {
    std::vector<int> marks;
};
BOOST_DESCRIBE_STRUCT(report, (), (marks))
