// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/headers.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <string>

namespace coax::provider {

http::headers json_headers(bool stream)
{
    return {{"content-type", "application/json"}, {"accept", stream ? "text/event-stream" : "application/json"},
        {"user-agent", "coax/" COAX_VERSION}};
}

std::string with_query(std::string target, std::string_view query)
{
    if (!query.empty())
        target.append(target.find('?') == target.npos ? "?" : "&").append(query);
    return target;
}

void add_own(http::request& to, endpoint const& endpoint)
{
    to.target = with_query(std::move(to.target), endpoint.query);
    for (auto const& own : endpoint.headers)
        std::erase_if(to.headers, [&](http::header const& field) { return http::same_name(field.name, own.name); });
    to.headers.insert(to.headers.end(), endpoint.headers.begin(), endpoint.headers.end());
}

void add_key(http::headers& list, std::string_view name, std::string_view prefix, std::string_view key)
{
    if (key.empty())
        return;
    auto const bad = std::find_if(key.begin(), key.end(), [](unsigned char c) { return c <= 0x20 || c >= 0x7F; });
    if (bad != key.end()) {
        throw error(failure(errc::invalid_api_key,
            "the API key holds a space, line end, control or non-ASCII character at position "
                + std::to_string(bad - key.begin()) + " of " + std::to_string(key.size())
                + ", which no header may hold: was it read from a file with its line end?"));
    }
    list.push_back({std::string(name), std::string(prefix) + std::string(key)});
}

} // namespace coax::provider
