// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/omitted_members.hpp"
#include "model/model_endpoint.hpp"
#include "rate_limit/rate_limiters.hpp"

#include <coax/client_options.hpp>
#include <coax/http_transport.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace coax::detail {

/// What all handles made from one client share.
struct shared_means {
    shared_means(boost::asio::any_io_executor on, coax::limits most, std::shared_ptr<http_transport> requests_by)
        : executor(std::move(on)),
          transport(std::move(requests_by)),
          limiters(executor, most)
    {
    }
    boost::asio::any_io_executor executor;
    std::shared_ptr<http_transport> transport;
    rate_limit::rate_limiters limiters;
    coax::call::known_refusals refusals;
    std::atomic<std::uint64_t> calls{0}; ///< begun so far: their numbers, for an observer
};

/// What a client handle points to. Never changes.
class client_core {
public:
    client_core(coax::model::model_endpoint endpoint, client_options options, std::shared_ptr<shared_means> means,
        std::vector<coax::model::model_endpoint> fallbacks = {})
        : endpoint_(std::move(endpoint)),
          fallbacks_(std::move(fallbacks)),
          options_(std::move(options)),
          means_(std::move(means))
    {
    }

    [[nodiscard]] coax::model::model_endpoint const& endpoint() const noexcept { return endpoint_; }
    /// The models that take over, in order.
    [[nodiscard]] std::vector<coax::model::model_endpoint> const& fallbacks() const noexcept { return fallbacks_; }
    [[nodiscard]] client_options const& options() const noexcept { return options_; }
    [[nodiscard]] std::shared_ptr<shared_means> const& means() const noexcept { return means_; }

private:
    coax::model::model_endpoint endpoint_;
    std::vector<coax::model::model_endpoint> fallbacks_;
    client_options options_;
    std::shared_ptr<shared_means> means_;
};

} // namespace coax::detail
