// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"
#include "provider/registry.hpp"

#include <coax/client_options.hpp>
#include <coax/failure.hpp>

#include <string>
#include <string_view>

namespace coax::detail {

/// A model at a provider, with everything needed to reach it.
struct site {
    provider::service const* service = nullptr;
    std::string name; ///< "provider/model"
    std::string model; ///< the provider's own name for it
    http::origin origin;
    provider::endpoint endpoint;
};

/// From "provider/model", the options, and the environment for what they leave open. Throws `coax::error`:
/// unknown_provider, missing_api_key, invalid_api_key, invalid_base_url.
site find_site(std::string_view name, client_options const& options);

/// Adds to a failure `errc::not_found` what was not found: the address, with the path of the request, and the model.
void name_target(failure& why, site const& where, std::string_view target);

/// Another model: of the same provider with what `from` has, else as `find_site` with the options `elsewhere`.
site move_site(site const& from, std::string_view name, client_options const& elsewhere = {});

} // namespace coax::detail
