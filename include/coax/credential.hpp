// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/asio_allocation.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace coax {

class http_transport;

/// What proves to a service who asks, and how long it is valid. `bearer`, `header_credential` and `aws_keys` make it.
/// coax prints it nowhere, and takes it out of errors and recordings as it does with the API key.
class credential {
public:
    using time_point = std::chrono::system_clock::time_point;
    /// Of a credential that is valid until the service refuses it.
    static constexpr time_point never = time_point::max();

    /// How a request carries it.
    enum class form : std::uint8_t {
        none,
        header,
        aws_signature,
    };

    /// None: the call fails with `errc::credential_failed`.
    credential() = default;
    credential(form type, std::string name, std::string secret, std::string session_token, time_point expires)
        : name_(std::move(name)),
          secret_(std::move(secret)),
          session_token_(std::move(session_token)),
          expires_(expires),
          type_(type)
    {
    }

    [[nodiscard]] form type() const noexcept { return type_; }
    /// The header's name, or the id of the AWS access key.
    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    /// The header's value, or the secret access key.
    [[nodiscard]] std::string const& secret() const noexcept { return secret_; }
    /// Of temporary AWS keys; else "".
    [[nodiscard]] std::string const& session_token() const noexcept { return session_token_; }
    [[nodiscard]] time_point expires() const noexcept { return expires_; }

private:
    std::string name_;
    std::string secret_;
    std::string session_token_;
    time_point expires_ = never;
    form type_ = form::none;
};

/// `Authorization: Bearer TOKEN`, as OAuth 2.0, Vertex and Entra have it. It replaces a header of that name.
[[nodiscard]] inline credential bearer(std::string token, credential::time_point expires = credential::never)
{
    if (!token.empty())
        token.insert(0, "Bearer ");
    return {credential::form::header, "authorization", std::move(token), {}, expires};
}

/// A header with another name, or with another scheme. It replaces a header of that name.
[[nodiscard]] inline credential header_credential(
    std::string name, std::string value, credential::time_point expires = credential::never)
{
    return {credential::form::header, std::move(name), std::move(value), {}, expires};
}

/// Keys that sign the requests to Bedrock (AWS Signature Version 4). `session_token` is that of temporary keys, else
/// "".
[[nodiscard]] inline credential aws_keys(std::string access_key_id, std::string secret_access_key,
    std::string session_token = {}, credential::time_point expires = credential::never)
{
    return {credential::form::aws_signature, std::move(access_key_id), std::move(secret_access_key),
        std::move(session_token), expires};
}

/// Gives a fresh credential each time it is called. What the HTTP transport of the client is, it may use: that one has
/// the client's TLS options and proxy, and its exchanges are not recorded. The transport outlives the awaitable.
using credential_source = std::function<boost::asio::awaitable<credential>(http_transport& requests_by)>;

} // namespace coax
