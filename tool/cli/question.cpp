// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/question.hpp"

#include "cli/file_text.hpp"
#include "cli/usage_error.hpp"

#include <coax/attachment.hpp>

#include <unistd.h>

#include <chrono>
#include <string_view>
#include <utility>

namespace coax::cli {

namespace {

attachment attachment_of(std::string const& place)
{
    for (std::string_view const scheme : {"https://", "http://", "gs://", "s3://"})
        if (place.starts_with(scheme))
            return attachment::url(place);
    return attachment::file(place);
}

} // namespace

void question::add_to(CLI::App& verb)
{
    verb.add_option("--system", system_, "Instructions above the question")->type_name("TEXT");
    verb.add_option("-a,--attach", attachments_, "A file or URL of an image, a PDF or sound; repeatable")
        ->type_name("FILE")
        ->allow_extra_args(false);
    verb.add_option("--max-tokens", max_tokens_, "Tokens of the answer, at most (default: 4096)")->type_name("N");
    verb.add_option("--reasks", max_reasks_, "Re-asks after a broken rule, at most (default: 2)")->type_name("N");
    verb.add_option("--temperature", temperature_, "As the provider defines it")->type_name("T");
    verb.add_option("--seed", seed_, "Where the service has one")->type_name("N");
    verb.add_option("--timeout", timeout_, "Seconds for a call, re-asks and waits included (default: 1800)")
        ->type_name("SECONDS");
    verb.add_option("--extra", extra_, "A JSON object that is merged into the body of the request")->type_name("JSON");
    verb.add_flag("--no-stream", whole_, "Ask for the answer in one piece");
}

void question::add_words_to(CLI::App& verb)
{
    verb.add_option("text", words_, "The question. Text on the standard input comes after it")->type_name("TEXT");
}

request question::ask() const
{
    std::string prompt;
    for (auto const& word : words_)
        prompt += (prompt.empty() ? "" : " ") + word;
    if (isatty(STDIN_FILENO) == 0) {
        auto const text = file_text("-");
        if (!text.empty())
            prompt += (prompt.empty() ? "" : "\n\n") + text;
    }
    if (prompt.empty() && attachments_.empty())
        throw usage_error("there is no question: give it as an argument or on the standard input");
    return ask(std::move(prompt));
}

request question::ask(std::string prompt) const
{
    request made;
    if (!system_.empty())
        made.system(system_);
    made.user(std::move(prompt));
    for (auto const& place : attachments_)
        made.attach(attachment_of(place));
    if (max_tokens_)
        made.max_tokens(*max_tokens_);
    if (max_reasks_)
        made.max_reasks(*max_reasks_);
    if (temperature_)
        made.temperature(*temperature_);
    if (seed_)
        made.seed(*seed_);
    if (timeout_)
        made.timeout(std::chrono::milliseconds(static_cast<std::int64_t>(*timeout_ * 1000)));
    if (!extra_.empty())
        made.extra(extra_);
    if (whole_)
        made.streamed(false);
    return made;
}

} // namespace coax::cli
