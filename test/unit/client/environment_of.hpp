// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdlib>
#include <map>
#include <optional>
#include <string>

namespace coax::test {

/// The environment variables of a test; the old values are back at its end.
class environment_of {
public:
    explicit environment_of(std::map<std::string, std::optional<std::string>> wanted)
    {
        for (auto const& [name, value] : wanted) {
            char const* const now = std::getenv(name.c_str());
            before_.emplace(name, now == nullptr ? std::nullopt : std::optional<std::string>(now));
            set(name, value);
        }
    }
    ~environment_of()
    {
        for (auto const& [name, value] : before_)
            set(name, value);
    }
    environment_of(environment_of const&) = delete;
    environment_of& operator=(environment_of const&) = delete;

private:
    static void set(std::string const& name, std::optional<std::string> const& value)
    {
        if (value)
            ::setenv(name.c_str(), value->c_str(), 1);
        else
            ::unsetenv(name.c_str());
    }
    std::map<std::string, std::optional<std::string>> before_;
};

} // namespace coax::test
