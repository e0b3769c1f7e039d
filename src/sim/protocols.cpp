// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/protocols.hpp"

#include <utility>

namespace coax::sim {

protocol const* protocol_at(std::string_view target, std::string_view prefix) noexcept
{
    auto path = target.substr(0, target.find('?'));
    if (!path.starts_with(prefix))
        return nullptr;
    path.remove_prefix(prefix.size());
    for (auto const* one : {&anthropic(), &openai_chat(), &openai_responses()})
        if (one->serves(path))
            return one;
    return nullptr;
}

std::string_view base_path_of(std::string_view provider) noexcept
{
    static constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"anthropic", ""},
    };
    for (auto const& [name, path] : known)
        if (name == provider)
            return path;
    return "/v1";
}

int status_of(errc error) noexcept
{
    switch (error) {
    case errc::rate_limited:
        return 429;
    case errc::overloaded:
        return 529;
    case errc::context_too_long:
    case errc::bad_request:
        return 400;
    default:
        return 500;
    }
}

} // namespace coax::sim
