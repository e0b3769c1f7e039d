// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax {

/// How the model is brought to answer in the shape of a type.
enum class mode : std::uint8_t {
    automatic, ///< the first of the others that the provider and the schema allow
    json_schema, ///< the provider's own structured output
    tool, ///< a forced tool whose parameters are the type
    json_object, ///< the provider's JSON mode, the schema in the prompt
    prompted, ///< nothing but the schema in the prompt
};

/// How often a stream shows its value.
enum class granularity : std::uint8_t {
    read, ///< once for each read from the network that changed something (default)
    delta, ///< once for each piece the provider sent
    field, ///< once for each completed field or element
};

/// Who speaks in a turn.
enum class role : std::uint8_t { user, assistant };

/// One turn of the conversation.
class turn {
public:
    turn(coax::role who, std::string words) : role(who), text(std::move(words)) { }

    coax::role role;
    std::string text;
};

/// What to ask. Made from a string, which is the first user turn; every setter returns the request, so
/// that they chain. A request is a value: a call never changes the caller's.
///
/// Numbers that are not set are not sent, so the provider's default holds, except `max_tokens`.
class request {
public:
    request(std::string user_text); // NOLINT(google-explicit-constructor): a prompt is a request
    request(std::string_view user_text); // NOLINT(google-explicit-constructor)
    request(char const* user_text); // NOLINT(google-explicit-constructor)
    request() = default;

    /// Instructions that stand above the conversation. Called again, it replaces them.
    request& system(std::string text);
    /// Adds a user turn at the end.
    request& user(std::string text);
    /// Adds an assistant turn at the end, for examples and for conversations continued.
    request& assistant(std::string text);

    /// Tokens of the answer at most; default 4096. Thinking counts where the provider counts it.
    request& max_tokens(std::uint32_t tokens);
    request& temperature(double value);
    request& top_p(double value);
    request& seed(std::int64_t value);
    /// Strings that end the answer.
    request& stop(std::vector<std::string> sequences);

    /// "provider/model", instead of the client's, for this call; same provider only.
    request& model(std::string name);
    request& mode(coax::mode how);
    /// How often `stream` shows the value; default `granularity::read`.
    request& show(coax::granularity how);
    /// Whether the answer is streamed; default true, which is what lets a broken rule stop the generation at once.
    request& streamed(bool yes);
    /// Re-asks after a broken rule, at most; default 2. 0 makes the first broken rule final.
    request& max_retries(std::uint32_t times);
    /// The whole call, re-asks and waits included; default from `timeouts::call`.
    request& timeout(std::chrono::milliseconds whole_call);
    /// Who goes first where `limits` make calls wait: the higher, and of the same priority who came first; default 0.
    request& priority(int rank);

    /// What the type is called towards the model; default is the struct's own name.
    request& schema_name(std::string name);

    // What was set, for those who send it.
    [[nodiscard]] std::string const& system() const noexcept { return system_; }
    [[nodiscard]] std::vector<turn> const& turns() const noexcept { return turns_; }
    [[nodiscard]] std::uint32_t max_tokens() const noexcept { return max_tokens_; }
    [[nodiscard]] std::optional<double> temperature() const noexcept { return temperature_; }
    [[nodiscard]] std::optional<double> top_p() const noexcept { return top_p_; }
    [[nodiscard]] std::optional<std::int64_t> seed() const noexcept { return seed_; }
    [[nodiscard]] std::vector<std::string> const& stop() const noexcept { return stop_; }
    [[nodiscard]] std::string const& model() const noexcept { return model_; }
    [[nodiscard]] coax::mode mode() const noexcept { return mode_; }
    [[nodiscard]] coax::granularity show() const noexcept { return show_; }
    [[nodiscard]] bool streamed() const noexcept { return streamed_; }
    [[nodiscard]] std::optional<std::uint32_t> max_retries() const noexcept { return max_retries_; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeout() const noexcept { return timeout_; }
    [[nodiscard]] int priority() const noexcept { return priority_; }
    [[nodiscard]] std::string const& schema_name() const noexcept { return schema_name_; }

private:
    std::string system_;
    std::vector<turn> turns_;
    std::vector<std::string> stop_;
    std::string model_;
    std::string schema_name_;
    std::optional<double> temperature_;
    std::optional<double> top_p_;
    std::optional<std::int64_t> seed_;
    std::optional<std::uint32_t> max_retries_;
    std::optional<std::chrono::milliseconds> timeout_;
    std::uint32_t max_tokens_ = 4096;
    int priority_ = 0;
    bool streamed_ = true;
    coax::mode mode_ = coax::mode::automatic;
    coax::granularity show_ = coax::granularity::read;
};

} // namespace coax
