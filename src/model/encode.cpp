// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/encode.hpp>

#include "http/origin.hpp"
#include "model/model_chain.hpp"
#include "model/model_name.hpp"
#include "model/request_check.hpp"
#include "model/setter_check.hpp"

#include <coax/error.hpp>
#include <coax/type.hpp>

namespace coax::detail {

namespace {

/// The service's own base URL, unless the user gives one.
std::string base_url_of(provider::service const& service, encode_options const& options)
{
    std::string url(options.base_url.empty() ? service.base_url : std::string_view(options.base_url));
    if (url.empty() || url.find('{') != std::string::npos)
        throw error({errc::invalid_base_url,
            "no address for " + std::string(service.name) + ": give encode_options::base_url"});
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

model::model_endpoint endpoint_for(std::string_view name, std::string_view base_url, encode_options const& options)
{
    auto [service, own_name] = model::parse_model_name(name);
    if (options.api_key.empty() && service->needs_key)
        throw error(
            {errc::missing_api_key, "no API key for " + std::string(service->name) + ": give encode_options::api_key"});
    if (options.api_version.empty() && !service->version_variable.empty())
        throw error({errc::invalid_option,
            std::string(service->name) + " needs the version of its interface: give encode_options::api_version"});
    model::model_endpoint to;
    to.service = service;
    to.name = name;
    to.model = std::move(own_name);
    auto base = http::parse_base_url(base_url);
    to.origin = std::move(base.origin);
    to.endpoint.prefix = std::move(base.prefix);
    to.endpoint.api_key = options.api_key;
    to.endpoint.version = options.api_version;
    return to;
}

} // namespace

encoded_request encode(std::string_view name, request asked, target const& of, encode_options const& options)
{
    if (asked.messages().empty())
        throw error({errc::invalid_option, "the request asks nothing: give it a user message"});
    if (asked.mode() == mode::tools)
        throw error({errc::invalid_option, "mode::tools is for client::each only"});
    model::check_setters(asked, model::verb::encode);
    model::check_prompt_text(asked);

    auto base_url = base_url_of(*model::parse_model_name(name).service, options);
    std::vector<model::model_endpoint> const no_fallbacks;
    model::model_chain models(endpoint_for(name, base_url, options), no_fallbacks);
    models.start(asked, of);
    auto written = models.encode(models.choice(), asked, of, {}, nullptr);

    auto const& to = models.current();
    base_url.resize(base_url.size() - to.endpoint.prefix.size());
    return {base_url + written.target, std::move(written.headers), std::move(written.body), to.name,
        models.choice().mode, std::make_shared<request const>(std::move(asked))};
}

} // namespace coax::detail

namespace coax {

encoded_request encode(std::string_view model, type const& of, request asked, encode_options const& options)
{
    boost::json::value value;
    return detail::encode(model, std::move(asked), detail::target_for(of, value), options);
}

} // namespace coax
