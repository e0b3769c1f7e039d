// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/answer_check.hpp"

#include "provider/explain.hpp"

#include <algorithm>

namespace coax::answer {

namespace {

std::string subject(violation const& one) { return one.pointer.empty() ? "The answer" : one.pointer; }

std::string stopped(response_accumulator const& response)
{
    return response.ending().stop_word.empty() ? "" : " (" + response.ending().stop_word + ")";
}

failure cut_off(response_accumulator const& response, std::uint32_t max_tokens)
{
    failure why(errc::truncated,
        "the answer was cut off" + stopped(response) + " before it was whole; raise max_tokens"
            + (max_tokens == 0 ? "" : ", which is " + std::to_string(max_tokens)));
    if (!response.json().empty())
        why.message += "; the model's text as far as it came is in failure::text";
    else if (!response.reasoning().empty())
        why.message += "; all that came is thinking, which counts as well";
    return why;
}

failure no_json(response_accumulator const& response)
{
    failure why(errc::no_answer, "the answer holds no JSON at all" + stopped(response));
    if (!response.text().empty())
        why.message += "; the model's text is \"" + provider::excerpt(response.text()) + '"';
    else if (!response.reasoning().empty())
        why.message += "; the model wrote its thinking only, which is no answer: \""
            + provider::excerpt(response.reasoning()) + '"';
    return why;
}

failure refused(response_accumulator const& response)
{
    failure why(errc::refused, "the model refused to answer; its words are in provider_message");
    why.provider_message = response.refusal().empty() ? response.text() : response.refusal();
    return why;
}

/// The answer ends within its JSON.
bool ends_early(response_accumulator const& response)
{
    auto const early
        = [](violation const& one) { return one.rule == rule::syntax && one.message.ends_with("before it is whole"); };
    return !response.builder().done() && std::ranges::any_of(response.builder().violations(), early);
}

/// A call that was cut off is an object all the same where the service sends its arguments in one piece: it lacks
/// members.
bool is_cut_call(response_accumulator const& response)
{
    auto const missing = [](violation const& one) { return one.rule == rule::missing; };
    return response.calls().size() == 1 && response.text().empty()
        && std::ranges::all_of(response.builder().violations(), missing);
}

/// Why the end of the answer says that there is no value.
failure no_value(response_accumulator const& response, std::uint32_t max_tokens)
{
    if (response.ending().stop == stop_reason::refused || !response.refusal().empty())
        return refused(response);
    bool const whole = response.whole() && !response.json().empty();
    if (response.ending().broken_off && !(whole && response.ending().stop == stop_reason::none))
        return *response.ending().broken_off;
    if (response.ending().stop == stop_reason::filtered) {
        failure why(errc::filtered, "a content filter of the provider stopped the answer" + stopped(response));
        why.provider_message = response.refusal();
        return why;
    }
    if (whole)
        return {};
    bool const breaks_a_rule = response.builder().done() && response.broken() && !is_cut_call(response);
    if (response.ending().stop == stop_reason::truncated && !breaks_a_rule)
        return cut_off(response, max_tokens);
    if (response.json().empty() && !response.broken())
        return no_json(response);
    if (response.ending().stop == stop_reason::none && response.ending().complete && ends_early(response))
        return {errc::stream_incomplete,
            "the provider ended the answer before it was whole, and did not say why: try again"};
    return {};
}

} // namespace

std::optional<failure> check_answer(response_accumulator const& response, std::uint32_t max_tokens)
{
    std::optional<failure> why;
    auto broken = response.builder().violations();
    if (response.ending().failed) {
        why = response.ending().failed;
    } else if (auto found = no_value(response, max_tokens); found.code) {
        why = std::move(found);
    } else if (response.json().empty()) {
        why = no_json(response);
    } else if (response.broken() || !response.builder().done()) {
        why.emplace(errc::invalid_answer, with_violations("the answer breaks the rules of its type", broken));
    } else if (response.calls_differ()) {
        broken.emplace_back(rule::syntax, "",
            "is given in " + std::to_string(response.calls().size())
                + " tool calls that do not say the same; make one call only");
        why.emplace(errc::invalid_answer, with_violations("the model gave several answers", broken));
    }
    if (why) {
        if (why->text.empty()) // else it is what the service found wrong
            why->text = response.json();
        why->violations = std::move(broken);
    }
    return why;
}

std::string with_violations(std::string message, std::vector<violation> const& broken)
{
    for (auto const& one : broken)
        message += "; " + subject(one) + " " + one.message;
    return message;
}

} // namespace coax::answer
