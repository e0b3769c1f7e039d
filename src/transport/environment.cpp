// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/environment.hpp"

#include <cstdlib>

namespace coax::detail {

namespace {

std::string either(std::string_view upper, std::string_view lower)
{
    auto value = environment(upper);
    return value.empty() ? environment(lower) : value;
}

} // namespace

std::string environment(std::string_view name)
{
    if (name.empty())
        return {};
    char const* const value = std::getenv(std::string(name).c_str()); // NOLINT(concurrency-mt-unsafe): only read
    return value == nullptr ? std::string() : std::string(value);
}

std::string proxy_from_environment() { return either("HTTPS_PROXY", "https_proxy"); }
std::string no_proxy_from_environment() { return either("NO_PROXY", "no_proxy"); }

} // namespace coax::detail
