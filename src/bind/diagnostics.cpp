// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/diagnostics.hpp"

#include <coax/violations.hpp>

#include <iterator>
#include <utility>

namespace coax::bind {

void diagnostics::start()
{
    clear();
    unknown_keys_.clear();
    repairs_.clear();
}

void diagnostics::clear() noexcept
{
    violations_.clear();
    source_ = {};
    broken_ = deviated_ = false;
}

void diagnostics::begin_document() noexcept
{
    unknown_keys_at_begin_ = unknown_keys_.size();
    repairs_at_begin_ = repairs_.size();
}

void diagnostics::restart()
{
    clear();
    unknown_keys_.resize(unknown_keys_at_begin_);
    repairs_.resize(repairs_at_begin_);
}

void diagnostics::mark_broken() noexcept
{
    broken_ = deviated_ = true;
    containers_.mark_broken();
}

void diagnostics::violate(coax::rule rule, std::string message)
{
    violate_at(containers_.path(), rule, std::move(message));
}

void diagnostics::violate_at(std::string pointer, coax::rule rule, std::string message)
{
    mark_broken();
    if (!full())
        violations_.emplace_back(rule, std::move(pointer), std::move(message));
}

bool diagnostics::validate(detail::record_shape const& type, void const* object)
{
    auto const before = violations_.size();
    auto const pointer = containers_.path();
    coax::violations found(violations_, pointer);
    type.validate(object, found);
    if (violations_.size() == before)
        return true;
    mark_broken();
    return false;
}

std::vector<violation> diagnostics::take_from(std::size_t index)
{
    auto const first = violations_.begin() + static_cast<std::ptrdiff_t>(index);
    std::vector<violation> taken(std::make_move_iterator(first), std::make_move_iterator(violations_.end()));
    violations_.erase(first, violations_.end());
    broken_ = !violations_.empty();
    return taken;
}

void diagnostics::unknown_key(std::string pointer)
{
    deviated_ = true;
    if (unknown_keys_.size() >= limits_.max_unknown_keys)
        return;
    repaired(applied_repair::kind::unknown_key, pointer);
    unknown_keys_.push_back(std::move(pointer));
}

void diagnostics::repaired(applied_repair done)
{
    using kind = applied_repair::kind;
    if (repairs_.size() >= limits_.max_repairs)
        return;
    // A number whose form needed the quotes counts as one repair, not two.
    bool const same = done.repair == kind::number && !repairs_.empty() && repairs_.back().offset == done.offset
        && repairs_.back().size == done.size && repairs_.back().repair == kind::missing_quotes;
    if (same)
        repairs_.back() = std::move(done);
    else
        repairs_.push_back(std::move(done));
}

} // namespace coax::bind
