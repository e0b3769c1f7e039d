// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/credential.hpp>
#include <coax/http_message.hpp>
#include <coax/limits.hpp>
#include <coax/price_list.hpp>
#include <coax/timeouts.hpp>
#include <coax/tolerance.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace boost::asio::ssl {
class context;
}

namespace coax {

class answer_cache;
class http_transport;
class observer;

/// How a client reaches its provider. What is not set comes from the environment the official SDKs
/// read (`ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL`, `OPENAI_API_KEY`, `OPENAI_BASE_URL`, `HTTPS_PROXY`,
/// `NO_PROXY`, `SSL_CERT_FILE`), else from the defaults named here.
class client_options {
public:
    /// As given to `client_certificate`: each is PEM text or a path.
    struct certificate_and_key {
        std::string certificate; ///< "" for none
        std::string key;
        std::string password;
    };

    /// The key itself. It is sent to `base_url` only and never printed.
    client_options& api_key(std::string key)
    {
        access_.api_key = std::move(key);
        return *this;
    }
    /// What is sent in the place of a key that would expire. `source` returns
    /// `boost::asio::awaitable<coax::credential>` and takes nothing, or the client's `http_transport&`;
    /// <coax/credentials.hpp> has those for the usual services. It is kept with the client, and must be copyable.
    ///
    /// All copies of the client share the credential, those of `with_model` with the same provider too. The source is
    /// called by one refresh at a time, on the client's executor, in a strand: before the first request;
    /// `refresh_before` ahead of the expiry, while calls go on with the current one; and when the service refuses it
    /// (HTTP 401). Then the request is sent again with a fresh one, once; that is no retry, and is not in `attempts`. A
    /// refusal of the fresh one is `errc::authentication`.
    ///
    /// What the source throws is `errc::credential_failed` for the calls that need it, unless the current credential is
    /// still valid. Until the source is called again (after 1 s, doubled up to 60 s), they get that failure at once,
    /// with `retry_after`; their retries wait for it. A refresh takes 60 s at most.
    ///
    /// A cancelled call leaves the refresh to the others; when nobody waits for it any more, it is cancelled
    /// (terminal). The environment's API key is not read. With `replay` the source is not called.
    template <class Source>
    requires std::copy_constructible<std::decay_t<Source>> &&(
        std::is_invocable_r_v<boost::asio::awaitable<credential>,
            std::decay_t<
                Source>&> || std::is_invocable_r_v<boost::asio::awaitable<credential>, std::decay_t<Source>&, http_transport&>)
        client_options& credentials(Source source, std::chrono::milliseconds refresh_before = default_refresh_before)
    {
        if constexpr (std::is_invocable_r_v<boost::asio::awaitable<credential>, Source&>)
            access_.source = [source = std::move(source)](http_transport&) mutable { return source(); };
        else
            access_.source = std::move(source);
        access_.refresh_before = refresh_before;
        return *this;
    }
    static constexpr std::chrono::milliseconds default_refresh_before{300'000};

    /// Where the provider is, `https://host[:port][/prefix]`; `http` is plain text, for loopback. In the
    /// SDKs' own meaning: Anthropic's is without `/v1`, OpenAI's with it.
    client_options& base_url(std::string url)
    {
        base_url_ = std::move(url);
        return *this;
    }
    /// PEM file of certificate authorities to trust beside the system's.
    client_options& ca_file(std::string path)
    {
        connection_.ca_file = std::move(path);
        return *this;
    }
    /// Certificate authorities to trust beside the system's, as PEM text.
    client_options& ca_pem(std::string certificates)
    {
        connection_.ca_pem = std::move(certificates);
        return *this;
    }
    /// The TLS settings of your own, in the place of coax's: trusted authorities, versions, ciphers, certificates. The
    /// peer and its host name are verified in any case. The context must not be changed while the client lives. TLS
    /// sessions are not resumed. With `ca_file`, `ca_pem` or `client_certificate` the client's constructor throws
    /// `errc::invalid_option`. Default null.
    client_options& tls(std::shared_ptr<boost::asio::ssl::context> context)
    {
        connection_.tls = std::move(context);
        return *this;
    }
    /// A certificate by which the client proves who it is (mutual TLS), with its private key. Each is PEM text or the
    /// path of a PEM file; the certificate's intermediates follow it. `password` is that of an encrypted key. The
    /// client's constructor throws `errc::invalid_option` where they cannot be read or do not belong together.
    client_options& client_certificate(std::string certificate, std::string key, std::string password = {})
    {
        connection_.certificate = {std::move(certificate), std::move(key), std::move(password)};
        return *this;
    }
    /// The proxy for https, `http://[user:password@]host[:port]`, in the place of `HTTPS_PROXY`; "" for none.
    /// `errc::invalid_option` from the client's constructor where it is no such URL.
    client_options& proxy(std::string url)
    {
        connection_.proxy = std::move(url);
        return *this;
    }
    /// The hosts that are reached without the proxy, in the place of `NO_PROXY`: names (with their subdomains),
    /// addresses or address/bits, each with an optional `:port`, separated by commas; "*" for all, "" for none.
    client_options& no_proxy(std::string hosts)
    {
        connection_.no_proxy = std::move(hosts);
        return *this;
    }
    /// A header for each request, for gateways. It can be given several times. It replaces the header of that name
    /// that coax sends; two of your own with the same name are both sent. The value of a header whose name contains
    /// "auth", "key", "token", "secret", "cookie" or "password" is a secret, as the API key is: it is in no error and
    /// in no recording. Headers are sent to this provider's address only, not to fallbacks at other providers.
    /// The client's constructor throws `errc::invalid_option` for a name or a value that HTTP does not allow, and for
    /// the headers of the connection itself (`Host`, `Content-Length`, `Transfer-Encoding`, `Connection`).
    client_options& header(std::string name, std::string value)
    {
        headers_.push_back({std::move(name), std::move(value)});
        return *this;
    }
    /// A parameter for the query of each request's URL, which is escaped here. It can be given several times. Secrets
    /// and fallbacks as for `header`.
    client_options& query(std::string name, std::string value)
    {
        query_.push_back({std::move(name), std::move(value)});
        return *this;
    }
    /// How long each wait may take; the defaults stand with `coax::timeouts`.
    client_options& timeouts(coax::timeouts limits)
    {
        timeouts_ = limits;
        return *this;
    }
    /// Retries of an attempt that failed on the way or at the provider (no connection, HTTP 408, 409, 429, 5xx, an
    /// overload in mid-stream), at most; default 2. doc/reliability.md has the rules.
    client_options& max_retries(std::uint32_t times)
    {
        max_retries_ = times;
        return *this;
    }
    /// Re-asks after a broken rule, at most, for requests that do not set their own; default 2.
    client_options& max_reasks(std::uint32_t times)
    {
        max_reasks_ = times;
        return *this;
    }
    /// How answers are read that are not to the letter what was asked for; default `tolerance::report`.
    client_options& tolerance(coax::tolerance value)
    {
        tolerance_ = value;
        return *this;
    }
    /// Connections to one origin, busy and idle, at most; default 64, at least 1. Callers beyond it wait in line.
    client_options& max_connections(std::size_t count)
    {
        max_connections_ = count;
        return *this;
    }
    /// Bytes of one answer's body at most; default 64 MiB.
    client_options& max_response_bytes(std::size_t bytes)
    {
        max_response_bytes_ = bytes;
        return *this;
    }
    /// What all callers together may ask of one model; default nothing but what the provider's headers say.
    client_options& limits(coax::limits most)
    {
        limits_ = most;
        return *this;
    }
    /// What models cost: fills in `cost` of attempts, details and batches; default none, and then nothing costs
    /// anything.
    client_options& prices(price_list list)
    {
        prices_ = std::move(list);
        return *this;
    }
    /// Where `extract` and `extract_detailed` (and with them batches) look before they ask, and where they keep what
    /// was accepted; default none. `coax::file_cache` (<coax/file_cache.hpp>) is one. An answer that is found costs
    /// nothing: its usage is 0, it has no attempts, and `extraction_details::cached` says so. The type's rules are
    /// tried on it again; where it breaks one, the model is asked. Not used for requests with `request::check`, nor by
    /// `stream`, `each` and `classify`. Answers of a fallback are not kept.
    client_options& cache(std::shared_ptr<answer_cache> answers)
    {
        cache_ = std::move(answers);
        return *this;
    }
    /// Writes each exchange into this folder, which is made if need be: one file each, keys left out, in the form of
    /// doc/requests.md. For tests: files are written on the caller's thread.
    client_options& record(std::string folder)
    {
        record_ = std::move(folder);
        return *this;
    }
    /// Answers each request from what `record` has written, in the original pieces, and opens no connection; no key is
    /// needed. A request answers to a recording that has the same address and the same body; the n-th of its kind to
    /// the n-th. Where there is none, `errc::recording_failed` says what is nearest and where it differs.
    client_options& replay(std::string folder)
    {
        replay_ = std::move(folder);
        return *this;
    }
    /// Sends the requests in the place of coax's own HTTP client (<coax/http_transport.hpp>). What that client would do
    /// is then this one's: TLS, connections, proxies, time limits. `record` can be combined with it. With `replay`
    /// or an option of TLS or of the proxy the client's constructor throws `errc::invalid_option`.
    client_options& transport(std::shared_ptr<http_transport> requests_by)
    {
        transport_ = std::move(requests_by);
        return *this;
    }
    /// Sees the events of each call; default none. Its callbacks run on the threads of the calls: see `observer`.
    client_options& observe(std::shared_ptr<observer const> callbacks)
    {
        observer_ = std::move(callbacks);
        return *this;
    }

    [[nodiscard]] std::string const& api_key() const noexcept { return access_.api_key; }
    /// Empty where there is none.
    [[nodiscard]] credential_source const& credentials() const noexcept { return access_.source; }
    [[nodiscard]] std::chrono::milliseconds refresh_before() const noexcept { return access_.refresh_before; }
    [[nodiscard]] std::string const& base_url() const noexcept { return base_url_; }
    [[nodiscard]] std::string const& ca_file() const noexcept { return connection_.ca_file; }
    [[nodiscard]] std::string const& ca_pem() const noexcept { return connection_.ca_pem; }
    [[nodiscard]] std::shared_ptr<boost::asio::ssl::context> const& tls() const noexcept { return connection_.tls; }
    [[nodiscard]] certificate_and_key const& client_certificate() const noexcept { return connection_.certificate; }
    /// Empty where the environment decides.
    [[nodiscard]] std::optional<std::string> const& proxy() const noexcept { return connection_.proxy; }
    [[nodiscard]] std::optional<std::string> const& no_proxy() const noexcept { return connection_.no_proxy; }
    [[nodiscard]] std::vector<http_header> const& header() const noexcept { return headers_; }
    [[nodiscard]] std::vector<http_header> const& query() const noexcept { return query_; }
    [[nodiscard]] coax::timeouts const& timeouts() const noexcept { return timeouts_; }
    [[nodiscard]] std::uint32_t max_reasks() const noexcept { return max_reasks_; }
    [[nodiscard]] std::uint32_t max_retries() const noexcept { return max_retries_; }
    [[nodiscard]] coax::limits const& limits() const noexcept { return limits_; }
    [[nodiscard]] std::shared_ptr<answer_cache> const& cache() const noexcept { return cache_; }
    [[nodiscard]] price_list const& prices() const noexcept { return prices_; }
    [[nodiscard]] std::shared_ptr<observer const> const& observe() const noexcept { return observer_; }
    [[nodiscard]] std::shared_ptr<http_transport> const& transport() const noexcept { return transport_; }
    [[nodiscard]] std::string const& record() const noexcept { return record_; }
    [[nodiscard]] std::string const& replay() const noexcept { return replay_; }
    [[nodiscard]] coax::tolerance tolerance() const noexcept { return tolerance_; }
    [[nodiscard]] std::size_t max_connections() const noexcept { return max_connections_; }
    [[nodiscard]] std::size_t max_response_bytes() const noexcept { return max_response_bytes_; }

private:
    struct access_options {
        std::string api_key;
        credential_source source;
        std::chrono::milliseconds refresh_before{};
    };
    access_options access_;
    std::string base_url_;
    struct connection_options {
        std::string ca_file;
        std::string ca_pem;
        std::shared_ptr<boost::asio::ssl::context> tls;
        certificate_and_key certificate;
        std::optional<std::string> proxy;
        std::optional<std::string> no_proxy;
    };
    connection_options connection_;
    std::vector<http_header> headers_;
    std::vector<http_header> query_;
    std::string record_;
    std::string replay_;
    std::shared_ptr<http_transport> transport_;
    std::shared_ptr<observer const> observer_;
    coax::limits limits_;
    price_list prices_;
    std::shared_ptr<answer_cache> cache_;
    coax::timeouts timeouts_;
    std::size_t max_connections_ = 64;
    std::size_t max_response_bytes_ = 64 * 1024 * 1024;
    std::uint32_t max_reasks_ = 2;
    std::uint32_t max_retries_ = 2;
    coax::tolerance tolerance_ = coax::tolerance::report;
};

} // namespace coax
