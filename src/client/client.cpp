// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/client.hpp>

#include "client/client_core.hpp"
#include "client/environment.hpp"
#include "client/find_endpoint.hpp"

namespace coax {

namespace {

transport::settings settings_from(client_options const& options)
{
    transport::settings settings;
    settings.ca_file = options.ca_file();
    settings.ca_pem = options.ca_pem();
    settings.max_connections = options.max_connections();
    settings.max_body_bytes = options.max_response_bytes();
    settings.https_proxy = detail::proxy_from_environment();
    settings.no_proxy = detail::no_proxy_from_environment();
    return settings;
}

// Key and base URL stay with their provider; that nothing is sent holds for all.
coax::call::model_endpoint moved(detail::client_core const& core, std::string_view model)
{
    return detail::move_endpoint(core.endpoint(), model, client_options().replay(core.options().replay()));
}

} // namespace

client::client(boost::asio::any_io_executor executor, std::string_view model, client_options options)
{
    auto endpoint = detail::find_endpoint(model, options);
    auto means = std::make_shared<detail::shared_means>(std::move(executor), settings_from(options), options.limits(),
        record::open_tape(options.record(), options.replay()));
    core_ = std::make_shared<detail::client_core>(std::move(endpoint), std::move(options), std::move(means));
}

client client::with(std::string_view model) const
{
    return client(std::make_shared<detail::client_core>(moved(*core_, model), core_->options(), core_->means()));
}

client client::fallback(std::vector<std::string> const& models) const
{
    std::vector<coax::call::model_endpoint> fallbacks;
    fallbacks.reserve(models.size());
    for (auto const& model : models)
        fallbacks.push_back(moved(*core_, model));
    return client(std::make_shared<detail::client_core>(
        core_->endpoint(), core_->options(), core_->means(), std::move(fallbacks)));
}

client client::fallback(client const& other) const
{
    auto fallbacks = core_->fallbacks();
    fallbacks.push_back(other.core_->endpoint());
    return client(std::make_shared<detail::client_core>(
        core_->endpoint(), core_->options(), core_->means(), std::move(fallbacks)));
}

std::string const& client::model() const noexcept { return core_->endpoint().name; }

} // namespace coax
