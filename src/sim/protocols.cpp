// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/protocols.hpp"

#include <span>
#include <utility>

namespace coax::sim {

namespace {

std::span<protocol const* const> all()
{
    static protocol const* const known[] = {&anthropic(), &openai_chat(), &openai_responses(), &gemini(),
        &bedrock_converse(), &bedrock_invoke(), &cohere_chat(), &ollama_chat()};
    return known;
}

} // namespace

protocol const* protocol_at(std::string_view target, std::string_view prefix) noexcept
{
    auto path = target.substr(0, target.find('?'));
    if (!path.starts_with(prefix))
        return nullptr;
    path.remove_prefix(prefix.size());
    for (auto const* one : all())
        if (one->serves(path))
            return one;
    return nullptr;
}

std::string served_paths(std::string_view prefix)
{
    std::string out;
    for (auto const* one : all())
        out.append(out.empty() ? "" : ", ").append(prefix).append(one->path());
    return out;
}

std::string_view base_path_of(std::string_view provider) noexcept
{
    static constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"anthropic", ""},
        {"bedrock", ""},
        {"bedrock-anthropic", ""},
        {"cohere", ""},
        {"google", "/v1beta"},
        {"ollama-native", ""},
        {"vertex", "/v1/projects/simulated/locations/global"},
    };
    for (auto const& [name, path] : known)
        if (name == provider)
            return path;
    return "/v1";
}

std::string protocol::error_headers(service_error const& error) const
{
    using std::chrono::ceil, std::chrono::seconds;
    return error.retry_after ? "retry-after: " + std::to_string(ceil<seconds>(*error.retry_after).count()) + "\r\n"
                             : std::string();
}

int protocol::status_of(errc error) const noexcept
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
