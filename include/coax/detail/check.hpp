// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/asio_allocation.hpp>

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace coax {
class violations;
}

namespace coax::detail {

struct shape;

/// A rule that waits, for values of one type.
struct check {
    shape const* type = nullptr;
    std::function<boost::asio::awaitable<void>(void const* value, violations& found)> run;
};

} // namespace coax::detail
