// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax classify: which of some labels a text belongs to.
#include "cli/exit_code.hpp"
#include "cli/model_choice.hpp"
#include "cli/question.hpp"
#include "cli/run_until_done.hpp"
#include "cli/terminal.hpp"
#include "cli/usage_error.hpp"
#include "cli/verb.hpp"

#include <coax/client.hpp>
#include <coax/type.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace coax::cli {

namespace {

struct classify_options {
    model_choice model;
    question asked;
    std::vector<std::string> labels;
};

type type_of_labels(std::vector<std::string> const& labels)
{
    boost::json::array words;
    for (auto const& one : std::set<std::string>(labels.begin(), labels.end()))
        words.emplace_back(one);
    if (words.size() < 2)
        throw usage_error("give at least two different labels: -l LABEL -l LABEL");
    return type::from_schema({{"type", "string"}, {"enum", std::move(words)}});
}

boost::asio::awaitable<int> classify(client by, type of, request asked)
{
    auto const label = co_await by.extract(of, std::move(asked));
    write_out(std::string(label.get_string()) + '\n');
    co_return success;
}

} // namespace

void add_classify(CLI::App& program, verb_run& chosen)
{
    auto const options = std::make_shared<classify_options>();
    auto* const verb = program.add_subcommand("classify", "Print which of some labels a text belongs to");
    verb->add_option("-l,--label", options->labels, "A label; repeatable")
        ->required()
        ->type_name("LABEL")
        ->allow_extra_args(false);
    options->model.add_to(*verb);
    options->asked.add_to(*verb);
    options->asked.add_words_to(*verb);
    verb->callback([options, &chosen] {
        chosen = [options] {
            auto const of = type_of_labels(options->labels);
            auto const asked = options->asked.ask();
            return run_with_client(options->model, [&](client by) { return classify(by, of, asked); });
        };
    });
}

} // namespace coax::cli
