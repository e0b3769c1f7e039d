// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/explanation.hpp"

#include "text/cut.hpp"
#include "text/printable.hpp"

#include <coax/error.hpp>

#include <utility>

namespace coax::cli {

namespace {

constexpr std::size_t shown_bytes = 400; // of an answer's text

std::string one_line(std::string_view words)
{
    std::string line(text::cut(words, shown_bytes));
    if (line.size() < words.size())
        line += "...";
    text::clean_line(line);
    return line;
}

std::string tokens_of(usage const& used)
{
    auto line = std::to_string(used.input_tokens) + " tokens in, " + std::to_string(used.output_tokens) + " out";
    if (used.cache_read_tokens != 0)
        line += ", " + std::to_string(used.cache_read_tokens) + " read from the cache";
    if (used.reasoning_tokens != 0)
        line += ", " + std::to_string(used.reasoning_tokens) + " of them thinking";
    return line + (used.estimated ? " (estimated)" : "");
}

void add_attempts(std::vector<std::string>& lines, std::vector<attempt> const& attempts)
{
    std::size_t number = 0;
    for (auto const& one : attempts) {
        lines.push_back("attempt " + std::to_string(++number) + ", " + one.model + ": " + tokens_of(one.usage));
        if (!one.text.empty())
            lines.push_back("  answer: " + one_line(one.text));
        for (auto const& broken : one.violations)
            lines.push_back("  broken: " + one_line(broken.pointer + ' ' + broken.message));
        if (one.code)
            lines.push_back("  failed: " + one_line(one.message));
        for (auto const& member : one.omitted)
            lines.push_back("  left out of the request: " + one_line(member));
    }
}

} // namespace

std::vector<std::string> explanation_of(extraction_details const& details)
{
    std::vector<std::string> lines;
    lines.push_back("model: " + details.model);
    lines.push_back("mode: " + std::string(to_string(details.mode))
        + (details.mode_reason.empty() ? "" : ", " + details.mode_reason));
    add_attempts(lines, details.attempts);
    for (auto const& one : details.repairs)
        lines.push_back("repaired: " + one_line(one.pointer + ' ' + std::string(to_string(one.repair))));
    for (auto const& one : details.skipped)
        lines.push_back("left out: " + one_line(one.pointer + ' ' + one.message));
    lines.push_back("all: " + tokens_of(details.usage));
    if (!details.request_id.empty())
        lines.push_back("request id: " + one_line(details.request_id));
    return lines;
}

std::vector<std::string> explanation_of(failure const& reason)
{
    std::vector<std::string> lines;
    add_attempts(lines, reason.attempts);
    if (!reason.request_id.empty())
        lines.push_back("request id: " + one_line(reason.request_id));
    return lines;
}

} // namespace coax::cli
