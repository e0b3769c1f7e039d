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

void redact(failure& why, std::string_view key)
{
    auto const clean = [&](std::vector<violation>& broken) {
        for (auto& one : broken) {
            redact(one.pointer, key);
            redact(one.message, key);
        }
    };
    for (auto* text :
        {&why.message, &why.provider_type, &why.provider_code, &why.provider_message, &why.request_id, &why.text})
        redact(*text, key);
    clean(why.violations);
    for (auto& one : why.attempts) {
        redact(one.text, key);
        redact(one.provider_stop_reason, key);
        clean(one.violations);
    }
}

} // namespace coax::detail
