// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/registry.hpp"

#include <string>
#include <string_view>

namespace coax::model {

struct model_name {
    provider::service const* service = nullptr;
    std::string model; ///< the provider's own name for it
};

/// From "provider/model". Throws `coax::error`: unknown_provider, with the name that was meant if one is similar;
/// invalid_option where there is no model, or it would change the path of a URL.
model_name parse_model_name(std::string_view name);

} // namespace coax::model
