// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/mode_choice.hpp"

#include "shape/fit.hpp"

#include <coax/error.hpp>

namespace coax::detail {

namespace {

std::string_view name_of(mode how)
{
    switch (how) {
    case mode::json_schema:
        return "json_schema";
    case mode::tool:
        return "tool";
    case mode::json_object:
        return "json_object";
    case mode::prompted:
        return "prompted";
    default:
        return "automatic";
    }
}

} // namespace

mode_choice choose_mode(provider::service const& service, target const& where, coax::mode asked)
{
    auto const form = where.many ? root_form::many : root_form::one;
    auto const service_name = std::string(service.name);
    if (asked != mode::automatic && !service.modes.contains(asked))
        throw error({errc::invalid_option,
            service_name + " does not take the mode " + std::string(name_of(asked))
                + "; leave it automatic, or choose another"});

    auto fitted = fit(*where.type, service.dialect, form);
    auto const allowed = asked == mode::automatic ? service.automatic : provider::mode_set{asked};
    if (allowed.contains(mode::json_schema)) {
        if (fitted.misfits.empty())
            return {mode::json_schema,
                asked == mode::automatic ? service_name + " takes the schema natively" : "asked for",
                std::move(fitted.schema), true};
        if (asked == mode::json_schema)
            throw error(unsupported(fitted.misfits, service.dialect));
    }
    bool const strict = fitted.misfits.empty();
    auto schema = strict ? std::move(fitted.schema) : plain_schema(*where.type, form);
    auto const why = asked != mode::automatic ? std::string("asked for")
        : strict                              ? service_name + " takes no schema natively"
                                              : "the schema does not fit " + service_name + "'s native mode: "
            + (fitted.misfits.front().member.empty() ? std::string("it") : fitted.misfits.front().member) + " "
            + fitted.misfits.front().message;
    for (auto const how : {mode::tool, mode::json_object, mode::prompted})
        if (allowed.contains(how))
            return {how, why, std::move(schema), strict};
    throw error(unsupported(fitted.misfits, service.dialect));
}

} // namespace coax::detail
