// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/redact.hpp"

#include "text/printable.hpp"

#include <algorithm>

namespace coax::call {

std::vector<std::string_view> secrets_of(provider::endpoint const& endpoint)
{
    std::vector<std::string_view> out{
        endpoint.api_key, endpoint.token, endpoint.credentials.secret_access_key, endpoint.credentials.session_token};
    out.insert(out.end(), endpoint.secrets.begin(), endpoint.secrets.end());
    return out;
}

void redact(std::string& text, provider::endpoint const& endpoint)
{
    for (auto const secret : secrets_of(endpoint))
        redact(text, secret);
}

namespace {

void redact(std::vector<violation>& broken, provider::endpoint const& endpoint)
{
    for (auto& one : broken) {
        call::redact(one.pointer, endpoint);
        call::redact(one.message, endpoint);
        text::clean(one.pointer);
        text::clean(one.message);
    }
}

} // namespace

void redact(attempt& tried, provider::endpoint const& endpoint)
{
    redact(tried.text, endpoint);
    redact(tried.message, endpoint);
    redact(tried.provider_stop_reason, endpoint);
    redact(tried.violations, endpoint);
    text::clean(tried.text);
    text::clean(tried.provider_stop_reason);
}

void make_utf8(extraction_details& all)
{
    text::make_utf8(all.reasoning);
    if (text::is_utf8(all.text))
        return;
    auto const size_of = [&](std::size_t from, std::size_t size) {
        return text::as_utf8(std::string_view(all.text).substr(std::min(from, all.text.size()), size)).size();
    };
    for (auto& one : all.repairs) {
        auto const end = size_of(0, one.offset + one.size);
        one.offset = size_of(0, one.offset);
        one.size = end - one.offset;
    }
    text::make_utf8(all.text);
}

void redact(failure& why, provider::endpoint const& endpoint)
{
    for (auto* text :
        {&why.message, &why.provider_type, &why.provider_code, &why.provider_message, &why.request_id, &why.text})
        redact(*text, endpoint);
    for (auto* text : {&why.message, &why.provider_type, &why.provider_code, &why.provider_message, &why.text})
        text::clean(*text);
    text::clean_line(why.request_id);
    redact(why.violations, endpoint);
    for (auto& one : why.attempts)
        redact(one, endpoint);
}

} // namespace coax::call
