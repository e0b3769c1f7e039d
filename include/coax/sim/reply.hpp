// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/attempt.hpp>
#include <coax/detail/config.hpp>
#include <coax/sim/faults.hpp>
#include <coax/sim/part.hpp>
#include <coax/usage.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coax::sim {

/// What the simulator says to one request, in no provider's own form. A reply that says nothing (`reply()`) is
/// given a value that fits the schema asked for. Setters chain.
class reply {
public:
    /// Says nothing: the value is made up.
    reply() = default;
    /// JSON text, right or wrong, sent as it stands: as the tool's arguments where a tool is asked for, else as text.
    COAX_SIM_DECL static reply json(std::string text);
    /// An HTTP status; from 400 on, the body is the provider's own error body unless `body` is set.
    COAX_SIM_DECL static reply status(int code);
    /// 307 to another address.
    COAX_SIM_DECL static reply redirect(std::string location);
    /// No answer: the connection closes after the request, without a byte.
    COAX_SIM_DECL static reply hang_up();

    // What it says, in this order.
    COAX_SIM_DECL reply& text(std::string words);
    COAX_SIM_DECL reply& thinking(std::string words);
    COAX_SIM_DECL reply& refusal(std::string words);
    /// A call of the tool `name` beside or instead of `json`; several make parallel calls.
    COAX_SIM_DECL reply& call(std::string name, std::string arguments);

    // How it says it.
    /// Why it stops, in each provider's own word; default complete, refused after a refusal.
    COAX_SIM_DECL reply& stop(stop_reason why);
    /// Only the first `deltas` deltas are said; the answer stops as truncated.
    COAX_SIM_DECL reply& truncate_after(std::size_t deltas);
    /// Tokens reported; default a guess from the request's size, and the number of deltas.
    COAX_SIM_DECL reply& usage(std::uint64_t input_tokens, std::uint64_t output_tokens);
    /// Unicode characters in each delta; default the server's (4).
    COAX_SIM_DECL reply& cut(std::size_t characters);
    /// Deltas each second; 0 is as fast as it goes. Default the server's (0).
    COAX_SIM_DECL reply& pace(double tokens_per_second);
    /// Time from one delta to the next.
    COAX_SIM_DECL reply& pace(std::chrono::nanoseconds between_deltas);
    /// Time from the request to the head of the answer; default 0.
    COAX_SIM_DECL reply& wait(std::chrono::nanoseconds before_head);
    /// With an error status: when to try again, in the service's own form (OpenAI in milliseconds, Gemini in the body,
    /// the others in whole seconds, rounded up). Default: it is not said.
    COAX_SIM_DECL reply& retry_after(std::chrono::milliseconds wait);
    /// Adds a header to the head.
    COAX_SIM_DECL reply& header(std::string name, std::string value);
    /// Replaces the content type.
    COAX_SIM_DECL reply& content_type(std::string value);
    /// Replaces the whole body, streamed or not.
    COAX_SIM_DECL reply& body(std::string bytes);

    // What goes wrong with it: see `faults`.
    reply& close_after(std::size_t bytes) { return end_after(bytes, faults::ending::close); }
    reply& drop_after(std::size_t bytes) { return end_after(bytes, faults::ending::drop); }
    reply& reset_after(std::size_t bytes) { return end_after(bytes, faults::ending::reset); }
    reply& stall_after(std::size_t bytes) { return end_after(bytes, faults::ending::stall); }
    COAX_SIM_DECL reply& end_after(std::size_t bytes, faults::ending end);
    /// Bytes that make no sense, put in after `bytes`.
    COAX_SIM_DECL reply& garbage_after(
        std::size_t bytes, std::string garbage = std::string("\0\xff\x01}{\r\n\xc3(", 9));
    /// Sends that event twice.
    COAX_SIM_DECL reply& duplicate(std::size_t event);
    /// Sends that event after the next one.
    COAX_SIM_DECL reply& swap(std::size_t event);
    /// After `deltas` deltas the provider reports an error in mid-stream: `overloaded`, `rate_limited` or
    /// `provider_error`, in its own form.
    COAX_SIM_DECL reply& error_after(std::size_t deltas, errc code);
    /// Everything goes out in pieces of `bytes` bytes, cut anywhere, `delay` apart.
    COAX_SIM_DECL reply& drip(std::size_t bytes, std::chrono::nanoseconds delay);
    /// After the last delta, `filler` comes again and again until the client hangs up: an endless string, or an
    /// endless body where `body` is set.
    COAX_SIM_DECL reply& endless(std::string filler = "and so on ");

    // What was set, for those who send it.
    [[nodiscard]] std::vector<part> const& parts() const noexcept { return parts_; }
    [[nodiscard]] std::optional<stop_reason> stop() const noexcept { return stop_; }
    [[nodiscard]] std::optional<std::size_t> truncate_after() const noexcept { return truncate_after_; }
    [[nodiscard]] std::optional<coax::usage> usage() const noexcept { return usage_; }
    [[nodiscard]] std::optional<std::size_t> cut() const noexcept { return cut_; }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> pace() const noexcept { return pace_; }
    [[nodiscard]] std::chrono::nanoseconds wait() const noexcept { return wait_; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry_after() const noexcept { return retry_after_; }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> const& headers() const noexcept { return headers_; }
    [[nodiscard]] std::string const& content_type() const noexcept { return content_type_; }
    [[nodiscard]] std::optional<std::string> const& body() const noexcept { return body_; }
    [[nodiscard]] sim::faults const& faults() const noexcept { return faults_; }
    [[nodiscard]] int status() const noexcept { return status_; }

private:
    COAX_SIM_DECL reply& say(part::kind type, std::string words, std::string tool = {});

    std::vector<part> parts_;
    std::vector<std::pair<std::string, std::string>> headers_;
    std::string content_type_;
    std::optional<std::string> body_;
    sim::faults faults_;
    std::optional<coax::usage> usage_;
    std::optional<std::size_t> truncate_after_;
    std::optional<std::size_t> cut_;
    std::optional<std::chrono::nanoseconds> pace_;
    std::optional<std::chrono::milliseconds> retry_after_;
    std::chrono::nanoseconds wait_{};
    int status_ = 200;
    std::optional<stop_reason> stop_;
};

} // namespace coax::sim
