// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/describe/class.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::cli {

/// One way to reach models: a gateway, an account. What is absent comes from the environment, as for the library.
struct profile {
    std::optional<std::string> model;
    std::optional<std::string> base_url;
    std::optional<std::string> api_key_variable; ///< the environment variable that has the key
    std::optional<std::string> api_key_file;
    std::optional<std::vector<std::string>>
        api_key_command; ///< prints the key; as `coax::credentials::command` takes it
    std::optional<std::map<std::string, std::string>> headers; ///< ${NAME} in a value is an environment variable
    std::optional<std::map<std::string, std::string>> query;
    std::optional<std::string> proxy;
    std::optional<std::string> no_proxy;
    std::optional<std::string> ca_file;
    std::optional<std::string> client_certificate;
    std::optional<std::string> client_key;
};
BOOST_DESCRIBE_STRUCT(profile, (),
    (model, base_url, api_key_variable, api_key_file, api_key_command, headers, query, proxy, no_proxy, ca_file,
        client_certificate, client_key))

/// The settings file.
struct settings {
    std::optional<std::string> profile; ///< the one that is used without `--profile`
    std::optional<std::map<std::string, cli::profile>> profiles;
};
BOOST_DESCRIBE_STRUCT(settings, (), (profile, profiles))

/// Reads the JSON text of a settings file. Throws `usage_error`, which names `path` and each wrong member.
settings read_settings(std::string_view text, std::string_view path);

/// $COAX_CONFIG, else $XDG_CONFIG_HOME/coax/config.json, else $HOME/.config/coax/config.json.
std::string settings_path();

/// The settings of this user: those of an empty file where there is no file at the default path. Throws `usage_error`.
settings load_settings();

/// The profile of that name, or the default one for "". Throws `usage_error`, which lists the names.
cli::profile find_profile(settings const& from, std::string const& name);

} // namespace coax::cli
