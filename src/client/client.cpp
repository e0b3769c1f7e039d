// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/client.hpp>

#include "client/client_core.hpp"
#include "client/environment.hpp"

namespace coax {

namespace {

transport::settings settings_from(client_options const& options)
{
    transport::settings how;
    how.ca_file = options.ca_file();
    how.ca_pem = options.ca_pem();
    how.max_connections = options.max_connections();
    how.max_body_bytes = options.max_response_bytes();
    how.https_proxy = detail::proxy_from_environment();
    how.no_proxy = detail::no_proxy_from_environment();
    return how;
}

// Key and base URL stay with their provider; that nothing is sent holds for all.
detail::site moved(detail::client_core const& core, std::string_view model)
{
    return detail::move_site(core.where(), model, client_options().replay(core.options().replay()));
}

} // namespace

client::client(boost::asio::any_io_executor executor, std::string_view model, client_options options)
{
    auto site = detail::find_site(model, options);
    auto means = std::make_shared<detail::shared_means>(std::move(executor), settings_from(options), options.limits(),
        record::open_tape(options.record(), options.replay()));
    core_ = std::make_shared<detail::client_core>(std::move(site), std::move(options), std::move(means));
}

client client::with(std::string_view model) const
{
    return client(std::make_shared<detail::client_core>(moved(*core_, model), core_->options(), core_->means()));
}

client client::fallback(std::vector<std::string> const& models) const
{
    std::vector<detail::site> sites;
    sites.reserve(models.size());
    for (auto const& model : models)
        sites.push_back(moved(*core_, model));
    return client(
        std::make_shared<detail::client_core>(core_->where(), core_->options(), core_->means(), std::move(sites)));
}

client client::fallback(client const& other) const
{
    auto sites = core_->fallbacks();
    sites.push_back(other.core_->where());
    return client(
        std::make_shared<detail::client_core>(core_->where(), core_->options(), core_->means(), std::move(sites)));
}

std::string const& client::model() const noexcept { return core_->where().name; }

} // namespace coax
