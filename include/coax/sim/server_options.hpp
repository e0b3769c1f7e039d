// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::sim {

/// How a simulated provider is set up. Setters chain.
class server_options {
public:
    /// On 127.0.0.1; default 0, any free one.
    server_options& port(std::uint16_t number)
    {
        port_ = number;
        return *this;
    }
    /// Stands before every path, as behind a gateway: with "/team" the paths are /team/v1/messages,
    /// /team/v1/chat/completions and so on, and `server::options` has it in the base URL. Default "". Every other path
    /// is 404.
    server_options& prefix(std::string path)
    {
        while (path.ends_with('/'))
            path.pop_back();
        if (!path.empty() && !path.starts_with('/'))
            path.insert(path.begin(), '/');
        prefix_ = std::move(path);
        return *this;
    }
    /// Default true.
    server_options& tls(bool on)
    {
        tls_ = on;
        return *this;
    }
    /// Names and addresses its certificate is for; default localhost, 127.0.0.1 and ::1.
    server_options& certificate_for(std::vector<std::string> names)
    {
        names_ = std::move(names);
        return *this;
    }
    /// The certificate's time is over.
    server_options& expired(bool yes = true)
    {
        expired_ = yes;
        return *this;
    }
    /// Only clients with a certificate of these authorities (PEM) are let in (mutual TLS); default "", all are.
    server_options& require_client_certificate(std::string authorities)
    {
        client_authorities_ = std::move(authorities);
        return *this;
    }
    /// Every other key is refused as the service does, with 401 or its own status; default "": any key will do, and
    /// none.
    server_options& require_key(std::string key)
    {
        key_ = std::move(key);
        return *this;
    }
    /// Asked for each request whether its key is accepted; false is answered as a wrong key. The key is without "Bearer
    /// ";
    /// "" where there is none. It is called on the server's threads. Default null.
    server_options& accept_key(std::function<bool(std::string_view key)> accepts)
    {
        accepts_ = std::move(accepts);
        return *this;
    }
    /// For replies that do not say; default 4 characters in a delta.
    server_options& cut(std::size_t characters)
    {
        cut_ = characters;
        return *this;
    }
    /// For replies that do not say; default 0, as fast as it goes.
    server_options& pace(double tokens_per_second)
    {
        pace_ = tokens_per_second > 0 ? std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / tokens_per_second))
                                      : std::chrono::nanoseconds(0);
        return *this;
    }
    /// For made-up values; default 1.
    server_options& seed(std::uint64_t value)
    {
        seed_ = value;
        return *this;
    }
    /// How many of the latest requests are kept to be looked at; default 1000.
    server_options& keep(std::size_t requests)
    {
        keep_ = requests;
        return *this;
    }
    /// A longer request body is answered with 413; default 32 MiB.
    server_options& max_request_bytes(std::size_t bytes)
    {
        max_request_bytes_ = bytes;
        return *this;
    }

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string const& prefix() const noexcept { return prefix_; }
    [[nodiscard]] bool tls() const noexcept { return tls_; }
    [[nodiscard]] std::vector<std::string> const& certificate_for() const noexcept { return names_; }
    [[nodiscard]] bool expired() const noexcept { return expired_; }
    [[nodiscard]] std::string const& require_client_certificate() const noexcept { return client_authorities_; }
    [[nodiscard]] std::string const& require_key() const noexcept { return key_; }
    [[nodiscard]] std::function<bool(std::string_view)> const& accept_key() const noexcept { return accepts_; }
    [[nodiscard]] std::size_t cut() const noexcept { return cut_; }
    [[nodiscard]] std::chrono::nanoseconds pace() const noexcept { return pace_; }
    [[nodiscard]] std::uint64_t seed() const noexcept { return seed_; }
    [[nodiscard]] std::size_t keep() const noexcept { return keep_; }
    [[nodiscard]] std::size_t max_request_bytes() const noexcept { return max_request_bytes_; }

private:
    std::vector<std::string> names_{"localhost", "127.0.0.1", "::1"};
    std::string client_authorities_;
    std::string key_;
    std::function<bool(std::string_view)> accepts_;
    std::string prefix_;
    std::chrono::nanoseconds pace_{};
    std::uint64_t seed_ = 1;
    std::size_t cut_ = 4;
    std::size_t keep_ = 1000;
    std::size_t max_request_bytes_ = 32 * 1024 * 1024;
    std::uint16_t port_ = 0;
    bool tls_ = true;
    bool expired_ = false;
};

} // namespace coax::sim
