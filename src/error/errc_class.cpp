// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "error/errc_class.hpp"

namespace coax::detail {

namespace {

struct row {
    errc_class is;
    bool retried = false;
    bool another_model_helps = false;
    bool of_the_answer = false; ///< the model may answer differently the next time
};

constexpr row row_of(errc code) noexcept
{
    using enum errc_class;
    switch (code) {
    case errc::resolve_failed:
    case errc::connect_failed:
    case errc::connection_lost:
    case errc::timed_out:
    case errc::rate_limited:
    case errc::overloaded:
    case errc::provider_error:
    case errc::stream_incomplete:
    case errc::credential_failed:
        return {transient, true, true};
    case errc::unexpected_content:
    case errc::protocol_error:
    case errc::left_out:
        return {transient};

    case errc::invalid_answer:
        return {input, false, true, true};
    case errc::truncated:
    case errc::refused:
    case errc::filtered:
    case errc::no_answer:
    case errc::response_too_large:
        return {input, false, false, true};
    case errc::unsupported_request:
    case errc::request_too_large:
    case errc::bad_request:
    case errc::context_too_long:
    case errc::budget_exhausted:
        return {input};

    case errc::tls_failed:
    case errc::proxy_failed:
    case errc::not_found:
    case errc::quota_exhausted:
        return {setup, false, true};
    case errc::invalid_option:
    case errc::would_deadlock:
    case errc::missing_api_key:
    case errc::invalid_api_key:
    case errc::unknown_provider:
    case errc::invalid_base_url:
    case errc::unsupported_schema:
    case errc::authentication:
    case errc::permission:
    case errc::redirected:
    case errc::cache_failed:
    case errc::journal_failed:
    case errc::recording_failed:
    case errc::unexpected:
        return {setup};
    }
    return {setup};
}

} // namespace

errc_class class_of(errc code) noexcept { return row_of(code).is; }

bool is_retried(errc code) noexcept { return row_of(code).retried; }

bool helped_by_another_model(errc code) noexcept { return row_of(code).another_model_helps; }

bool may_differ_next_time(errc code) noexcept
{
    auto const& row = row_of(code);
    return row.is == errc_class::transient || row.of_the_answer;
}

} // namespace coax::detail
