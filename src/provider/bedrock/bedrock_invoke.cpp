// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/bedrock_invoke.hpp"

#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_request.hpp"
#include "provider/request_body.hpp"

#include <utility>

namespace coax::provider {

namespace {

// Anthropic tells the limit of an image on Bedrock, AWS that of InvokeModel's body.
constexpr media_rules invoke_media{
    .image = {usual_images, "", true, 5_MB},
    .document = {pdf, ""},
    .max_request_bytes = 25_MB,
};

} // namespace

media_rules const& bedrock_invoke::takes() const noexcept { return invoke_media; }

http::request bedrock_invoke::encode(model_request const& asked, endpoint const& endpoint) const
{
    auto body = anthropic_body(asked, service(), invoke_media, false);
    body["anthropic_version"] = "bedrock-2023-05-31";
    return bedrock_request(asked, endpoint, asked.stream ? "invoke-with-response-stream" : "invoke",
        request_body(service(), std::move(body), asked, invoke_media.max_request_bytes));
}

} // namespace coax::provider
