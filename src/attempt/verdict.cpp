// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "attempt/verdict.hpp"

namespace coax::attempts {

namespace {

std::string where(violation const& one) { return one.pointer.empty() ? "The answer" : one.pointer; }

failure no_value(answer const& said, std::uint32_t max_tokens)
{
    switch (said.stop()) {
    case stop_reason::truncated:
        if (said.whole())
            break; // what the limit cut off was not part of the value
        return {errc::truncated,
            "the answer was cut off (" + said.stop_word() + ") before it was whole; raise max_tokens, which is "
                + std::to_string(max_tokens)};
    case stop_reason::refused:
        return {errc::refused, "the model refused to answer; its words are in provider_message"};
    case stop_reason::filtered:
        return {errc::filtered, "a content filter of the provider stopped the answer (" + said.stop_word() + ")"};
    default:
        break;
    }
    if (!said.refusal().empty())
        return {errc::refused, "the model refused to answer; its words are in provider_message"};
    if (said.json().empty() && !said.broken())
        return {errc::no_answer, "the answer holds no JSON at all"};
    return {};
}

} // namespace

std::optional<failure> verdict(answer const& said, std::uint32_t max_tokens)
{
    std::optional<failure> why;
    if (said.failed()) {
        why = said.failed();
    } else if (auto found = no_value(said, max_tokens); found.code) {
        why = std::move(found);
        why->provider_message = said.refusal().empty() ? said.text() : said.refusal();
    } else if (said.json().empty()) {
        why.emplace(errc::no_answer, "the answer holds no JSON at all; the model's text is in provider_message");
        why->provider_message = said.text();
    } else if (said.broken() || !said.writer().done()) {
        why.emplace(
            errc::invalid_answer, in_line("the answer breaks the rules of its type", said.writer().violations()));
    }
    if (why) {
        if (why->text.empty()) // else it is what the service found wrong
            why->text = said.json();
        why->violations = said.writer().violations();
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
