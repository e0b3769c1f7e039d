// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/usage.hpp>

#include <cstdint>
#include <optional>

namespace coax {

/// What a million tokens cost, in whatever money. 0 where not set.
struct price {
    double input = 0;
    double output = 0;
    std::optional<double> cached_input{}; ///< read from the provider's cache; default as `input`
    std::optional<double> cache_write{}; ///< written to it; default as `input`
    std::optional<double> reasoning{}; ///< thinking; default as `output`
    double batch_discount = 0; ///< the share that a provider's own batch service takes off: 0.5 for half the price

    /// What these tokens cost, without the discount.
    [[nodiscard]] constexpr double cost(usage const& spent) const noexcept
    {
        auto const cost_of
            = [](std::uint64_t tokens, double a_million) { return static_cast<double>(tokens) / 1e6 * a_million; };
        auto const rest = [](std::uint64_t all, std::uint64_t part) { return all > part ? all - part : 0; };
        auto const fresh = rest(rest(spent.input_tokens, spent.cache_read_tokens), spent.cache_write_tokens);
        return cost_of(fresh, input) + cost_of(spent.cache_read_tokens, cached_input.value_or(input))
            + cost_of(spent.cache_write_tokens, cache_write.value_or(input))
            + cost_of(rest(spent.output_tokens, spent.reasoning_tokens), output)
            + cost_of(spent.reasoning_tokens, reasoning.value_or(output));
    }
    /// The same by a provider's own batch service.
    [[nodiscard]] constexpr double batch_cost(usage const& spent) const noexcept
    {
        return cost(spent) * (1 - batch_discount);
    }

    friend constexpr bool operator==(price const&, price const&) = default;
};

} // namespace coax
