// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax doctor: what is set up, and whether each service with a key answers.
#include "cli/environment.hpp"
#include "cli/exit_code.hpp"
#include "cli/model_choice.hpp"
#include "cli/report.hpp"
#include "cli/run_until_done.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"
#include "cli/verb.hpp"
#include "provider/registry.hpp"

#include <coax/error.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/version.hpp>

#include <openssl/crypto.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coax::cli {

namespace {

struct doctor_options {
    model_choice reached_by;
    std::vector<std::string> services;
    bool offline = false;
};

void row(std::string_view label, std::string_view text)
{
    std::string line(label);
    line.resize(std::max<std::size_t>(line.size() + 1, 18), ' ');
    write_out(line.append(text) + '\n');
}

bool is_set(std::string_view variable) { return !environment(variable).empty(); }

// A proxy's URL can hold a password.
std::string without_password(std::string url)
{
    auto const at = url.rfind('@');
    auto const begin = url.find("://");
    if (at != url.npos && begin != url.npos && begin + 3 < at)
        url.replace(begin + 3, at - begin - 3, "...");
    return url;
}

void show_setup()
{
    row("coax", COAX_VERSION);
    row("Boost", BOOST_LIB_VERSION);
    row("OpenSSL", OpenSSL_version(OPENSSL_VERSION));
    auto const path = settings_path();
    row("settings", path + (std::filesystem::exists(path) ? "" : " (no such file)"));
    auto const all = load_settings();
    std::string names;
    if (all.profiles)
        for (auto const& one : *all.profiles)
            names += (names.empty() ? "" : ", ") + one.first;
    row("profiles", names.empty() ? "none" : names);
    auto const proxy = is_set("HTTPS_PROXY") ? environment("HTTPS_PROXY") : environment("https_proxy");
    row("proxy", proxy.empty() ? "none" : without_password(proxy));
    if (!proxy.empty())
        row("without proxy", is_set("NO_PROXY") ? environment("NO_PROXY") : environment("no_proxy"));
    auto const authorities = environment("SSL_CERT_FILE");
    row("certificates", authorities.empty() ? "the system's" : authorities);
    row("COAX_MODEL", is_set("COAX_MODEL") ? environment("COAX_MODEL") : "not set");
}

// Services with a key in the environment, if none is named.
std::vector<std::string> services_to_ask(doctor_options const& given)
{
    if (!given.services.empty())
        return given.services;
    std::vector<std::string> names;
    for (auto const& one : provider::services())
        if (is_set(one.key_variable))
            names.emplace_back(one.name);
    return names;
}

// What the client's constructor throws is the outcome, too.
boost::asio::awaitable<std::vector<std::string>> models_of(
    boost::asio::io_context& context, doctor_options const& given, std::string service)
{
    auto const by = given.reached_by.connect_to(context, service + "/any");
    co_return co_await by.models();
}

boost::asio::awaitable<int> examine(boost::asio::io_context& context, doctor_options const& given)
{
    show_setup();
    auto const services = services_to_ask(given);
    if (services.empty())
        row("keys", "none is set; `coax services` names the variables, and --sim needs none");
    int code = success;
    for (auto const& name : services) {
        if (given.offline) {
            row(name, "has a key; not asked (--offline)");
            continue;
        }
        auto const models = co_await settle(models_of(context, given, name));
        if (models) {
            row(name, "ok, " + std::to_string(models->size()) + " models");
        } else if (models.error().code == errc::unsupported_request) {
            row(name, "has a key; not asked, since it lists no models");
        } else {
            code = no_access;
            row(name, "FAILED: " + line_of(models.error()));
        }
    }
    co_return code;
}

} // namespace

void add_doctor(CLI::App& program, verb_run& chosen)
{
    auto const options = std::make_shared<doctor_options>();
    auto* const verb = program.add_subcommand(
        "doctor", "Show keys, settings, proxy and certificates, and ask each service with a key for its models");
    verb->add_option("service", options->services, "Only these services")->type_name("SERVICE");
    verb->add_flag("--offline", options->offline, "Ask no service");
    options->reached_by.add_address_to(*verb);
    verb->callback([options, &chosen] {
        chosen = [options] {
            boost::asio::io_context context(1);
            return run_until_done(context, examine(context, *options));
        };
    });
}

} // namespace coax::cli
