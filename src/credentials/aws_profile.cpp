// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/aws_profile.hpp"

#include "credentials/answer.hpp"
#include "credentials/command.hpp"
#include "credentials/file.hpp"
#include "transport/environment.hpp"

#include <coax/credentials.hpp>

#include <filesystem>
#include <utility>

namespace coax::credentials {

std::map<std::string, std::string> aws_section(std::string_view text, std::string_view name)
{
    std::map<std::string, std::string> found;
    bool inside = false;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const whole = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        auto const line = trimmed(whole);
        if (line.empty() || line.starts_with('#') || line.starts_with(';'))
            continue;
        if (line.starts_with('[')) {
            inside = trimmed(line.substr(1, std::min(line.find(']'), line.size()) - 1)) == name;
            continue;
        }
        auto const equals = line.find('=');
        bool const nested = whole.starts_with(' ') || whole.starts_with('\t'); // of the setting before
        if (!inside || nested || equals == line.npos)
            continue;
        auto value = trimmed(line.substr(equals + 1));
        // A comment begins at a white space and a mark.
        for (auto const mark : {" #", " ;", "\t#", "\t;"})
            value = value.substr(0, value.find(mark));
        found[std::string(trimmed(line.substr(0, equals)))] = trimmed(value);
    }
    return found;
}

namespace {

using detail::environment;

std::string shared_file(std::string_view variable, std::string_view name)
{
    auto path = environment(variable);
    return path.empty() ? environment("HOME") + "/.aws/" + std::string(name) : path;
}

std::string text_of(std::string const& path)
{
    std::error_code fault;
    return std::filesystem::exists(path, fault) ? read_file(path) : std::string();
}

boost::asio::awaitable<credential> ask(std::string name)
{
    if (name.empty())
        name = environment("AWS_PROFILE");
    if (name.empty())
        name = "default";
    auto const keys_path = shared_file("AWS_SHARED_CREDENTIALS_FILE", "credentials");
    auto const config_path = shared_file("AWS_CONFIG_FILE", "config");
    auto settings = aws_section(text_of(keys_path), name); // comes before the other file
    settings.merge(aws_section(text_of(config_path), name == "default" ? name : "profile " + name));
    auto const places = "the profile \"" + name + "\" in \"" + keys_path + "\" and \"" + config_path + "\"";
    if (settings.empty())
        refuse(places + " does not exist or is empty");
    if (settings.contains("aws_access_key_id")) {
        if (settings["aws_secret_access_key"].empty())
            refuse(places + " has no aws_secret_access_key");
        co_return aws_keys(settings["aws_access_key_id"], settings["aws_secret_access_key"],
            settings["aws_session_token"], std::chrono::system_clock::now() + file_life);
    }
    if (auto const line = settings["credential_process"]; !line.empty()) {
        auto found = co_await run_command(split_command(line), std::chrono::seconds(30));
        co_return found;
    }
    refuse(places + " has neither aws_access_key_id nor credential_process"
        + (settings.contains("role_arn") || settings.contains("sso_session") || settings.contains("sso_start_url")
                ? "; roles to be assumed and SSO are not read: use coax::credentials::command with \"aws configure "
                  "export-credentials\""
                : ""));
}

} // namespace

credential_source aws_profile(std::string name)
{
    return [name = std::move(name)](http_transport&) { return ask(name); };
}

} // namespace coax::credentials
