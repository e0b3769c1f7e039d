// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax services: the services that can be named in a model.
#include "cli/environment.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "cli/verb.hpp"
#include "provider/registry.hpp"
#include "wire/services_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>
#include <string>

namespace coax::cli {

namespace {

struct services_options {
    bool json = false;
    bool markdown = false;
};

bool has_key(provider::service const& one) { return !environment(one.key_variable).empty(); }

boost::json::array as_json()
{
    boost::json::array all;
    for (auto const& one : provider::services())
        all.push_back({{"name", one.name}, {"base_url", one.base_url}, {"key_variable", one.key_variable},
            {"base_url_variable", one.base_url_variable}, {"needs_key", one.needs_key}, {"has_key", has_key(one)}});
    return all;
}

std::string as_table()
{
    std::string out;
    for (auto const& one : provider::services()) {
        std::string line(one.name);
        line.resize(std::max<std::size_t>(line.size() + 2, 20), ' ');
        line += one.key_variable.empty() ? "-" : one.key_variable;
        line.resize(std::max<std::size_t>(line.size() + 2, 44), ' ');
        line += has_key(one) ? "set   " : "      ";
        out += line + std::string(one.base_url.empty() ? "(give --base-url)" : one.base_url) + '\n';
    }
    return out;
}

} // namespace

void add_services(CLI::App& program, verb_run& chosen)
{
    auto const options = std::make_shared<services_options>();
    auto* const verb = program.add_subcommand("services", "List the services, their key variables and addresses");
    verb->add_flag("--json", options->json, "For programs");
    verb->add_flag("--markdown", options->markdown, "The page of the documentation");
    verb->callback([options, &chosen] {
        chosen = [options] {
            write_out(options->json     ? boost::json::serialize(as_json()) + '\n'
                    : options->markdown ? wire::services_text()
                                        : as_table());
            return success;
        };
    });
}

} // namespace coax::cli
