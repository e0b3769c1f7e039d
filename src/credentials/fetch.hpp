// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <coax/http_transport.hpp>

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace coax::credentials {

/// A request for a credential.
class fetch_request {
public:
    fetch_request(std::string method, std::string url) : method_(std::move(method)), url_(std::move(url)) { }

    fetch_request& header(std::string name, std::string value)
    {
        headers_.push_back({std::move(name), std::move(value)});
        return *this;
    }
    /// Adds a parameter to a body of the type application/x-www-form-urlencoded.
    fetch_request& form(std::string_view name, std::string_view value);
    /// Is taken out of errors. A form's values and headers that hold one are to be named.
    fetch_request& secret(std::string value)
    {
        secrets_.push_back(std::move(value));
        return *this;
    }

    [[nodiscard]] std::string const& method() const noexcept { return method_; }
    [[nodiscard]] std::string const& url() const noexcept { return url_; }
    [[nodiscard]] http::headers const& headers() const noexcept { return headers_; }
    [[nodiscard]] std::string const& body() const noexcept { return body_; }
    [[nodiscard]] std::vector<std::string> const& secrets() const noexcept { return secrets_; }

private:
    std::string method_;
    std::string url_;
    http::headers headers_;
    std::string body_;
    std::vector<std::string> secrets_;
};

/// As application/x-www-form-urlencoded has it.
std::string form_escaped(std::string_view text);

/// The body of an answer with a status of success. Throws `coax::error`: credential_failed with the URL and what the
/// service says, or what the transport throws.
boost::asio::awaitable<std::string> fetch(http_transport& by, fetch_request asked);

} // namespace coax::credentials
