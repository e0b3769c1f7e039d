// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/model_endpoint.hpp"

#include "model/model_name.hpp"

#include <utility>

namespace coax::model {

std::optional<model_endpoint> endpoint_of_same_provider(model_endpoint const& from, std::string_view name)
{
    auto [service, model] = parse_model_name(name);
    if (service != from.service)
        return {};
    auto moved = from;
    moved.name = name;
    moved.model = std::move(model);
    return moved;
}

void name_target(failure& why, model_endpoint const& endpoint, std::string_view path)
{
    if (why.code != errc::not_found)
        return;
    auto const usual = endpoint.origin.port == (endpoint.origin.tls ? 443 : 80);
    auto host = to_string(endpoint.origin);
    if (usual)
        host.erase(host.rfind(':'));
    why.message += "; the request was for the model \"" + endpoint.model + "\" at "
        + (endpoint.origin.tls ? "https://" : "http://") + host + std::string(path.substr(0, path.find('?')));
}

} // namespace coax::model
