// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "transport/tls_context.hpp"

#include <memory>
#include <mutex>

namespace coax::transport {

struct settings;

/// The TLS context of a client. What the client's options name is read at once, so that the constructor reports what is
/// wrong with it; the system's certificates when the first connection needs them.
class client_tls {
public:
    /// Throws `coax::error`, invalid_option.
    explicit client_tls(settings const& config);

    /// The context, ready to verify a server. It lives as long as this. Throws `coax::error`, tls_failed, or
    /// std::bad_alloc; the next call tries again then. Safe to call from any thread.
    tls_context const& get();

private:
    std::mutex mutex_;
    std::unique_ptr<tls_context> context_; ///< null until it is needed
    bool trusts_system_ = false;
};

} // namespace coax::transport
