// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/attempt.hpp>
#include <coax/detail/config.hpp>
#include <coax/failure.hpp>
#include <coax/request.hpp>
#include <coax/usage.hpp>
#include <coax/violation.hpp>

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

// The events that an `observer` gets. Everything in an event is borrowed, and valid during the callback only. No event
// holds a key, a header or the words of a request.
namespace coax {

/// A fact under the name that OpenTelemetry's conventions for generative AI give it.
/// (`gen_ai.response.finish_reasons` is a list there; this is its one element.)
struct attribute {
    std::string_view name;
    std::variant<std::string_view, std::int64_t> value;
};

/// Which call, which attempt, and whom it asks.
struct call_facts {
    std::uint64_t call = 0; ///< tells the calls of a process apart
    unsigned attempt = 0; ///< from 1; 0 before the first
    std::string_view provider; ///< as OpenTelemetry spells it: "anthropic", "openai", "mistral_ai", ...
    std::string_view name; ///< "provider/model", as the client was given it
    std::string_view model; ///< the provider's own name for it
    std::string_view host;
    std::uint16_t port = 0;
    std::uint32_t max_tokens = 0;
    std::string_view tag; ///< the request's
    coax::mode mode = coax::mode::automatic; ///< how the answer is asked for; `automatic` before that is decided

    /// gen_ai.operation.name, gen_ai.provider.name, gen_ai.request.model, gen_ai.request.max_tokens,
    /// gen_ai.output.type, server.address, server.port.
    [[nodiscard]] COAX_DECL std::vector<attribute> attributes() const;
};

/// An attempt is about to be sent: `limits` allow it.
struct attempt_started : call_facts {
    std::chrono::nanoseconds queued{}; ///< how long it waited for that
};

/// The request of this attempt was sent twice: the connection, which had served before, ended at once, as one does
/// that the server was about to close.
struct request_resent : call_facts { };

/// The first byte of an answer's body is here.
struct first_byte : call_facts {
    std::chrono::nanoseconds after{}; ///< since the attempt was sent
};

/// A member or element is there and has passed its rules.
struct field_completed : call_facts {
    std::string_view pointer; ///< JSON pointer into the answer; "" is the whole
};

/// The answer broke a rule. Once for each.
struct rule_broken : call_facts {
    coax::violation const* violation = nullptr;
};

/// The model is asked again, with the broken rules in words.
struct asked_again : call_facts {
    std::span<violation const> violations;
};

/// The same is asked again after a wait.
struct retried : call_facts {
    coax::failure const* failure = nullptr;
    std::chrono::milliseconds wait{};
};

/// There is a value.
struct call_done : call_facts {
    coax::usage usage; ///< of all attempts
    stop_reason stop = stop_reason::none;
    std::chrono::nanoseconds to_first_byte{}; ///< of the last attempt
    std::chrono::nanoseconds total{}; ///< since the call began, waits included

    /// As `call_facts`, and gen_ai.response.finish_reasons, gen_ai.usage.input_tokens, gen_ai.usage.output_tokens.
    [[nodiscard]] COAX_DECL std::vector<attribute> attributes() const;
};

/// There will be none: the call failed, was cancelled, or its stream was destroyed before the end.
struct call_failed : call_facts {
    coax::failure const* failure = nullptr; ///< `operation_aborted` where it was cancelled
    coax::usage usage; ///< of all attempts, as far as it is known
    std::chrono::nanoseconds total{};

    /// As `call_facts`, and gen_ai.usage.input_tokens, gen_ai.usage.output_tokens, error.type.
    [[nodiscard]] COAX_DECL std::vector<attribute> attributes() const;
};

/// The `errc` as an identifier ("rate_limited"), "cancelled" for `operation_aborted`, else "other": few different
/// values, as error.type wants them.
[[nodiscard]] COAX_DECL std::string_view error_type(boost::system::error_code const& code) noexcept;

} // namespace coax
