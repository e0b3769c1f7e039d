// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/fit.hpp"

#include "shape/adapt.hpp"
#include "shape/dialect_rules.hpp"

#include <coax/error.hpp>

#include <string>

namespace coax::detail {

fitted_schema fit(shape const& root, dialect keeping, root_form form)
{
    fitted_schema out;
    out.schema = adapt(plain_schema(root, form), rules_of(keeping));
    out.issues = schema_issues(out.schema, keeping);
    return out;
}

failure unsupported(std::span<schema_issue const> issues, dialect keeping)
{
    constexpr std::size_t shown = 5;
    std::string words = "this type cannot be expressed in a schema for ";
    words += rules_of(keeping).name;
    for (std::size_t i = 0; i < issues.size() && i < shown; ++i) {
        words += i == 0 ? ": " : "; ";
        if (!issues[i].member.empty())
            words.append("member ").append(issues[i].member).append(" ");
        words += issues[i].message;
    }
    if (issues.size() > shown)
        words += "; and " + std::to_string(issues.size() - shown) + " more";
    words += ". Change the type, or ask with another mode";
    return {errc::unsupported_schema, std::move(words)};
}

boost::json::object schema_of(shape const& root, dialect keeping)
{
    auto made = fit(root, keeping);
    if (!made.issues.empty())
        throw error(unsupported(made.issues, keeping));
    return std::move(made.schema);
}

} // namespace coax::detail
