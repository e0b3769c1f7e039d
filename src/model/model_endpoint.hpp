// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"
#include "provider/registry.hpp"

#include <coax/failure.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace coax::credentials {
class shared_credential;
}

namespace coax::model {

/// A model at a provider, with everything needed to reach it.
struct model_endpoint {
    provider::service const* service = nullptr;
    std::string name; ///< "provider/model"
    std::string model; ///< the provider's own name for it
    http::origin origin;
    provider::endpoint endpoint;
    std::shared_ptr<credentials::shared_credential> credentials; ///< for the driver, of one that changes; null for none
};

/// Another model of the same provider, with what `from` has; nothing where `name` is of another provider. Throws as
/// `parse_model_name`.
std::optional<model_endpoint> endpoint_of_same_provider(model_endpoint const& from, std::string_view name);

/// Adds to a failure `errc::not_found` what was not found: the address, with the path of the request, and the model.
void name_target(failure& why, model_endpoint const& endpoint, std::string_view path);

} // namespace coax::model
