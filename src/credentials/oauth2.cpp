// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/oauth2.hpp"

#include "credentials/answer.hpp"
#include "http/message.hpp"
#include "text/base64.hpp"
#include "transport/environment.hpp"

#include <coax/credentials.hpp>

#include <utility>

namespace coax::credentials {

boost::asio::awaitable<credential> fetch_token(http_transport& by, fetch_request asked)
{
    auto const asked_at = std::chrono::system_clock::now(); // the token's time begins later than this
    auto const origin = asked.method() + " " + asked.url();
    auto const body = co_await fetch(by, std::move(asked));
    answer const found(body, origin);
    if (auto const type = found.optional_text("token_type"); !type.empty() && !http::same_name(type, "bearer"))
        refuse(origin + " gave a token that is no bearer token (\"token_type\")");
    co_return bearer(found.text("access_token"), found.seconds("expires_in", asked_at));
}

credential_source oauth2(oauth2_client chosen)
{
    return [chosen = std::move(chosen)](http_transport& by) {
        fetch_request asked("POST", chosen.token_url());
        asked.form("grant_type", "client_credentials").secret(chosen.secret());
        if (chosen.secret_in_body()) {
            asked.form("client_id", chosen.id()).form("client_secret", chosen.secret());
        } else {
            auto const both = text::to_base64(form_escaped(chosen.id()) + ":" + form_escaped(chosen.secret()));
            asked.header("authorization", "Basic " + both).secret(both);
        }
        for (auto const& [name, value] : chosen.parameters())
            asked.form(name, value);
        return fetch_token(by, std::move(asked));
    };
}

credential_source entra(std::string tenant, std::string client_id, std::string client_secret, std::string scope)
{
    auto authority = detail::environment("AZURE_AUTHORITY_HOST");
    if (authority.empty())
        authority = "https://login.microsoftonline.com";
    while (authority.ends_with('/'))
        authority.pop_back();
    return oauth2(oauth2_client(
        authority + "/" + form_escaped(tenant) + "/oauth2/v2.0/token", std::move(client_id), std::move(client_secret))
                      .scope(std::move(scope))
                      .secret_in_body());
}

} // namespace coax::credentials
