// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/mode_choice.hpp"

#include "shape/fit.hpp"

#include <coax/error.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

#include <vector>

namespace coax::model {

using detail::choice_shape;
using detail::fit;
using detail::plain_schema;
using detail::record_shape;
using detail::root_form;
using detail::schema_issue;
using detail::schema_issues;
using detail::shape_kind;
using detail::unsupported;
using detail::variant_shape;

namespace {

// What a tool would be refused for, whatever else is wanted of it.
std::vector<schema_issue> in_tools(std::vector<schema_issue> found)
{
    std::erase_if(found, [](schema_issue const& one) { return !one.in_tools; });
    return found;
}

/// The member that a call of this alternative's tool need not have: the tool's name says it.
void add_tag(variant_shape const& type, record_shape const& alternative, provider::tool_form& tool)
{
    for (auto const& member : alternative.fields) {
        if (type.tag.empty() || member.name != type.tag || member.type->kind != shape_kind::choice)
            continue;
        auto const& spellings = static_cast<choice_shape const*>(member.type)->spellings;
        if (spellings.size() != 1)
            return; // the name does not say which
        tool.tag = member.name;
        tool.tag_member = boost::json::serialize(boost::json::string_view(member.name.data(), member.name.size())) + ":"
            + boost::json::serialize(boost::json::string_view(spellings[0].data(), spellings[0].size()));
    }
}

// One tool for each alternative of the variant. What a service counts, it counts over all that are held to their
// schemas: those are, from the first on, that fit together.
mode_choice choose_tools(provider::service const& service, detail::target const& target)
{
    mode_choice chosen{mode::tools, "asked for", {}, {}, true};
    auto const* const several = target.many && target.type->kind == shape_kind::variant
        ? static_cast<variant_shape const*>(target.type)
        : nullptr;
    std::vector<boost::json::object> held;
    bool good = several != nullptr;
    for (std::size_t i = 0; good && i < several->alternatives.size(); ++i) {
        good = several->alternatives[i]->kind == shape_kind::record;
        if (!good)
            break;
        auto const& one = *static_cast<record_shape const*>(several->alternatives[i]);
        held.push_back(fit(one, service.dialect).schema);
        auto const found = schema_issues(held, service.dialect);
        if (auto const refused = in_tools(found); !refused.empty())
            throw error(unsupported(refused, service.dialect));
        bool const strict = found.empty();
        chosen.tools.push_back(
            {tool_name(one.name), one.description, strict ? held.back() : plain_schema(one), strict});
        add_tag(*several, one, chosen.tools.back());
        if (!strict)
            held.pop_back();
        for (std::size_t before = 0; before < i; ++before)
            if (chosen.tools[before].name == chosen.tools[i].name)
                throw error({errc::invalid_option, "two alternatives are called " + chosen.tools[i].name});
    }
    if (!good)
        throw error({errc::invalid_option, "mode::tools is for `each` of a std::variant of structs"});
    return chosen;
}

} // namespace

std::string tool_name(std::string_view wanted)
{
    constexpr std::size_t longest = 64;
    std::string name(wanted.substr(0, longest));
    for (auto& c : name)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
            c = '_';
    return name;
}

mode_choice choose_mode(
    provider::service const& service, detail::target const& target, coax::mode wanted, bool unforced)
{
    auto const form = target.many ? root_form::many : root_form::one;
    auto const service_name = std::string(service.name);
    if (wanted == mode::tools && service.modes.contains(mode::tool))
        return choose_tools(service, target);
    bool const no_tool = unforced && service.unforced_thinking;
    if (wanted == mode::tool && no_tool)
        throw error({errc::invalid_option,
            service_name + " refuses a forced tool while the model thinks; leave the mode automatic"});
    if (wanted != mode::automatic && !service.modes.contains(wanted))
        throw error({errc::invalid_option,
            service_name + " does not take the mode " + std::string(to_string(wanted))
                + "; leave it automatic, or choose another"});

    auto fitted = fit(*target.type, service.dialect, form);
    auto const allowed = wanted == mode::automatic ? service.automatic : provider::mode_set{wanted};
    if (allowed.contains(mode::json_schema)) {
        if (fitted.issues.empty())
            return {mode::json_schema,
                wanted == mode::automatic ? service_name + " takes the schema natively" : "asked for",
                std::move(fitted.schema), {}, true};
        if (wanted == mode::json_schema)
            throw error(unsupported(fitted.issues, service.dialect));
    }
    bool const strict = fitted.issues.empty();
    auto schema = strict ? std::move(fitted.schema) : plain_schema(*target.type, form);
    auto why = wanted != mode::automatic ? std::string("asked for")
        : strict                         ? service_name + " takes no schema natively"
                                         : "the schema does not fit " + service_name + "'s native mode: "
            + (fitted.issues.front().member.empty() ? std::string("it") : fitted.issues.front().member) + " "
            + fitted.issues.front().message;
    if (no_tool && wanted == mode::automatic && allowed.contains(mode::tool))
        why += ", and it refuses a forced tool while the model thinks";
    auto const refused = in_tools(fitted.issues);
    if (wanted == mode::tool && !refused.empty())
        throw error(unsupported(refused, service.dialect));
    for (auto const mode : {mode::tool, mode::json_object, mode::prompted})
        if (allowed.contains(mode) && !(mode == mode::tool && (no_tool || !refused.empty())))
            return {mode, why, std::move(schema), {}, strict};
    throw error(unsupported(fitted.issues, service.dialect));
}

} // namespace coax::model
