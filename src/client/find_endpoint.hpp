// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "model/model_endpoint.hpp"

#include <coax/client_options.hpp>

#include <string_view>

namespace coax::detail {

/// From "provider/model", the options, and the environment for what they leave open. Throws `coax::error`:
/// unknown_provider, missing_api_key, invalid_api_key, invalid_base_url.
coax::model::model_endpoint find_endpoint(std::string_view name, client_options const& options);

/// Another model: of the same provider with what `from` has, otherwise as `find_endpoint` with the options
/// `elsewhere`.
coax::model::model_endpoint move_endpoint(
    coax::model::model_endpoint const& from, std::string_view name, client_options const& elsewhere = {});

} // namespace coax::detail
