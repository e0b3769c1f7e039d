// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "provider/protocol.hpp"

#include <coax/credential.hpp>

#include <string_view>

namespace coax::provider {

/// Puts a credential that changes into a request that is otherwise complete, in the place of the one before, and into
/// `by`, which is what is redacted. Throws `coax::error` with `errc::invalid_option` for AWS keys where the service
/// takes no signature.
void authorize(http::request& to, endpoint& by, credential const& fresh);

/// Signs the request by `by.credentials`. `target` is that of the request as it is sent.
void sign(http::request& to, std::string_view target, endpoint const& by);

} // namespace coax::provider
