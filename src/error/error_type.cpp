// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/call_events.hpp>
#include <coax/errc.hpp>

#include <boost/asio/error.hpp>

namespace coax {

std::string_view error_type(boost::system::error_code const& code) noexcept
{
    if (code == boost::asio::error::operation_aborted)
        return "cancelled";
    if (code.category() != category())
        return "other";
    switch (static_cast<errc>(code.value())) {
#define COAX_NAME(name)                                                                                                \
    case errc::name:                                                                                                   \
        return #name;
        COAX_NAME(invalid_option)
        COAX_NAME(missing_api_key)
        COAX_NAME(invalid_api_key)
        COAX_NAME(unknown_provider)
        COAX_NAME(invalid_base_url)
        COAX_NAME(unsupported_schema)
        COAX_NAME(unsupported_request)
        COAX_NAME(recording_failed)
        COAX_NAME(request_too_large)
        COAX_NAME(would_deadlock)
        COAX_NAME(resolve_failed)
        COAX_NAME(connect_failed)
        COAX_NAME(tls_failed)
        COAX_NAME(proxy_failed)
        COAX_NAME(connection_lost)
        COAX_NAME(timed_out)
        COAX_NAME(credential_failed)
        COAX_NAME(bad_request)
        COAX_NAME(authentication)
        COAX_NAME(permission)
        COAX_NAME(not_found)
        COAX_NAME(context_too_long)
        COAX_NAME(quota_exhausted)
        COAX_NAME(rate_limited)
        COAX_NAME(overloaded)
        COAX_NAME(provider_error)
        COAX_NAME(redirected)
        COAX_NAME(unexpected_content)
        COAX_NAME(protocol_error)
        COAX_NAME(stream_incomplete)
        COAX_NAME(response_too_large)
        COAX_NAME(truncated)
        COAX_NAME(refused)
        COAX_NAME(filtered)
        COAX_NAME(no_answer)
        COAX_NAME(invalid_answer)
        COAX_NAME(budget_exhausted)
        COAX_NAME(left_out)
        COAX_NAME(cache_failed)
        COAX_NAME(journal_failed)
        COAX_NAME(unexpected)
#undef COAX_NAME
    }
    return "other";
}

} // namespace coax
