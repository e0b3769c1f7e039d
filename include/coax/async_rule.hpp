// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/asio_allocation.hpp>

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <utility>

namespace coax {

class violations;

namespace detail {
struct shape;
}

/// A rule that waits, for values of one type. `coax::check` and `coax::judge` make it, `request::check` takes it.
/// Copies share the function.
class async_rule {
public:
    using function = std::function<boost::asio::awaitable<void>(void const* value, violations& found)>;

    /// The type of the values that it takes.
    [[nodiscard]] detail::shape const& type() const noexcept { return *type_; }
    /// Adds what is wrong with the value. Throws what the user's function throws.
    [[nodiscard]] boost::asio::awaitable<void> run(void const* value, violations& found) const
    {
        return run_(value, found);
    }

    /// For `coax::check`.
    async_rule(detail::shape const& type, function run) : type_(&type), run_(std::move(run)) { }

private:
    detail::shape const* type_;
    function run_;
};

} // namespace coax
