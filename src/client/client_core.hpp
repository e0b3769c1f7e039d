// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "client/site.hpp"
#include "transport/transport.hpp"

#include <coax/client_options.hpp>

#include <memory>
#include <vector>

namespace coax::detail {

/// What a client handle points to. Never changes.
class client_core {
public:
    client_core(site where, client_options options, std::shared_ptr<transport::hub> hub,
        std::vector<detail::site> fallbacks = {})
        : site_(std::move(where)),
          fallbacks_(std::move(fallbacks)),
          options_(std::move(options)),
          hub_(std::move(hub))
    {
    }

    [[nodiscard]] detail::site const& where() const noexcept { return site_; }
    /// Who takes over, in order.
    [[nodiscard]] std::vector<detail::site> const& fallbacks() const noexcept { return fallbacks_; }
    [[nodiscard]] client_options const& options() const noexcept { return options_; }
    [[nodiscard]] std::shared_ptr<transport::hub> const& hub() const noexcept { return hub_; }

private:
    detail::site site_;
    std::vector<detail::site> fallbacks_;
    client_options options_;
    std::shared_ptr<transport::hub> hub_;
};

} // namespace coax::detail
