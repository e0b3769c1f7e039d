// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <string>
#include <string_view>

namespace coax::provider {

/// A request to Bedrock's runtime: `/model/MODEL/action`, with the key, or signed by the credentials where there is
/// none.
http::request bedrock_request(
    model_request const& asked, endpoint const& endpoint, std::string_view action, std::string body);

} // namespace coax::provider
