// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/identity.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace coax::sim {

/// A certificate authority of its own, made afresh (EC P-256), for tests that want real TLS and real refusals.
/// Immutable once made, so it may be used from any thread. Throws `std::runtime_error` where OpenSSL fails.
class certificate_authority {
public:
    explicit certificate_authority(std::string const& name = "coax simulator CA");
    ~certificate_authority();
    certificate_authority(certificate_authority&&) noexcept;
    certificate_authority& operator=(certificate_authority&&) noexcept;

    /// The authority's own certificate, for clients to trust.
    [[nodiscard]] std::string const& pem() const noexcept { return pem_; }

    /// A certificate, for servers and clients, for `names` (host names and IP addresses), valid from now + `valid_from`
    /// until now + `valid_until`: both negative make an expired one.
    [[nodiscard]] identity issue(std::vector<std::string> const& names,
        std::chrono::seconds valid_from = std::chrono::hours(-1),
        std::chrono::seconds valid_until = std::chrono::hours(24 * 30)) const;

    /// One as no authority issues any more: it names its host in the common name alone.
    [[nodiscard]] identity issue_common_name(std::string const& name) const;

private:
    [[nodiscard]] identity issue(std::string const& name, std::string const& alternatives,
        std::chrono::seconds valid_from, std::chrono::seconds valid_until) const;
    class impl;
    std::unique_ptr<impl const> impl_;
    std::string pem_;
};

} // namespace coax::sim
