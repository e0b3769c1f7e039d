// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/async_rule.hpp>
#include <coax/attachment.hpp>
#include <coax/detail/config.hpp>
#include <coax/effort.hpp>
#include <coax/tolerance.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax {

namespace model {
class request_editor;
}

/// How the model is brought to answer in the shape of a type.
enum class mode : std::uint8_t {
    automatic, ///< the first of the others that the provider and the schema allow
    json_schema, ///< the provider's own structured output
    tool, ///< a forced tool whose parameters are the type
    json_object, ///< the provider's JSON mode, the schema in the prompt
    prompted, ///< nothing but the schema in the prompt
    tools, ///< for `each` of a `std::variant` of structs: a tool for each, called as often as the model likes
};

/// The enumerator's name.
[[nodiscard]] COAX_DECL std::string_view to_string(mode value) noexcept;

/// How often a stream shows its value.
enum class granularity : std::uint8_t {
    read, ///< once for each read from the network that changed something (default)
    delta, ///< once for each piece the provider sent
    field, ///< once for each completed field or element
};

/// What is asked for again after a broken rule.
enum class reask : std::uint8_t {
    whole, ///< the whole answer (default)
    patch, ///< only the members that are not good; what passed its rules is kept
};

/// What `each` does with an element that breaks a rule.
enum class bad_item : std::uint8_t {
    ask_again, ///< stops the generation and asks again; elements already given are not given twice (default)
    skip, ///< leaves it out and lists what was wrong in `extraction_details::skipped`
    fail, ///< ends with `errc::invalid_answer`
};

/// Who speaks in a message.
enum class role : std::uint8_t { user, assistant };

/// One message of the conversation.
class message {
public:
    message(coax::role speaker, std::string words) : role(speaker), text(std::move(words)) { }

    coax::role role;
    std::string text;
    std::vector<attachment> attachments; ///< stand before the text
    bool cached = false; ///< a prompt-cache mark stands after it
};

/// What to ask. Made from a string, which is the first user message. Every setter returns the request, so that calls
/// chain. A request is a value: a call never changes the caller's.
///
/// Numbers that are not set are not sent, so the provider's default holds, except `max_tokens`. A setting that the
/// verb does not use (`show` and `restart_shown` outside `stream`, `on_bad_item` outside `each`, `hedge_after` outside
/// `extract`, `reask` in `each` and `classify`) is `errc::invalid_option` before anything is sent.
class request {
public:
    COAX_DECL request(std::string user_text); // NOLINT(google-explicit-constructor): a prompt is a request
    COAX_DECL request(std::string_view user_text); // NOLINT(google-explicit-constructor)
    COAX_DECL request(char const* user_text); // NOLINT(google-explicit-constructor)
    request() = default;

    /// Instructions that stand above the conversation. Called again, it replaces them.
    COAX_DECL request& system(std::string text);
    /// Adds a user message at the end.
    COAX_DECL request& user(std::string text);
    /// Adds an assistant message at the end, for examples and for continued conversations.
    COAX_DECL request& assistant(std::string text);
    /// Adds an image, a PDF or sound to the last message, or to a new one if that is not the user's. It is sent before
    /// the message's text, as providers advise.
    COAX_DECL request& attach(attachment content);
    /// Marks what was set so far (system text and messages) as worth keeping in the provider's prompt cache, where that
    /// wants marks: Anthropic, at most 4 (`errc::invalid_option`), Bedrock, OpenRouter. Others cache by themselves or
    /// not at all, and are sent nothing.
    COAX_DECL request& cache_here();

    /// Tokens of the answer at most; default 4096. Thinking counts where the provider counts it.
    COAX_DECL request& max_tokens(std::uint32_t tokens);
    /// Sent as it is, and so is `top_p`: what range it may have is the provider's rule, and to break it
    /// `errc::bad_request`.
    COAX_DECL request& temperature(double value);
    COAX_DECL request& top_p(double value);
    /// Left out where the service has none (Anthropic, Bedrock, OpenAI Responses): it is best effort everywhere.
    COAX_DECL request& seed(std::int64_t value);
    /// Strings that end the answer. `errc::unsupported_request` where the service has none (OpenAI Responses).
    COAX_DECL request& stop(std::vector<std::string> sequences);
    /// How much the model thinks first; default what the model does by itself. `errc::unsupported_request` where the
    /// service has no word for it; doc/requests.md has the table.
    COAX_DECL request& effort(coax::effort level);
    /// Tokens the model may think at most, as a part of `max_tokens`. `errc::unsupported_request` where the service
    /// takes no number; `errc::invalid_option` for Anthropic under 1024 or not under `max_tokens`.
    COAX_DECL request& thinking_budget(std::uint32_t tokens);
    /// A JSON object merged into the request's body, objects member by member: for what has no setter here. Never
    /// overwrites: a member that coax has set is `errc::invalid_option`, before anything is sent, and so is what is
    /// not an object. Called again, it replaces the earlier one.
    COAX_DECL request& extra(std::string json_object);

    /// "provider/model", instead of the client's, for this call; same provider only, else `errc::invalid_option`.
    COAX_DECL request& model(std::string name);
    /// Default `mode::automatic`. `errc::invalid_option` where the service does not take the mode (doc/providers.md),
    /// `errc::unsupported_schema` where the type does not fit it.
    COAX_DECL request& mode(coax::mode value);
    /// How often `stream` shows the value; default `granularity::read`.
    COAX_DECL request& show(coax::granularity value);
    /// `stream` also comes when the model's thinking has grown, with `partial::change` saying so; default no. Asks
    /// Anthropic, OpenAI Responses and Gemini for a summary of it, which they leave out by themselves.
    COAX_DECL request& show_reasoning(bool yes);
    /// Whether the answer is streamed; default true, which is what lets a broken rule stop the generation at once.
    COAX_DECL request& streamed(bool yes);
    /// Re-asks after a broken rule, at most; default from `client_options::max_reasks`. 0 makes the first broken rule
    /// final.
    COAX_DECL request& max_reasks(std::uint32_t times);
    /// What is asked for again; a rule that concerns the whole, or more than the members it names, asks for all.
    COAX_DECL request& reask(coax::reask scope);
    /// An answer cut off by a token limit is not lost: what is whole in it is kept, and the rest asked for (the
    /// remaining members of a struct, further elements of `each`). Counts as a re-ask. Default no.
    COAX_DECL request& rescue_truncated(bool yes);
    /// What `each` does with an element that breaks a rule; default `bad_item::ask_again`.
    COAX_DECL request& on_bad_item(coax::bad_item action);
    /// How an answer is read that is not to the letter what was asked for; default from `client_options::tolerance`.
    COAX_DECL request& tolerance(coax::tolerance value);
    /// Tokens that all attempts together may take, as the provider counts them; none is begun after that. Default 0, no
    /// bound but `max_reasks`. Exceeding it is `errc::budget_exhausted`.
    COAX_DECL request& token_budget(std::uint64_t tokens);
    /// After a connection failed in the middle of what a `stream` has shown already, begins afresh (the partial's
    /// attempt rises) instead of failing. Default no: text that was shown would be taken back.
    COAX_DECL request& restart_shown(bool yes);
    /// `extract` begins the same call a second time when the first has given no value after so long; the first
    /// valid value wins and the other call is cancelled. Default 0, never. Both cost tokens.
    COAX_DECL request& hedge_after(std::chrono::milliseconds late);

    /// Adds a rule that waits, made by `coax::check` or `coax::judge` (coax/check.hpp). One about another type than the
    /// one asked for is `errc::invalid_option`.
    COAX_DECL request& check(async_rule rule);

    /// The whole call, re-asks and waits included; default from `timeouts::call`. After it, `errc::timed_out`.
    COAX_DECL request& timeout(std::chrono::milliseconds whole_call);
    /// Who goes first where `limits` make calls wait: the higher, and of the same priority who came first; default 0.
    COAX_DECL request& priority(int rank);

    /// A text of yours that comes back in every event, in the details and failures of the call and in a batch's
    /// journal, so that they can be matched with what you know of it; default "". Never sent.
    COAX_DECL request& tag(std::string text);

    /// The text that members noted `.quoted()` are quoted from; default the text of the user's messages.
    COAX_DECL request& source(std::string text);

    /// What the type is called towards the model; default is the struct's own name. Providers take 64 characters of
    /// A-Z, a-z, 0-9, _ and -: what is more is cut off, and others become _.
    COAX_DECL request& schema_name(std::string name);

    // What was set, for those who send it.
    [[nodiscard]] std::string const& system() const noexcept { return system_; }
    [[nodiscard]] std::vector<message> const& messages() const noexcept { return messages_; }
    [[nodiscard]] std::uint32_t max_tokens() const noexcept { return max_tokens_; }
    [[nodiscard]] std::optional<double> temperature() const noexcept { return temperature_; }
    [[nodiscard]] std::optional<double> top_p() const noexcept { return top_p_; }
    [[nodiscard]] std::optional<std::int64_t> seed() const noexcept { return seed_; }
    [[nodiscard]] std::vector<std::string> const& stop() const noexcept { return stop_; }
    [[nodiscard]] std::optional<std::string> const& source() const noexcept { return source_; }
    [[nodiscard]] bool system_cached() const noexcept { return system_cached_; }
    [[nodiscard]] std::optional<coax::effort> effort() const noexcept { return effort_; }
    [[nodiscard]] std::optional<std::uint32_t> thinking_budget() const noexcept { return thinking_budget_; }
    [[nodiscard]] std::string const& extra() const noexcept { return extra_; }
    [[nodiscard]] bool show_reasoning() const noexcept { return show_reasoning_; }
    [[nodiscard]] std::string const& model() const noexcept { return model_; }
    [[nodiscard]] coax::mode mode() const noexcept { return mode_; }
    [[nodiscard]] coax::granularity show() const noexcept { return show_; }
    [[nodiscard]] bool streamed() const noexcept { return streamed_; }
    [[nodiscard]] std::optional<std::uint32_t> max_reasks() const noexcept { return max_reasks_; }
    [[nodiscard]] coax::reask reask() const noexcept { return reask_; }
    [[nodiscard]] bool rescue_truncated() const noexcept { return rescue_truncated_; }
    [[nodiscard]] coax::bad_item on_bad_item() const noexcept { return on_bad_item_; }
    [[nodiscard]] std::optional<coax::tolerance> tolerance() const noexcept { return tolerance_; }
    [[nodiscard]] std::uint64_t token_budget() const noexcept { return token_budget_; }
    [[nodiscard]] bool restart_shown() const noexcept { return restart_shown_; }
    [[nodiscard]] std::chrono::milliseconds hedge_after() const noexcept { return hedge_after_; }
    [[nodiscard]] std::vector<async_rule> const& checks() const noexcept { return checks_; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeout() const noexcept { return timeout_; }
    [[nodiscard]] int priority() const noexcept { return priority_; }
    [[nodiscard]] std::string const& schema_name() const noexcept { return schema_name_; }
    [[nodiscard]] std::string const& tag() const noexcept { return tag_; }

private:
    friend class model::request_editor;

    std::string system_;
    std::vector<message> messages_;
    std::vector<std::string> stop_;
    std::vector<async_rule> checks_;
    std::string model_;
    std::string schema_name_;
    std::string extra_;
    std::string tag_;
    std::optional<std::string> source_;
    std::optional<coax::effort> effort_;
    std::optional<std::uint32_t> thinking_budget_;
    std::optional<double> temperature_;
    std::optional<double> top_p_;
    std::optional<std::int64_t> seed_;
    std::optional<std::uint32_t> max_reasks_;
    std::optional<std::chrono::milliseconds> timeout_;
    std::optional<coax::tolerance> tolerance_;
    std::chrono::milliseconds hedge_after_{};
    std::uint64_t token_budget_ = 0;
    std::uint32_t max_tokens_ = 4096;
    coax::reask reask_ = coax::reask::whole;
    coax::bad_item on_bad_item_ = coax::bad_item::ask_again;
    bool rescue_truncated_ = false;
    bool restart_shown_ = false;
    bool system_cached_ = false;
    bool show_reasoning_ = false;
    int priority_ = 0;
    bool streamed_ = true;
    coax::mode mode_ = coax::mode::automatic;
    coax::granularity show_ = coax::granularity::read;
};

} // namespace coax
