// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/build_progress.hpp"

#include "bind/shape_access.hpp"
#include "shape/pointer.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace coax::bind {

namespace {

bool is_there(frame const& object, std::string_view name)
{
    return detail::json_slots::has_member(object.object, name);
}

} // namespace

void build_progress::restart() noexcept
{
    reported_ = std::max(reported_, completed_ - completed_at_begin_);
    completed_ = completed_at_begin_;
}

void build_progress::report()
{
    if (reported_ > 0)
        --reported_;
    else
        report_(path());
}

/// What is known of a member or element of an open container.
build_progress::part build_progress::find(frame const& open, std::string_view token) const
{
    auto const current_or = [](bool current, bool whole) {
        return current ? part::current : whole ? part::whole : part::absent;
    };
    bool const writing = open.index != frame::none;
    auto const kind = open.type->kind;
    if (kind == shape_kind::record) {
        auto const& fields = as<record_shape>(*open.type).fields;
        auto const at
            = static_cast<std::size_t>(std::ranges::find(fields, token, &detail::field::name) - fields.begin());
        if (at < fields.size())
            return current_or(
                open.index == at, containers_.complete(open, at) && (!open.type->in_json || is_there(open, token)));
    }
    if (kind == shape_kind::record || kind == shape_kind::map)
        return current_or(writing && (kind == shape_kind::map || open.is_more) && containers_.key_of(open) == token,
            !open.broken && open.type->in_json && is_there(open, token));
    std::size_t position = 0;
    auto const end = token.data() + token.size();
    if (auto const read = std::from_chars(token.data(), end, position);
        read.ec != std::errc() || read.ptr != end || (token.front() == '0' && token.size() > 1))
        return part::absent;
    return current_or(open.index == position, position < open.next && !open.broken);
}

field_state build_progress::state(std::string_view pointer, bool wrapped) const
{
    if (!pointer.empty() && pointer.front() != '/')
        return field_state::absent;
    if (done_ && !diagnostics_.broken())
        return field_state::complete;
    std::size_t depth = wrapped && !containers_.empty() && !containers_[0].type->in_json ? 1 : 0;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        auto const size = std::min(pointer.find('/'), pointer.size());
        auto const token = detail::unescaped_token(pointer.substr(0, size));
        pointer.remove_prefix(size);
        if (depth >= containers_.size())
            return field_state::absent;
        auto const found = find(containers_[depth], token);
        if (found != part::current)
            return found == part::whole ? field_state::complete : field_state::absent;
        ++depth;
    }
    if (depth < containers_.size())
        return field_state::streaming;
    // Of the root itself nothing is seen before it begins.
    return visible_ ? field_state::streaming : field_state::absent;
}

field_state build_progress::state(std::span<std::size_t const> fields) const noexcept
{
    if (done_ && !diagnostics_.broken())
        return field_state::complete;
    for (std::size_t depth = 0; depth < fields.size(); ++depth) {
        if (depth >= containers_.size())
            return field_state::absent;
        auto const& open = containers_[depth];
        auto const kind = open.type->kind;
        bool whole = false;
        if (kind == shape_kind::record)
            whole = fields[depth] < as<record_shape>(*open.type).fields.size()
                && containers_.complete(open, fields[depth]);
        else if (kind == shape_kind::sequence || kind == shape_kind::tuple || kind == shape_kind::set)
            whole = fields[depth] < open.next && open.index != fields[depth] && !open.broken;
        else
            return field_state::absent;
        if (whole)
            return field_state::complete;
        if (open.index != fields[depth])
            return field_state::absent;
        if (depth + 1 == fields.size())
            return depth + 1 < containers_.size() || visible_ ? field_state::streaming : field_state::absent;
    }
    return field_state::absent;
}

} // namespace coax::bind
