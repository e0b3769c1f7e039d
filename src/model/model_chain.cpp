// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/model_chain.hpp"

#include "provider/headers.hpp"

#include <coax/error.hpp>

#include <string>
#include <utility>

namespace coax::model {

using detail::record_shape;
using detail::shape_kind;
using detail::target;

namespace {

constexpr unsigned weighed_tokens = 20; // the most that any service reports

std::string schema_name(request const& req, target const& of)
{
    std::string name = req.schema_name();
    if (name.empty() && of.type->kind == shape_kind::record)
        name = static_cast<record_shape const*>(of.type)->name;
    if (name.empty())
        name = of.written_as->kind == shape_kind::record ? static_cast<record_shape const*>(of.written_as)->name
                                                         : "answer";
    return tool_name(name);
}

std::string_view schema_description(target const& of)
{
    return of.type->kind == shape_kind::record ? static_cast<record_shape const*>(of.type)->description
                                               : std::string_view();
}

} // namespace

void model_chain::start(request const& req, target const& of)
{
    if (!req.model().empty()) {
        auto moved = endpoint_of_same_provider(current_, req.model());
        if (!moved)
            throw error({errc::invalid_option,
                "request::model must name a model of the client's own provider; use client::with for another"});
        current_ = std::move(*moved);
    }
    choice_ = choose(*current_.service, req, of);
}

mode_choice model_chain::choose(provider::service const& service, request const& req, target const& of) const
{
    if (!probabilities_)
        return choose_mode(service, of, req.mode(), req.thinking_budget().has_value());
    // Those of a tool's arguments are not reported.
    if (req.mode() == mode::tool || req.mode() == mode::tools)
        throw error({errc::invalid_option, "client::classify does not work by tools; leave the mode automatic"});
    auto without_tools = service;
    without_tools.automatic = without_tools.automatic.without(mode::tool);
    return choose_mode(without_tools, of, req.mode());
}

std::vector<answer::tool_tag> model_chain::tool_tags() const
{
    std::vector<answer::tool_tag> tags;
    for (auto const& tool : choice_.tools)
        if (!tool.tag_member.empty())
            tags.push_back({tool.name, tool.tag, tool.tag_member});
    return tags;
}

model_endpoint const* model_chain::next_fallback() noexcept
{
    return next_ == fallbacks_->size() ? nullptr : &(*fallbacks_)[next_++];
}

std::optional<failure> model_chain::refusal_of(
    model_endpoint const& candidate, request const& req, target const& of) const
{
    try {
        auto const choice = choose(*candidate.service, req, of);
        (void)encode_for(candidate, choice, req, of, {}, nullptr);
        return {};
    } catch (error const& thrown) {
        return thrown.failure();
    }
}

void model_chain::move_to(model_endpoint const& next, request const& req, target const& of)
{
    current_ = next;
    choice_ = choose(*current_.service, req, of);
}

std::optional<mode_choice> model_chain::choose_part(detail::shape const& part, request const& req, target of) const
{
    of.type = &part;
    try {
        return choose_mode(*current_.service, of, req.mode(), req.thinking_budget().has_value());
    } catch (error const&) {
        return {};
    }
}

http::request model_chain::encode(mode_choice const& choice, request const& req, target const& of,
    std::span<provider::failed_answer const> earlier, provider::own_members* own) const
{
    return encode_for(current_, choice, req, of, earlier, own);
}

http::request model_chain::encode_for(model_endpoint const& to, mode_choice const& choice, request const& req,
    target const& of, std::span<provider::failed_answer const> earlier, provider::own_members* own) const
{
    auto const name = schema_name(req, of);
    provider::model_request asked;
    asked.request = &req;
    asked.model = to.model;
    asked.mode = choice.mode == mode::tools ? mode::tool : choice.mode;
    asked.tools = choice.tools;
    asked.top_tokens = probabilities_ ? weighed_tokens : 0;
    asked.stream = req.streamed();
    asked.schema_name = name;
    asked.schema_description = schema_description(of);
    asked.schema = &choice.schema;
    asked.strict = choice.strict;
    asked.earlier = earlier;
    asked.own = own;
    auto out = to.service->protocol->encode(asked, to.endpoint);
    provider::add_own(out, to.endpoint);
    return out;
}

} // namespace coax::model
