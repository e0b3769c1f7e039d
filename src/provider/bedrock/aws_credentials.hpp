// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>

namespace coax::provider {

/// Who signs a request to AWS.
struct aws_credentials {
    std::string access_key_id; ///< "" for none
    std::string secret_access_key;
    std::string session_token; ///< of temporary credentials; else ""
};

} // namespace coax::provider
