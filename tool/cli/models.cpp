// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax models: what a service offers, where it lists it.
#include "cli/exit_code.hpp"
#include "cli/model_choice.hpp"
#include "cli/run_until_done.hpp"
#include "cli/terminal.hpp"
#include "cli/verb.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <string>

namespace coax::cli {

namespace {

struct models_options {
    model_choice reached_by;
    std::string service;
    bool json = false;
};

boost::asio::awaitable<int> list(client by, models_options const& given)
{
    auto const models = co_await by.models();
    if (given.json)
        write_out(boost::json::serialize(boost::json::array(models.begin(), models.end())) + '\n');
    else
        for (auto const& name : models)
            write_out(name + '\n');
    co_return success;
}

} // namespace

void add_models(CLI::App& program, verb_run& chosen)
{
    auto const options = std::make_shared<models_options>();
    auto* const verb = program.add_subcommand("models", "List the models of a service, where it lists them");
    verb->add_option("service", options->service, "As `coax services` names it")->required()->type_name("SERVICE");
    verb->add_flag("--json", options->json, "For programs");
    options->reached_by.add_address_to(*verb);
    verb->callback([options, &chosen] {
        chosen = [options] {
            boost::asio::io_context context(1);
            auto const by = options->reached_by.connect_to(context, options->service + "/any");
            return run_until_done(context, list(by, *options));
        };
    });
}

} // namespace coax::cli
