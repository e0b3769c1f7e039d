// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/sim/asked.hpp>

#include <boost/beast/core/string.hpp>

namespace coax::sim {
namespace {
std::string const nothing;
} // namespace

std::string const& asked::prompt() const noexcept
{
    for (auto const& message : messages)
        if (message.role == role::user)
            return message.text;
    return nothing;
}

std::string const& asked::header(std::string_view name) const noexcept
{
    for (auto const& [key, value] : headers)
        if (boost::beast::iequals(key, name))
            return value;
    return nothing;
}

} // namespace coax::sim
