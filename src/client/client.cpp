// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/client.hpp>

#include "client/client_core.hpp"
#include "client/find_endpoint.hpp"
#include "credentials/shared_credential.hpp"
#include "record/recording_transport.hpp"
#include "record/replaying_transport.hpp"
#include "transport/environment.hpp"
#include "transport/http_client.hpp"

namespace coax {

namespace {

constexpr std::chrono::milliseconds refresh_limit{60'000}; // of one call of the source of a credential

transport::settings settings_from(client_options const& options)
{
    transport::settings config;
    config.ca_file = options.ca_file();
    config.ca_pem = options.ca_pem();
    config.max_connections = options.max_connections();
    config.tls = options.tls();
    config.certificate = options.client_certificate().certificate;
    config.certificate_key = options.client_certificate().key;
    config.certificate_password = options.client_certificate().password;
    config.https_proxy = options.proxy().value_or(detail::proxy_from_environment());
    config.no_proxy = options.no_proxy().value_or(detail::no_proxy_from_environment());
    return config;
}

void check_transport(client_options const& options)
{
    auto const excluded = [](char const* option, char const* by) {
        throw error({errc::invalid_option,
            std::string("client_options::") + option + " has no effect with client_options::" + by
                + "; remove one of them"});
    };
    if (!options.record().empty() && !options.replay().empty())
        throw error({errc::invalid_option, "client_options::record and client_options::replay exclude each other"});
    std::pair<char const*, bool> const trust[]
        = {{"ca_file", !options.ca_file().empty()}, {"ca_pem", !options.ca_pem().empty()},
            {"client_certificate", !options.client_certificate().certificate.empty()}};
    for (auto const& [option, is_set] : trust)
        if (is_set && options.tls())
            excluded(option, "tls");
    if (!options.transport())
        return;
    if (!options.replay().empty())
        excluded("transport", "replay");
    for (auto const& [option, is_set] : trust)
        if (is_set)
            excluded(option, "transport");
    if (options.tls())
        excluded("tls", "transport");
    if (options.proxy())
        excluded("proxy", "transport");
    if (options.no_proxy())
        excluded("no_proxy", "transport");
}

std::shared_ptr<http_transport> make_transport(
    boost::asio::any_io_executor const& executor, client_options const& options)
{
    if (!options.replay().empty())
        return std::make_shared<record::replaying_transport>(options.replay());
    auto transport = options.transport();
    if (!transport)
        transport = std::make_shared<transport::http_client>(executor, settings_from(options));
    return transport;
}

// Key and base URL stay with their provider; that nothing is sent holds for all.
coax::model::model_endpoint moved(detail::client_core const& core, std::string_view model)
{
    return detail::move_endpoint(core.endpoint(), model, client_options().replay(core.options().replay()));
}

} // namespace

client::client(boost::asio::any_io_executor executor, std::string_view model, client_options options)
{
    auto endpoint = detail::find_endpoint(model, options);
    check_transport(options);
    auto transport = make_transport(executor, options);
    if (options.credentials() && options.replay().empty())
        endpoint.credentials = std::make_shared<credentials::shared_credential>(executor, options.credentials(),
            transport, credentials::shared_credential::settings{options.refresh_before(), refresh_limit});
    if (!options.record().empty())
        transport = std::make_shared<record::recording_transport>(std::move(transport), options.record());
    auto means = std::make_shared<detail::shared_means>(std::move(executor), options.limits(), std::move(transport));
    core_ = std::make_shared<detail::client_core>(std::move(endpoint), std::move(options), std::move(means));
}

client client::with_model(std::string_view model) const
{
    return client(std::make_shared<detail::client_core>(moved(*core_, model), core_->options(), core_->means()));
}

client client::fallback(std::vector<std::string> const& models) const
{
    std::vector<coax::model::model_endpoint> fallbacks;
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

client client::with_cache(std::shared_ptr<answer_cache> answers) const
{
    auto options = core_->options();
    options.cache(std::move(answers));
    return client(std::make_shared<detail::client_core>(
        core_->endpoint(), std::move(options), core_->means(), core_->fallbacks()));
}

std::string const& client::model() const noexcept { return core_->endpoint().name; }

price_list const& client::prices() const noexcept { return core_->options().prices(); }

client::executor_type client::get_executor() const noexcept { return core_->means()->executor; }

} // namespace coax
