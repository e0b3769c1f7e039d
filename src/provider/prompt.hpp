// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <string>

namespace coax::provider {

/// The system text of a request: the caller's own and, where the model is not shown the schema otherwise, the schema
/// with the request for JSON. "" where there is nothing to say. `unseen_schema`: the service holds an answer to a
/// schema that it does not show to the model, so that descriptions and examples must be said here.
std::string system_text(model_request const& asked, bool unseen_schema = false);

} // namespace coax::provider
