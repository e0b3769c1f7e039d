// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/value_builder.hpp"

#include "bind/words.hpp"
#include "shape/pointer.hpp"

#include <algorithm>

namespace coax::bind {

using detail::shape_kind;

value_builder::value_builder(limits how) : limits_(how) { }

value_builder::~value_builder() { drop_frames(); }

void value_builder::drop_frames() noexcept
{
    for (auto const& open : frames_)
        if (open.type->kind == shape_kind::set && open.place != nullptr)
            static_cast<detail::set_shape const*>(open.type)->drop(open.place);
    frames_.clear();
}

void value_builder::clear_state(unsigned attempt)
{
    drop_frames();
    frames_.reserve(limits_.max_depth + 1);
    more_bits_.clear();
    keys_.clear();
    name_.clear();
    capture_.drop();
    envelope_ = {};
    violations_.clear();
    next_ = {};
    skip_depth_ = elements_ = 0;
    attempt_ = attempt;
    in_text_ = visible_ = done_ = broken_ = item_open_ = keep_items_ = deviated_ = false;
    kept_.clear();
    tolerance_ = tolerance::strict;
    source_ = {};
    source_offset_ = source_size_ = 0;
}

void value_builder::begin_document() noexcept
{
    begun_ = {completed_, items_, unknown_.size(), forgiven_.size(), repairs_.size()};
    untold_ = 0;
}

void value_builder::start(detail::shape const& root, void* value, unsigned attempt)
{
    clear_state(attempt);
    forgiven_.clear();
    unknown_.clear();
    repairs_.clear();
    item_positions_.clear();
    items_before_ = next_item_ = 0;
    root_ = &root;
    value_ = value;
    allow_work();
    begin_document();
}

void value_builder::resume(unsigned attempt, std::vector<bool> kept)
{
    clear_state(attempt);
    kept_ = std::move(kept);
    reset_others();
    allow_work();
    begin_document();
}

/// Members of the root that do not stand are what they are made as, whatever was written into them before.
void value_builder::reset_others()
{
    if (root_->kind != shape_kind::record)
        return;
    auto const& fields = static_cast<detail::record_shape const*>(root_)->fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (!(i < kept_.size() && kept_[i]) && fields[i].reset != nullptr)
            fields[i].reset(value_);
}

/// What one answer may cost beyond being read.
void value_builder::allow_work()
{
    patterns_.allow(limits_.max_pattern_steps);
    quoted_text_.allow(limits_.max_quote_steps);
}

void value_builder::resume_items(unsigned attempt)
{
    if (item_open_) {
        auto const& items = frames_[1];
        static_cast<detail::sequence_shape const*>(items.type)->drop_last(items.object);
    }
    clear_state(attempt);
    keep_items_ = true;
    allow_work();
    items_before_ = next_item_;
    begin_document();
}

void value_builder::restart(tolerance how)
{
    auto kept = std::move(kept_);
    bool const items = keep_items_;
    untold_ = std::max(untold_, completed_ - begun_.completed);
    completed_ = begun_.completed;
    items_ = begun_.items;
    unknown_.resize(begun_.unknown);
    forgiven_.resize(begun_.forgiven);
    repairs_.resize(begun_.repairs);
    if (items) { // those of this document that nobody has taken are read again
        auto const& list = static_cast<detail::record_shape const*>(root_)->fields.front();
        auto const drop_last = static_cast<detail::sequence_shape const*>(list.type)->drop_last;
        if (item_open_)
            drop_last(list.access(value_));
        for (; !item_positions_.empty() && item_positions_.back() >= items_before_; item_positions_.pop_back())
            drop_last(list.access(value_));
    } else if (kept.empty()) {
        item_positions_.clear();
    }
    next_item_ = items_before_;
    clear_state(attempt_);
    keep_items_ = items;
    kept_ = std::move(kept);
    if (!kept_.empty())
        reset_others();
    tolerance_ = how;
}

bool value_builder::close_rest(std::size_t offset)
{
    bool const between = !broken_ && !done_ && !frames_.empty() && !in_text_ && !capture_.active() && skip_depth_ == 0
        && name_.empty() && frames_.back().index == frame::none && !frames_.back().skip;
    if (!between)
        return false;
    for (auto const& open : frames_) {
        if (open.type->kind != shape_kind::record || open.implied)
            return false;
        auto const members = static_cast<detail::record_shape const*>(open.type)->fields.size();
        for (std::size_t i = 0; i < members; ++i)
            if (i != open.index && !bit(open, i, true))
                return false;
    }
    while (!done_) {
        repaired({applied_repair::kind::missing_bracket, path_to(frames_.size() - 1), offset, 0});
        close_container();
    }
    return true;
}

std::size_t value_builder::take_item_position()
{
    auto const position = item_positions_.front();
    item_positions_.pop_front();
    return position;
}

std::vector<bool> value_builder::complete_members() const
{
    std::vector<bool> complete;
    if (frames_.empty() || frames_.front().type->kind != shape_kind::record)
        return kept_;
    auto const members = static_cast<detail::record_shape const*>(frames_.front().type)->fields.size();
    for (std::size_t i = 0; i < members; ++i)
        complete.push_back(bit(frames_.front(), i, true));
    return complete;
}

void value_builder::fail(coax::rule what, std::string message) { violate(what, std::move(message)); }

std::string value_builder::path() const { return path_to(frames_.size()); }

/// Of what is written in the outermost of these containers.
std::string value_builder::path_to(std::size_t depth) const
{
    std::string pointer;
    if (done_)
        return pointer;
    for (auto const& open : std::span(frames_).first(depth)) {
        if (open.index == frame::none)
            break;
        if (open.type->kind == shape_kind::record) {
            detail::append_token(pointer, static_cast<detail::record_shape const*>(open.type)->fields[open.index].name);
        } else if (open.type->kind == shape_kind::map) {
            detail::append_token(pointer, std::string_view(keys_).substr(open.key_begin, open.key_size));
        } else {
            detail::append_token(pointer, std::to_string(open.index));
        }
    }
    return pointer;
}

field_state value_builder::state(std::span<std::size_t const> fields) const noexcept
{
    if (done_ && !broken_)
        return field_state::complete;
    for (std::size_t depth = 0; depth < fields.size(); ++depth) {
        if (depth >= frames_.size())
            return field_state::absent;
        auto const& open = frames_[depth];
        auto const kind = open.type->kind;
        bool whole = false;
        if (kind == shape_kind::record)
            whole = fields[depth] < static_cast<detail::record_shape const*>(open.type)->fields.size()
                && bit(open, fields[depth], true);
        else if (kind == shape_kind::sequence || kind == shape_kind::tuple || kind == shape_kind::set)
            whole = fields[depth] < open.next && open.index != fields[depth] && !open.broken;
        else
            return field_state::absent;
        if (whole)
            return field_state::complete;
        if (open.index != fields[depth])
            return field_state::absent;
        if (depth + 1 == fields.size())
            return depth + 1 < frames_.size() || visible_ ? field_state::streaming : field_state::absent;
    }
    return field_state::absent;
}

} // namespace coax::bind
