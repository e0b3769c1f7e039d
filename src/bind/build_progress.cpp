// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/build_progress.hpp"

#include "bind/shape_access.hpp"

#include <algorithm>

namespace coax::bind {

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
