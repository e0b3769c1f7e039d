// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "attempt/verdict.hpp"

#include "provider/explain.hpp"

#include <algorithm>

namespace coax::attempts {

namespace {

std::string where(violation const& one) { return one.pointer.empty() ? "The answer" : one.pointer; }

std::string stopped(answer const& said) { return said.stop_word().empty() ? "" : " (" + said.stop_word() + ")"; }

failure cut_off(answer const& said, std::uint32_t max_tokens)
{
    failure why(errc::truncated,
        "the answer was cut off" + stopped(said) + " before it was whole; raise max_tokens, which is "
            + std::to_string(max_tokens));
    if (!said.json().empty())
        why.message += "; the model's text as far as it came is in failure::text";
    else if (!said.reasoning().empty())
        why.message += "; all that came is thinking, which counts as well";
    return why;
}

failure no_json(answer const& said)
{
    failure why(errc::no_answer, "the answer holds no JSON at all" + stopped(said));
    if (!said.text().empty())
        why.message += "; the model's text is \"" + provider::quoted(said.text()) + '"';
    else if (!said.reasoning().empty())
        why.message
            += "; the model wrote its thinking only, which is no answer: \"" + provider::quoted(said.reasoning()) + '"';
    return why;
}

failure refused(answer const& said)
{
    failure why(errc::refused, "the model refused to answer; its words are in provider_message");
    why.provider_message = said.refusal().empty() ? said.text() : said.refusal();
    return why;
}

/// The answer ends within its JSON.
bool ends_early(answer const& said)
{
    auto const early
        = [](violation const& one) { return one.rule == rule::syntax && one.message.ends_with("before it is whole"); };
    return !said.writer().done() && std::ranges::any_of(said.writer().violations(), early);
}

/// Why the end of the answer says that there is no value.
failure no_value(answer const& said, std::uint32_t max_tokens)
{
    if (said.stop() == stop_reason::refused || !said.refusal().empty())
        return refused(said);
    bool const whole = said.whole() && !said.json().empty();
    if (said.broken_off() && !(whole && said.stop() == stop_reason::none))
        return *said.broken_off();
    if (said.stop() == stop_reason::filtered) {
        failure why(errc::filtered, "a content filter of the provider stopped the answer" + stopped(said));
        why.provider_message = said.refusal();
        return why;
    }
    if (whole)
        return {};
    bool const breaks_a_rule = said.writer().done() && said.broken();
    if (said.stop() == stop_reason::truncated && !breaks_a_rule)
        return cut_off(said, max_tokens);
    if (said.json().empty() && !said.broken())
        return no_json(said);
    if (said.stop() == stop_reason::none && said.ended() && ends_early(said))
        return {errc::stream_incomplete,
            "the provider ended the answer before it was whole, and did not say why: try again"};
    return {};
}

} // namespace

std::optional<failure> verdict(answer const& said, std::uint32_t max_tokens)
{
    std::optional<failure> why;
    auto broken = said.writer().violations();
    if (said.failed()) {
        why = said.failed();
    } else if (auto found = no_value(said, max_tokens); found.code) {
        why = std::move(found);
    } else if (said.json().empty()) {
        why = no_json(said);
    } else if (said.broken() || !said.writer().done()) {
        why.emplace(errc::invalid_answer, in_line("the answer breaks the rules of its type", broken));
    } else if (said.calls_differ()) {
        broken.emplace_back(rule::syntax, "",
            "is given in " + std::to_string(said.calls().size())
                + " tool calls that do not say the same; make one call only");
        why.emplace(errc::invalid_answer, in_line("the model gave several answers", broken));
    }
    if (why) {
        if (why->text.empty()) // else it is what the service found wrong
            why->text = said.json();
        why->violations = std::move(broken);
    }
    return why;
}

std::string in_line(std::string words, std::vector<violation> const& broken)
{
    for (auto const& one : broken)
        words += "; " + where(one) + " " + one.message;
    return words;
}

} // namespace coax::attempts
