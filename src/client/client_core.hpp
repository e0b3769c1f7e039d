// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "client/site.hpp"
#include "transport/transport.hpp"

#include <coax/client_options.hpp>

#include <memory>

namespace coax::detail {

/// What a client handle points to. Never changes.
class client_core {
public:
    client_core(site where, client_options options, std::shared_ptr<transport::hub> hub)
        : site_(std::move(where)),
          options_(std::move(options)),
          hub_(std::move(hub))
    {
    }

    [[nodiscard]] detail::site const& where() const noexcept { return site_; }
    [[nodiscard]] client_options const& options() const noexcept { return options_; }
    [[nodiscard]] std::shared_ptr<transport::hub> const& hub() const noexcept { return hub_; }

private:
    detail::site site_;
    client_options options_;
    std::shared_ptr<transport::hub> hub_;
};

} // namespace coax::detail
