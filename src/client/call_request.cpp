// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"
#include "client/prompt_text.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <utility>

// What an attempt asks.
namespace coax::detail {

namespace {

constexpr unsigned weighed_tokens = 20; // as many as any service tells of

std::string schema_name(request const& ask, target const& where)
{
    std::string name = ask.schema_name();
    if (name.empty() && where.type->kind == shape_kind::record)
        name = static_cast<record_shape const*>(where.type)->name;
    if (name.empty())
        name = where.written_as->kind == shape_kind::record ? static_cast<record_shape const*>(where.written_as)->name
                                                            : "answer";
    return tool_name(name);
}

std::string_view schema_description(target const& where)
{
    return where.type->kind == shape_kind::record ? static_cast<record_shape const*>(where.type)->description
                                                  : std::string_view();
}

/// A limit may be as long as its type allows without the sum running over.
std::chrono::steady_clock::time_point from_now(std::chrono::milliseconds length)
{
    using clock = std::chrono::steady_clock;
    auto const now = clock::now();
    auto const most = std::chrono::duration_cast<std::chrono::milliseconds>(clock::time_point::max() - now);
    return length >= most ? clock::time_point::max() : now + length;
}

} // namespace

void call::prepare()
{
    prepared_ = true;
    call_ends_ = from_now(limits().call);
    if (ask_.turns().empty())
        throw error({errc::invalid_option, "the request asks nothing: give it a user turn"});
    check_prompt_text(ask_);
    if (!ask_.model().empty()) {
        auto const name = std::string_view(ask_.model());
        auto const* const service = provider::find_service(name.substr(0, name.find('/')));
        if (service != nullptr && service != site_.service)
            throw error({errc::invalid_option,
                "request::model must name a model of the client's own provider; use client::with for another"});
        move_to(move_site(site_, name));
    }
    for (auto const& one : ask_.checks())
        if (one.type != where_.type)
            throw error({errc::invalid_option, "request::check got a rule about another type than the one asked for"});
    take_choice(choose(*site_.service));
}

void call::take_choice(mode_choice choice)
{
    choice_ = std::move(choice);
    watch_.asks_by(choice_.mode);
    std::vector<attempts::tool_tag> tags;
    for (auto const& tool : choice_.tools)
        if (!tool.tag_member.empty())
            tags.push_back({tool.name, tool.tag, tool.tag_member});
    answer_.tag_calls(std::move(tags));
}

mode_choice call::choose(provider::service const& service) const
{
    if (!probabilities_)
        return choose_mode(service, where_, ask_.mode(), ask_.thinking_budget().has_value());
    // Those of a tool's arguments are not told.
    if (ask_.mode() == mode::tool || ask_.mode() == mode::tools)
        throw error({errc::invalid_option, "client::classify does not work by tools; leave the mode automatic"});
    auto without_tools = service;
    without_tools.automatic = without_tools.automatic.without(mode::tool);
    return choose_mode(without_tools, where_, ask_.mode());
}

http::request call::encode(detail::site const& to, mode_choice const& choice, provider::own_members* own) const
{
    auto const name = schema_name(ask_, where_);
    provider::question what;
    what.ask = &ask_;
    what.model = to.model;
    what.mode = choice.mode == mode::tools ? mode::tool : choice.mode;
    what.tools = choice.tools;
    what.top_tokens = probabilities_ ? weighed_tokens : 0;
    what.stream = ask_.streamed();
    what.schema_name = name;
    what.schema_description = schema_description(where_);
    what.schema = &choice.schema;
    what.strict = choice.strict;
    what.earlier = earlier_;
    what.own = own;
    return to.service->protocol->encode(what, to.endpoint);
}

} // namespace coax::detail
