// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/errc.hpp>

#include "error/errc_class.hpp"

namespace coax {
namespace {

char const* words_for(condition kind) noexcept
{
    switch (kind) {
    case condition::transient:
        return "the same request may succeed later";
    case condition::unreachable:
        return "there was no connection to the provider, or it was lost";
    case condition::authentication:
        return "the provider does not accept the API key";
    case condition::limit_reached:
        return "a rate limit, a spending limit or a token budget is reached";
    case condition::invalid_request:
        return "the request must change";
    case condition::invalid_answer:
        return "the model answered, but there is no value";
    }
    return "not a condition of coax";
}

bool is(errc code, condition kind) noexcept
{
    using enum errc;
    switch (kind) {
    case condition::transient:
        return detail::class_of(code) == detail::errc_class::transient;
    case condition::unreachable:
        return code == resolve_failed || code == connect_failed || code == tls_failed || code == proxy_failed
            || code == connection_lost;
    case condition::authentication:
        return code == missing_api_key || code == invalid_api_key || code == authentication || code == permission
            || code == credential_failed;
    case condition::limit_reached:
        return code == rate_limited || code == quota_exhausted || code == budget_exhausted || code == left_out;
    case condition::invalid_request:
        return code == invalid_option || code == unknown_provider || code == invalid_base_url
            || code == unsupported_schema || code == unsupported_request || code == request_too_large
            || code == would_deadlock || code == bad_request || code == not_found || code == context_too_long;
    case condition::invalid_answer:
        return code == invalid_answer || code == truncated || code == refused || code == filtered || code == no_answer;
    }
    return false;
}

class conditions final : public boost::system::error_category {
public:
    constexpr conditions() noexcept : error_category(0x2b77'90c4'd1e8'6a15) { }

    char const* name() const noexcept override { return "coax.condition"; }

    std::string message(int kind) const override { return words_for(static_cast<condition>(kind)); }

    char const* message(int kind, char*, std::size_t) const noexcept override
    {
        return words_for(static_cast<condition>(kind));
    }

    bool equivalent(boost::system::error_code const& code, int kind) const noexcept override
    {
        return code.category() == category() && is(static_cast<errc>(code.value()), static_cast<condition>(kind));
    }
};

constexpr conditions the_conditions;

} // namespace

boost::system::error_category const& condition_category() noexcept { return the_conditions; }

boost::system::error_condition make_error_condition(condition kind) noexcept
{
    return {static_cast<int>(kind), the_conditions};
}

} // namespace coax
