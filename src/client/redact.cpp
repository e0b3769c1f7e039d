// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/redact.hpp"

#include <algorithm>

namespace coax::detail {

namespace {

constexpr std::size_t shortest_secret = 8;
constexpr std::size_t telling = 16;
constexpr std::string_view instead = "[API key]";

} // namespace

void redact(std::string& text, std::string_view key)
{
    if (key.size() < shortest_secret)
        return;
    auto const start = key.substr(0, telling);
    for (auto at = text.find(start); at != text.npos; at = text.find(start, at + instead.size())) {
        auto const rest = std::string_view(text).substr(at);
        auto const same = std::ranges::mismatch(rest, key).in1 - rest.begin();
        text.replace(at, static_cast<std::size_t>(same), instead);
    }
}

void redact(std::string& text, provider::endpoint const& whom)
{
    for (auto const* key : {&whom.api_key, &whom.credentials.secret_access_key, &whom.credentials.session_token})
        redact(text, *key);
}

namespace {

void redact(std::vector<violation>& broken, provider::endpoint const& whom)
{
    for (auto& one : broken) {
        detail::redact(one.pointer, whom);
        detail::redact(one.message, whom);
    }
}

} // namespace

void redact(attempt& tried, provider::endpoint const& whom)
{
    redact(tried.text, whom);
    redact(tried.provider_stop_reason, whom);
    redact(tried.violations, whom);
}

void redact(failure& why, provider::endpoint const& whom)
{
    for (auto* text :
        {&why.message, &why.provider_type, &why.provider_code, &why.provider_message, &why.request_id, &why.text})
        redact(*text, whom);
    redact(why.violations, whom);
    for (auto& one : why.attempts)
        redact(one, whom);
}

} // namespace coax::detail
