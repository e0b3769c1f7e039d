// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax schema: a schema as coax sends it to each service, and what a service refuses.
#include "cli/exit_code.hpp"
#include "cli/file_text.hpp"
#include "cli/terminal.hpp"
#include "cli/type_choice.hpp"
#include "cli/usage_error.hpp"
#include "cli/verb.hpp"
#include "provider/registry.hpp"

#include <coax/error.hpp>
#include <coax/type.hpp>

#include <boost/json/serialize.hpp>

#include <memory>
#include <string>
#include <utility>

namespace coax::cli {

namespace {

struct schema_verb_options {
    type_choice extracted;
    std::string service;
    bool check = false;
};

int print_for(type const& of, std::string const& name)
{
    auto const* const service = provider::find_service(name);
    if (service == nullptr)
        throw usage_error("there is no service \"" + name + "\"; `coax services` lists them");
    write_out(boost::json::serialize(of.schema(service->dialect)) + '\n');
    return success;
}

// A line a service: ok, or why it does not take the schema.
int check_all(type const& of)
{
    int code = success;
    for (auto const& one : provider::services()) {
        std::string line(one.name);
        line.resize(std::max<std::size_t>(line.size() + 2, 20), ' ');
        try {
            (void)of.schema(one.dialect);
            line += "ok";
        } catch (coax::error const& error) {
            code = failed;
            line += error.failure().message;
        }
        write_out(line + '\n');
    }
    return code;
}

} // namespace

void add_schema(CLI::App& program, verb_run& chosen)
{
    auto const options = std::make_shared<schema_verb_options>();
    auto* const verb = program.add_subcommand(
        "schema", "Show a schema as coax reads it, or as it is sent to a service, and which services take it");
    options->extracted.add_to(*verb);
    verb->add_option("--service", options->service, "In the form for this service")->type_name("SERVICE");
    verb->add_flag("--check", options->check, "List for each service whether it takes the schema");
    verb->callback([options, &chosen] {
        chosen = [options]() -> int {
            auto const of = options->extracted.chosen();
            if (options->check)
                return check_all(of);
            if (!options->service.empty())
                return print_for(of, options->service);
            write_out(boost::json::serialize(of.schema()) + '\n');
            return success;
        };
    });
}

} // namespace coax::cli
