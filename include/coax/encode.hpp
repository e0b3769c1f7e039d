// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/detail/target.hpp>
#include <coax/http_message.hpp>
#include <coax/request.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax {

/// Where `encode` sends a request to. Nothing is taken from the environment.
struct encode_options {
    std::string api_key = {}; ///< may be empty where the service needs none
    std::string base_url = {}; ///< "" for the service's own
    std::string api_version = {}; ///< of the service's interface, for those that want it (Azure), as "2024-10-21"
};

/// An HTTP request for a model, for a program that has an HTTP client of its own. Send `body` to `url` by POST with
/// these headers, and give the response to a `reader` made from this object.
struct encoded_request {
    std::string url; ///< complete, already escaped
    std::vector<http_header> headers; ///< without host and content-length; they hold the key
    std::string body; ///< JSON

    std::string model; ///< "provider/model"
    coax::mode mode = mode::automatic; ///< how the model is asked: where the JSON is in its answer
    std::shared_ptr<request const> source = {}; ///< what was encoded
};

namespace detail {
COAX_DECL encoded_request encode(
    std::string_view model, request asked, target const& of, encode_options const& options);
}

/// The request that asks `model` ("provider/model") for a T, as a client sends it in its first attempt.
///
/// Throws `coax::error`: `errc::unknown_provider`, `errc::missing_api_key`, `errc::invalid_api_key`,
/// `errc::invalid_base_url` (the service has no address of its own), `errc::invalid_option` (also for
/// `request::check`, which only a client runs, and for `mode::tools`), `errc::unsupported_schema`,
/// `errc::unsupported_request`. AWS signatures need a client; a Bedrock key does not. Safe from any thread.
template <class T>
[[nodiscard]] encoded_request encode(std::string_view model, request asked, encode_options const& options = {})
{
    T value{};
    return detail::encode(model, std::move(asked), detail::target_for(value), options);
}

/// The same for a value of a type that is known at run time.
[[nodiscard]] COAX_DECL encoded_request encode(
    std::string_view model, type const& of, request asked, encode_options const& options = {});

} // namespace coax
