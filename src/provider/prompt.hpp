// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <string>

namespace coax::provider {

/// The system text of a question: the caller's own and, in the modes where the provider is not given the schema
/// otherwise, the schema with the request for JSON. "" where there is nothing to say.
std::string system_text(question const& what);

} // namespace coax::provider
