// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/bedrock_request.hpp"

#include "provider/authorize.hpp"
#include "provider/headers.hpp"
#include "provider/path_segment.hpp"

#include <utility>

namespace coax::provider {

http::request bedrock_request(
    model_request const& asked, endpoint const& endpoint, std::string_view action, std::string body)
{
    http::request out{endpoint.prefix + "/model/" + path_segment(asked.model) + "/" + std::string(action),
        json_headers(false), std::move(body)};
    for (auto& field : out.headers) {
        if (asked.stream && field.name == "accept")
            field.value = "application/vnd.amazon.eventstream";
    }
    if (endpoint.api_key.empty() && !endpoint.credentials.access_key_id.empty() && endpoint.sign != nullptr)
        sign(out, with_query(out.target, endpoint.query), endpoint); // as add_own sends it
    add_key(out.headers, "authorization", "Bearer ", endpoint.api_key);
    return out;
}

} // namespace coax::provider
