// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>

#include <type_traits>

namespace coax {

/// Why a call gave no value. Cancellation is not among them: it is Asio's own
/// `boost::asio::error::operation_aborted`.
enum class errc {
    // before any byte is sent: correct the program or its environment
    invalid_option = 1, ///< an option or request setting that is not valid; the message names it
    missing_api_key, ///< neither the option nor the environment variable named in the message is set
    invalid_api_key, ///< the key holds a character that no header may hold; the key is not shown
    unknown_provider, ///< the part before the first '/' of the model names no provider
    invalid_base_url, ///< not an absolute http or https URL
    unsupported_schema, ///< the provider cannot take a schema of this type, as coax or the provider says; or coax
                        ///< cannot make a `type` of a schema
    unsupported_request, ///< the service has no form for a part or setting of the request; the message names it
    recording_failed, ///< no recording answers the request, or one cannot be read or written; the message says which
    request_too_large, ///< the request is over a size limit, ours or the provider's (HTTP 413)
    would_deadlock, ///< a blocking call on a thread that runs the client's executor: it would wait for itself

    // the way to the provider: usually worth another try later
    resolve_failed, ///< the host name was not found
    connect_failed, ///< no connection; nothing was sent
    tls_failed, ///< certificate or handshake refused; the message says which check failed
    proxy_failed, ///< the proxy refused the tunnel
    connection_lost, ///< the connection broke after the request was sent
    timed_out, ///< a limit of `timeouts` ran out; the message names which and its length
    credential_failed, ///< `client_options::credentials` gave none; the message says why, `retry_after` when it is
                       ///< asked again

    // the provider said no
    bad_request, ///< HTTP 400 and other 4xx: the request is not accepted as it is
    authentication, ///< HTTP 401, or a provider's own word for a wrong key
    permission, ///< HTTP 403
    not_found, ///< HTTP 404: usually the model's name
    context_too_long, ///< prompt and answer do not fit the model's window
    quota_exhausted, ///< a spending limit or balance (HTTP 402, insufficient_quota): waiting does not help
    rate_limited, ///< HTTP 429: wait `failure::retry_after`
    overloaded, ///< HTTP 529, 503, or an overloaded event inside a stream
    provider_error, ///< HTTP 5xx or an error event of the provider's own making
    redirected, ///< a redirect; not followed, so that the key goes nowhere else

    // the provider answered, but not as its protocol says
    unexpected_content, ///< a content type or body that the protocol does not know
    protocol_error, ///< an event that cannot be read
    stream_incomplete, ///< the body ended before the answer did
    response_too_large, ///< a line, event or body over its limit

    // the model answered, but there is no value
    truncated, ///< the token limit cut the answer off: raise `max_tokens`
    refused, ///< the model refused; `failure::provider_message` has its words
    filtered, ///< a content filter stopped the answer
    no_answer, ///< the model said nothing, or `classify` was told no probabilities
    invalid_answer, ///< no JSON, or rules broken, on every attempt; see `failure::violations`, or the service's words

    // bounds the caller set on the whole
    budget_exhausted, ///< the token budget of the request is spent
    left_out, ///< the budget of the batch did not allow this input; the next run with the same journal asks it
    cache_failed, ///< a cache of answers cannot be opened; the message says why
    journal_failed, ///< a batch journal cannot be read or written
    unexpected, ///< an exception from outside coax, kept in `failure::cause`
};

/// Kinds of errors, to compare an error code with: `if (error.code() == coax::condition::transient)`. An `errc` can
/// have several. Only codes of `coax::category()` have them.
enum class condition {
    transient = 1, ///< the same request may succeed later
    unreachable, ///< there was no connection to the provider, or it was lost
    authentication, ///< the key is missing, malformed, unknown or not allowed to do this
    limit_reached, ///< a rate limit, a spending limit or a token budget
    invalid_request, ///< the program or its request must change; nothing was sent, or the provider refuses it as it is
    invalid_answer, ///< the model answered, but there is no value
};

/// The category of `errc`; its name is "coax".
COAX_DECL boost::system::error_category const& category() noexcept;

COAX_DECL boost::system::error_code make_error_code(errc code) noexcept;

/// The category of `condition`; its name is "coax.condition".
COAX_DECL boost::system::error_category const& condition_category() noexcept;

COAX_DECL boost::system::error_condition make_error_condition(condition kind) noexcept;

} // namespace coax

template <>
struct boost::system::is_error_code_enum<coax::errc> : std::true_type {
};

template <>
struct boost::system::is_error_condition_enum<coax::condition> : std::true_type {
};
