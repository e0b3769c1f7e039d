// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <string_view>

namespace coax::provider {

/// For what a service has no form for. Throws `coax::error` with `errc::unsupported_request` where the request sets it.
void refuse_budget(std::string_view service, coax::request const& request);
void refuse_effort(std::string_view service, coax::request const& request);
void refuse_stop(std::string_view service, coax::request const& request);
void refuse_probabilities(std::string_view service, model_request const& asked);

} // namespace coax::provider
