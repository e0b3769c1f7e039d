// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/redact.hpp"
#include "client/client_core.hpp"
#include "credentials/shared_credential.hpp"
#include "model/model_list.hpp"
#include "provider/authorize.hpp"
#include "provider/explain.hpp"
#include "provider/headers.hpp"

#include <coax/client.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <utility>

namespace coax {

namespace {

// The request of a call: it has the address and the headers.
http::request request_of_a_call(model::model_endpoint const& to)
{
    request const question("ping");
    boost::json::object const schema{{"type", "object"}};
    provider::model_request asked;
    asked.request = &question;
    asked.model = to.model;
    asked.mode = mode::prompted;
    asked.stream = false;
    asked.schema_name = "ping";
    asked.schema = &schema;
    asked.strict = false;
    return to.service->protocol->encode(asked, to.endpoint);
}

boost::asio::awaitable<std::vector<std::string>> list_models(std::shared_ptr<detail::client_core const> core)
{
    auto const deadline = std::chrono::steady_clock::now() + core->options().timeouts().call;
    auto const& to = core->endpoint();
    auto endpoint = to.endpoint;
    auto asked = request_of_a_call(to);
    auto const path = to.service->signs ? std::nullopt : model::model_list_path(asked.target);
    if (!path)
        throw error({errc::unsupported_request,
            std::string(to.service->name) + " does not list its models at this address; see its documentation"});
    if (to.credentials) {
        auto const current = co_await to.credentials->get(0, deadline);
        provider::authorize(asked, endpoint, current.credential());
    }
    std::erase_if(asked.headers, [](http::header const& one) { return http::same_name(one.name, "content-type"); });
    asked.target = *path;
    provider::add_own(asked, endpoint);
    auto const secrets = call::secrets_of(endpoint);
    http_request sent;
    sent.method = "GET";
    sent.tls = to.origin.tls;
    sent.host = to.origin.host;
    sent.port = to.origin.port;
    sent.target = asked.target;
    sent.headers = asked.headers;
    sent.timeouts = core->options().timeouts();
    sent.deadline = deadline;
    sent.max_body_bytes = core->options().max_response_bytes();
    sent.secrets = secrets;
    auto const exchange = co_await core->means()->transport->send(sent);
    std::string body;
    for (auto piece = co_await exchange->read(); !piece.empty(); piece = co_await exchange->read())
        body.append(piece);
    if (exchange->head().status == 200)
        if (auto names = model::model_names(body)) {
            for (auto& name : *names)
                name.insert(0, std::string(to.service->name) + '/');
            co_return std::move(*names);
        }
    auto reason = exchange->head().status == 200 ? provider::explain_content(to.service->name, body)
                                                 : provider::explain_answer(to.service->name, exchange->head(), body);
    call::redact(reason, endpoint);
    throw error(std::move(reason));
}

} // namespace

boost::asio::awaitable<std::vector<std::string>> client::models() const { return list_models(core_); }

} // namespace coax
