// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/error.hpp>

#include "text/printable.hpp"

#include <coax/call_events.hpp>

#include <boost/system/errc.hpp>

#include <system_error>

namespace coax {
namespace {

char const* words_for(int code) noexcept
{
    switch (static_cast<errc>(code)) {
    case errc::invalid_option:
        return "an option or request setting cannot be meant as given";
    case errc::missing_api_key:
        return "no API key: neither the option nor the environment variable is set";
    case errc::invalid_api_key:
        return "the API key holds a character that no HTTP header may hold";
    case errc::unknown_provider:
        return "no provider of that name";
    case errc::invalid_base_url:
        return "the base URL is not an absolute http or https URL";
    case errc::unsupported_schema:
        return "the provider cannot take a schema of this type";
    case errc::unsupported_request:
        return "the service has no form for a part or setting of the request";
    case errc::recording_failed:
        return "no recording answers the request, or one cannot be read or written";
    case errc::request_too_large:
        return "the request is over a size limit";
    case errc::would_deadlock:
        return "a blocking call on a thread that runs the client's executor would wait for itself";
    case errc::resolve_failed:
        return "the host name was not found";
    case errc::connect_failed:
        return "no connection could be made; nothing was sent";
    case errc::tls_failed:
        return "the TLS handshake failed or the certificate was not accepted";
    case errc::proxy_failed:
        return "the proxy refused the tunnel";
    case errc::connection_lost:
        return "the connection broke after the request was sent";
    case errc::timed_out:
        return "a time limit ran out";
    case errc::credential_failed:
        return "the source of the credential gave none";
    case errc::bad_request:
        return "the provider does not accept the request as it is";
    case errc::authentication:
        return "the provider does not accept the API key";
    case errc::permission:
        return "the API key may not do this";
    case errc::not_found:
        return "the provider knows no such model or address";
    case errc::context_too_long:
        return "prompt and answer do not fit the model's context window";
    case errc::quota_exhausted:
        return "a spending limit or balance is used up; waiting does not help";
    case errc::rate_limited:
        return "too many requests or tokens for the provider's rate limit";
    case errc::overloaded:
        return "the provider is overloaded";
    case errc::provider_error:
        return "the provider failed by its own account";
    case errc::redirected:
        return "the provider answered with a redirect, which is not followed";
    case errc::unexpected_content:
        return "the provider answered with a content type or body that its protocol does not know";
    case errc::protocol_error:
        return "the provider sent an event that cannot be read";
    case errc::stream_incomplete:
        return "the response ended before the answer did";
    case errc::response_too_large:
        return "the response is over a size limit";
    case errc::truncated:
        return "the token limit cut the answer off";
    case errc::refused:
        return "the model refused to answer";
    case errc::filtered:
        return "a content filter stopped the answer";
    case errc::no_answer:
        return "the answer holds no JSON";
    case errc::invalid_answer:
        return "the answer is not JSON or breaks the type's rules";
    case errc::budget_exhausted:
        return "the request's token budget is spent";
    case errc::left_out:
        return "the batch's budget did not allow this input";
    case errc::cache_failed:
        return "the cache of answers cannot be opened";
    case errc::journal_failed:
        return "the batch journal cannot be read or written";
    case errc::unexpected:
        return "an exception from outside coax";
    }
    return "not an error code of coax";
}

class coax_category final : public boost::system::error_category {
public:
    constexpr coax_category() noexcept : error_category(0x5c1f'e6a9'0b7d'4e23) { }

    char const* name() const noexcept override { return "coax"; }

    std::string message(int code) const override { return words_for(code); }

    char const* message(int code, char*, std::size_t) const noexcept override { return words_for(code); }

    /// Only if a generic condition has the same meaning, so that code without knowledge of coax can still classify
    /// errors.
    boost::system::error_condition default_error_condition(int code) const noexcept override
    {
        namespace generic = boost::system::errc;
        switch (static_cast<errc>(code)) {
        case errc::invalid_option:
        case errc::invalid_api_key:
        case errc::unknown_provider:
        case errc::invalid_base_url:
            return generic::make_error_condition(generic::invalid_argument);
        case errc::would_deadlock:
            return generic::make_error_condition(generic::resource_deadlock_would_occur);
        case errc::resolve_failed:
            return generic::make_error_condition(generic::host_unreachable);
        case errc::connection_lost:
            return generic::make_error_condition(generic::connection_reset);
        case errc::timed_out:
            return generic::make_error_condition(generic::timed_out);
        case errc::permission:
            return generic::make_error_condition(generic::permission_denied);
        case errc::rate_limited:
        case errc::overloaded:
            return generic::make_error_condition(generic::resource_unavailable_try_again);
        case errc::protocol_error:
            return generic::make_error_condition(generic::protocol_error);
        default:
            return {code, *this};
        }
    }
};

constexpr coax_category the_category;

/// With a capital letter if it begins with an English word: names in code and of models do not change.
std::string as_sentence(std::string text)
{
    auto const end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz'");
    bool const is_word
        = end != std::string::npos && end > 0 && (text[end] == ' ' || text[end] == ',' || text[end] == ';');
    if (is_word || (end == std::string::npos && !text.empty()))
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

/// coax's message first, then the provider's, marked as such, and last the code: its name, and its meaning if coax has
/// no message.
std::string text_of(failure const& reason)
{
    std::string text = reason.message;
    if (!reason.provider_type.empty() || !reason.provider_message.empty()) {
        text += text.empty() ? "the provider says: " : " (the provider says: ";
        text += reason.provider_type;
        if (!reason.provider_type.empty() && !reason.provider_message.empty())
            text += ": ";
        text += reason.provider_message;
        if (!reason.message.empty())
            text += ')';
    }
    bool const is_coax = reason.code.category() == category();
    if (!is_coax || reason.message.empty())
        text += (text.empty() ? "" : ": ") + reason.code.message();
    text = as_sentence(std::move(text)) + " ["
        + (is_coax ? "coax:" + std::string(error_type(reason.code)) : reason.code.to_string()) + "]";
    text::clean_line(text);
    return text;
}

failure outside(boost::system::error_code code, std::string text, std::exception_ptr thrown)
{
    failure reason(code, std::move(text));
    reason.cause = std::move(thrown);
    return reason;
}

} // namespace

boost::system::error_category const& category() noexcept { return the_category; }

boost::system::error_code make_error_code(errc code) noexcept { return {static_cast<int>(code), the_category}; }

error::error(coax::failure reason)
    : system_error(reason.code),
      failure_(std::make_shared<coax::failure const>(std::move(reason))),
      words_(std::make_shared<std::string const>(text_of(*failure_)))
{
}

void throw_exception_from_error(failure const& reason, boost::source_location const&)
{
    if (reason.cause)
        std::rethrow_exception(reason.cause);
    throw error(reason);
}

failure detail::failure_from(std::exception_ptr thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (error const& e) {
        return e.failure();
    } catch (boost::system::system_error const& e) {
        return outside(e.code(), e.what(), thrown);
    } catch (std::system_error const& e) {
        return outside(e.code(), e.what(), thrown);
    } catch (std::exception const& e) {
        return outside(errc::unexpected, e.what(), thrown);
    } catch (...) {
        return outside(errc::unexpected, "something was thrown that is not a std::exception", thrown);
    }
}

} // namespace coax
