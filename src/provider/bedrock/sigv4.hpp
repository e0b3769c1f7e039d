// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace coax::provider {

/// Who signs a request to AWS.
struct aws_credentials {
    std::string access_key_id; ///< "" for none
    std::string secret_access_key;
    std::string session_token; ///< of temporary credentials; else ""
};

/// What AWS Signature Version 4 signs.
struct sigv4_request {
    std::string_view method = "POST";
    std::string_view target; ///< path and query as they are sent
    http::headers headers; ///< that are signed; lower-case names. `x-amz-date` and the token's are added here
    std::string_view body;
};

/// The signed headers that were added, `authorization` the last of them. `service` is AWS's word, "bedrock".
http::headers sigv4(sigv4_request request, aws_credentials const& by, std::string_view region, std::string_view service,
    std::chrono::system_clock::time_point now);

/// `sigv4`, or null. A pointer, so that programs that sign nothing need no OpenSSL.
using request_signer = http::headers (*)(sigv4_request request, aws_credentials const& by, std::string_view region,
    std::string_view service, std::chrono::system_clock::time_point now);

} // namespace coax::provider
