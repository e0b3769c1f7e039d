// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax extract: one value, shown while it is written.
#include "cli/exit_code.hpp"
#include "cli/explanation.hpp"
#include "cli/model_choice.hpp"
#include "cli/pretty_json.hpp"
#include "cli/question.hpp"
#include "cli/run_until_done.hpp"
#include "cli/terminal.hpp"
#include "cli/type_choice.hpp"
#include "cli/value_table.hpp"
#include "cli/verb.hpp"

#include <coax/client.hpp>
#include <coax/error.hpp>
#include <coax/type.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <memory>
#include <string>
#include <vector>

namespace coax::cli {

namespace {

struct extract_options {
    model_choice model;
    question asked;
    type_choice extracted;
    bool each = false;
    bool json = false;
    bool explain = false;
    bool quiet = false;
};

void print(terminal& screen, std::vector<std::string> const& lines)
{
    for (auto const& line : lines)
        screen.print(line);
}

void write_value(boost::json::value const& value, bool compact)
{
    write_out(compact ? boost::json::serialize(value) + '\n' : pretty_json(value) + '\n');
    flush_out();
}

boost::asio::awaitable<extraction_details> write_one(
    client by, extract_options const& given, type of, request asked, terminal& screen)
{
    auto stream = by.stream(of, std::move(asked));
    while (auto const now = co_await stream.next())
        screen.show(value_table(**now, screen.width() - 1, screen.height() - 1));
    auto done = co_await stream.result();
    screen.clear();
    write_value(done.value, given.json || !stdout_is_terminal());
    co_return extraction_details(std::move(done));
}

boost::asio::awaitable<extraction_details> write_each(client by, type of, request asked)
{
    auto items = by.each(of, std::move(asked));
    while (auto const one = co_await items.next())
        write_value(*one, true);
    auto done = co_await items.result();
    co_return extraction_details(std::move(done));
}

boost::asio::awaitable<int> extract(client by, extract_options const& given, type of, request asked)
{
    terminal screen(!given.quiet && !given.each);
    std::vector<std::string> explanation;
    try {
        auto work
            = given.each ? write_each(by, of, std::move(asked)) : write_one(by, given, of, std::move(asked), screen);
        explanation = explanation_of(co_await std::move(work));
    } catch (coax::error const& error) {
        screen.clear();
        if (given.explain)
            print(screen, explanation_of(error.failure()));
        throw;
    }
    if (given.explain)
        print(screen, explanation);
    co_return success;
}

} // namespace

void add_extract(CLI::App& program, verb_run& chosen)
{
    auto const options = std::make_shared<extract_options>();
    auto* const verb
        = program.add_subcommand("extract", "Extract one value, or a list, and show it while it is written");
    options->model.add_to(*verb);
    options->extracted.add_to(*verb);
    options->asked.add_to(*verb);
    options->asked.add_words_to(*verb);
    verb->add_flag("--each", options->each, "A list of such values, each on a line as soon as it is complete");
    verb->add_flag("--json", options->json, "The value on one line, also on a terminal");
    verb->add_flag("--explain", options->explain, "Show the model, the mode, attempts, repairs and tokens");
    verb->add_flag("-q,--quiet", options->quiet, "Show nothing while the value is written");
    verb->callback([options, &chosen] {
        chosen = [options] {
            auto const of = options->extracted.chosen();
            auto const asked = options->asked.ask();
            return run_with_client(options->model, [&](client by) { return extract(by, *options, of, asked); });
        };
    });
}

} // namespace coax::cli
