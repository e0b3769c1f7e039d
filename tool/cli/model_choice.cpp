// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/model_choice.hpp"

#include "cli/environment.hpp"
#include "cli/usage_error.hpp"

#include <coax/credentials.hpp>

#include <string_view>
#include <utility>

namespace coax::cli {

namespace {

std::string required_variable(std::string_view name)
{
    auto value = environment(name);
    if (value.empty())
        throw usage_error("the profile wants the environment variable " + std::string(name) + ", which is not set");
    return value;
}

// ${NAME} is an environment variable.
std::string expanded(std::string_view text)
{
    std::string out;
    while (true) {
        auto const begin = text.find("${");
        out += text.substr(0, begin);
        if (begin == text.npos)
            return out;
        auto const end = text.find('}', begin);
        if (end == text.npos)
            throw usage_error("the profile has a ${ without its }");
        out += required_variable(text.substr(begin + 2, end - begin - 2));
        text.remove_prefix(end + 1);
    }
}

} // namespace

void model_choice::add_to(CLI::App& verb)
{
    verb.add_option("-m,--model", model_,
            "PROVIDER/MODEL, for example anthropic/claude-haiku-4-5 (default: the profile's, or $COAX_MODEL)")
        ->type_name("MODEL");
    verb.add_option("--fallback", fallbacks_, "A model that takes over when the first gives up; repeatable")
        ->type_name("MODEL")
        ->allow_extra_args(false);
    add_address_to(verb);
    verb.add_option("--retries", max_retries_, "Retries of a failed attempt, at most (default: 2)")->type_name("N");
    verb.add_option("--record", record_, "Write each exchange into this folder, without keys")->type_name("FOLDER");
    verb.add_option("--replay", replay_, "Answer from a folder that --record wrote; no key is needed")
        ->type_name("FOLDER");
    verb.add_flag("--sim", simulated_, "A simulated provider answers with made-up values; no key is needed");
    verb.add_option("--sim-pace", pace_, "With --sim: pieces of 4 characters a second (default: no waiting)")
        ->type_name("N");
}

void model_choice::add_address_to(CLI::App& verb)
{
    verb.add_option("--profile", profile_, "A profile of the settings file")->type_name("NAME");
    verb.add_option("--base-url", base_url_, "Where the provider is, in place of its own address")->type_name("URL");
    verb.add_option("--proxy", proxy_, "The proxy for https, in place of $HTTPS_PROXY")->type_name("URL");
    verb.add_option("--ca-file", ca_file_, "Certificate authorities to trust beside the system's (PEM)")
        ->type_name("FILE");
}

std::string model_choice::name() const
{
    if (!model_.empty())
        return model_;
    if (!profile_.empty() || !simulated_)
        if (auto const from = find_profile(load_settings(), profile_); from.model)
            return *from.model;
    if (auto chosen = environment("COAX_MODEL"); !chosen.empty())
        return chosen;
    if (simulated_)
        return "openai/simulated";
    throw usage_error("no model is named: give -m PROVIDER/MODEL, set COAX_MODEL, or try --sim");
}

client_options model_choice::options() const
{
    auto const from = find_profile(load_settings(), profile_);
    client_options made;
    if (from.base_url)
        made.base_url(*from.base_url);
    if (from.api_key_variable)
        made.api_key(required_variable(*from.api_key_variable));
    if (from.api_key_file)
        made.credentials(credentials::file(*from.api_key_file));
    if (from.api_key_command)
        made.credentials(credentials::command(*from.api_key_command));
    if (from.headers)
        for (auto const& [name, value] : *from.headers)
            made.header(name, expanded(value));
    if (from.query)
        for (auto const& [name, value] : *from.query)
            made.query(name, expanded(value));
    if (from.proxy)
        made.proxy(*from.proxy);
    if (from.no_proxy)
        made.no_proxy(*from.no_proxy);
    if (from.ca_file)
        made.ca_file(*from.ca_file);
    if (from.client_certificate)
        made.client_certificate(*from.client_certificate, from.client_key.value_or(*from.client_certificate));
    if (!base_url_.empty())
        made.base_url(base_url_);
    if (!proxy_.empty())
        made.proxy(proxy_);
    if (!ca_file_.empty())
        made.ca_file(ca_file_);
    return made;
}

client model_choice::connect_to(boost::asio::io_context& context, std::string const& other_model) const
{
    return client(context, other_model, options());
}

client model_choice::connect(boost::asio::io_context& context, limits most, std::size_t connections)
{
    auto const model = name();
    client_options made;
    if (simulated_) {
        server_ = std::make_unique<sim::server>(context.get_executor(), sim::server_options().pace(pace_).tls(false));
        made = server_->options(model.substr(0, model.find('/')));
    } else {
        made = options();
    }
    made.record(record_).replay(replay_).limits(most);
    if (max_retries_)
        made.max_retries(*max_retries_);
    if (connections != 0)
        made.max_connections(connections);
    client first(context, model, std::move(made));
    return fallbacks_.empty() ? first : first.fallback(fallbacks_);
}

void model_choice::stop()
{
    if (server_)
        server_->stop();
}

} // namespace coax::cli
