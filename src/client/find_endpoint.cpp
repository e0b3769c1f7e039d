// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/find_endpoint.hpp"

#include "model/model_name.hpp"
#include "provider/path_segment.hpp"
#include "text/ascii.hpp"
#include "transport/environment.hpp"

#include <coax/error.hpp>

#include <algorithm>

namespace coax::detail {

namespace {

std::string aws_region()
{
    auto region = environment("AWS_REGION");
    return region.empty() ? environment("AWS_DEFAULT_REGION") : region;
}

// Vertex has regions ("https://us-central1-aiplatform..."), and places that have hosts of another form.
std::string at_vertex(std::string url)
{
    constexpr std::string_view host = "-aiplatform.googleapis.com/";
    for (std::string_view const place : {"global", "eu", "us"}) {
        auto const regional = "https://" + std::string(place) + std::string(host);
        if (!url.starts_with(regional))
            continue;
        auto const rest = url.substr(regional.size());
        return place == "global" ? "https://aiplatform.googleapis.com/" + rest
                                 : "https://aiplatform." + std::string(place) + ".rep.googleapis.com/" + rest;
    }
    return url;
}

// The base URL of the table, {NAME} in it replaced by what the environment has.
std::string fill_in(provider::service const& service)
{
    std::string out;
    auto rest = service.base_url;
    for (auto open = rest.find('{'); open != rest.npos; open = rest.find('{')) {
        auto const close = rest.find('}', open);
        auto const name = rest.substr(open + 1, close - open - 1);
        auto value = name == "AWS_REGION" ? aws_region() : environment(name);
        while (value.ends_with('/'))
            value.pop_back();
        if (value.empty())
            throw error({errc::invalid_base_url,
                "no address for " + std::string(service.name) + ": set " + std::string(name)
                    + " or client_options::base_url"});
        out.append(rest.substr(0, open)).append(value);
        rest.remove_prefix(close + 1);
    }
    out.append(rest);
    return at_vertex(std::move(out));
}

// "us-east-1" of "bedrock-runtime.us-east-1.amazonaws.com", else what the environment says.
std::string region_of(std::string_view host)
{
    if (host.starts_with("bedrock-runtime") && host.find(".amazonaws.") != host.npos) {
        host.remove_prefix(std::min(host.find('.') + 1, host.size()));
        return std::string(host.substr(0, host.find('.')));
    }
    return aws_region();
}

std::string key_for(provider::service const& service, client_options const& options)
{
    auto key = options.api_key();
    std::string from = "the option api_key";
    if (key.empty() && !options.credentials()) {
        key = environment(service.key_variable);
        from = std::string(service.key_variable);
    }
    if (key.empty() && (options.credentials() || (service.signs && !environment("AWS_ACCESS_KEY_ID").empty())))
        return key;
    if (key.empty() && service.needs_key && !options.replay().empty())
        return "none"; // too short to be taken for a secret
    if (key.empty() && service.needs_key)
        throw error({errc::missing_api_key,
            "no API key for " + std::string(service.name) + ": set " + std::string(service.key_variable)
                + (service.signs ? ", AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY," : "")
                + " or client_options::api_key"});
    if (auto const bad = std::ranges::find_if(key, [](unsigned char c) { return c <= 0x20 || c >= 0x7F; });
        bad != key.end())
        throw error({errc::invalid_api_key,
            "the API key from " + from + " holds a character that cannot stand in a header, at position "
                + std::to_string(bad - key.begin()) + " (a line end or a space, perhaps); the key is not shown"});
    return key;
}

bool is_secret(std::string_view name)
{
    auto const lower = text::lowered(name);
    constexpr std::string_view words[] = {"auth", "key", "token", "secret", "cookie", "password"};
    return std::ranges::any_of(words, [&](std::string_view word) { return lower.find(word) != lower.npos; });
}

void check_header(http_header const& field)
{
    if (!http::is_header_name(field.name))
        throw error(
            {errc::invalid_option, "client_options::header: the name holds a character that HTTP does not allow"});
    if (!http::is_header_value(field.value))
        throw error({errc::invalid_option,
            "client_options::header: the value of " + field.name
                + " holds a line end or another control character; the value is not shown"});
    for (auto const* const name : {"host", "content-length", "transfer-encoding", "connection"})
        if (http::same_name(field.name, name))
            throw error({errc::invalid_option, "client_options::header: " + field.name + " is set by the connection"});
}

// The part behind a scheme, as in "Bearer abc".
std::string secret_part(std::string const& value) { return value.substr(value.find_last_of(' ') + 1); }

void add_own(provider::endpoint& to, client_options const& options)
{
    for (auto const& field : options.header()) {
        check_header(field);
        to.headers.push_back(field);
        if (is_secret(field.name))
            to.secrets.push_back(secret_part(field.value));
    }
    for (auto const& [name, value] : options.query()) {
        if (name.empty())
            throw error({errc::invalid_option, "client_options::query: the name is empty"});
        to.query.append(to.query.empty() ? "" : "&").append(provider::percent_encode(name));
        to.query.append("=").append(provider::percent_encode(value));
        if (is_secret(name))
            to.secrets.push_back(value);
    }
}

} // namespace

coax::model::model_endpoint find_endpoint(std::string_view name, client_options const& options)
{
    auto [service, model] = coax::model::parse_model_name(name);
    coax::model::model_endpoint found;
    found.service = service;
    found.name = name;
    found.model = std::move(model);
    found.endpoint.api_key = key_for(*service, options);
    auto url = options.base_url();
    if (url.empty())
        url = environment(service->base_url_variable);
    if (url.empty())
        url = fill_in(*service);
    if (url.empty())
        throw error({errc::invalid_base_url,
            "no address for " + std::string(service->name) + ": set client_options::base_url"});
    auto base = http::parse_base_url(url);
    found.origin = std::move(base.origin);
    found.endpoint.prefix = std::move(base.prefix);
    add_own(found.endpoint, options);
    if (!service->version_variable.empty()) {
        found.endpoint.version = environment(service->version_variable);
        constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
        if (found.endpoint.version.empty() || found.endpoint.version.find_first_not_of(allowed) != std::string::npos)
            throw error({errc::invalid_option,
                std::string(service->name) + " needs the version of its interface: set "
                    + std::string(service->version_variable) + ", as in 2024-10-21"});
    }
    if (service->signs && found.endpoint.api_key.empty()) {
        found.endpoint.host
            = found.origin.port == (found.origin.tls ? 443 : 80) ? found.origin.host : to_string(found.origin);
        found.endpoint.region = region_of(found.origin.host);
        if (!options.credentials())
            found.endpoint.credentials = {environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"),
                environment("AWS_SESSION_TOKEN")};
        found.endpoint.sign = &provider::sigv4;
    }
    return found;
}

coax::model::model_endpoint move_endpoint(
    coax::model::model_endpoint const& from, std::string_view name, client_options const& elsewhere)
{
    auto moved = coax::model::endpoint_of_same_provider(from, name);
    return moved ? std::move(*moved) : find_endpoint(name, elsewhere);
}

} // namespace coax::detail
