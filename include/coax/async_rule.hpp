// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/asio_allocation.hpp>

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <utility>

namespace coax {

class violations;

namespace call {
class call_machine;
}
namespace detail {
class call;
struct shape;
} // namespace detail

/// A rule that waits, for values of one type. `coax::check` and `coax::judge` make it, `request::check` takes it.
/// Copies share the function.
class async_rule {
    using function = std::function<boost::asio::awaitable<void>(void const* value, violations& found)>;

    template <class T, class Fn>
    friend async_rule check(Fn&& fn);
    friend class call::call_machine; // compares the type with the one asked for
    friend class detail::call; // runs it

    async_rule(detail::shape const& type, function run) : type_(&type), run_(std::move(run)) { }

    detail::shape const* type_;
    function run_;
};

} // namespace coax
