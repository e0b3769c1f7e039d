// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax: the library as a program.
#include "cli/exit_code.hpp"
#include "cli/report.hpp"
#include "cli/verb.hpp"

#include <csignal>

int main(int count, char** values)
{
    using namespace coax::cli;
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is an error of the write
    CLI::App program("coax: structured output from LLMs, streamed and validated\n", "coax");
    program.set_version_flag("--version", "coax " COAX_VERSION);
    program.require_subcommand(1);
    program.footer(
        "Exit codes: 0 success, 1 failed, 2 wrong usage, 3 no access, 4 some inputs failed (batch), 130 interrupted.\n"
        "Keys come from the environment (ANTHROPIC_API_KEY, OPENAI_API_KEY, ...) or a profile, never from options.\n"
        "Each verb has --help, and --sim where it asks a model: a simulated provider answers.");
    verb_run chosen;
    for (auto* const add : {&add_extract, &add_batch, &add_classify, &add_schema, &add_services, &add_models, &add_sim,
             &add_replay, &add_doctor, &add_completion})
        add(program, chosen);
    try {
        program.parse(count, values);
    } catch (CLI::ParseError const& error) {
        return program.exit(error) == 0 ? success : bad_usage;
    }
    return report_failures(chosen);
}
