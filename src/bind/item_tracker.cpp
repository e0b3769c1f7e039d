// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/item_tracker.hpp"

#include "bind/shape_access.hpp"

#include <utility>

namespace coax::bind {

void item_tracker::start()
{
    positions_.clear();
    forgiven_.clear();
    before_ = next_ = 0;
    keep_ = open_ = false;
}

void item_tracker::begin_document() noexcept
{
    count_at_begin_ = count_;
    forgiven_at_begin_ = forgiven_.size();
}

void item_tracker::resume()
{
    if (std::exchange(open_, false))
        as<sequence_shape>(*containers_[1].type).drop_last(containers_[1].object);
    keep_ = true;
    before_ = next_;
}

void item_tracker::restart(slot const& root)
{
    count_ = count_at_begin_;
    forgiven_.resize(forgiven_at_begin_);
    next_ = before_;
    bool const was_open = std::exchange(open_, false);
    if (!keep_) {
        if (containers_.kept().empty())
            positions_.clear();
        return;
    }
    auto const& list = as<record_shape>(*root.type).fields.front();
    auto const drop_last = as<sequence_shape>(*list.type).drop_last;
    if (was_open)
        drop_last(place_of(list, root.at));
    for (; !positions_.empty() && positions_.back() >= before_; positions_.pop_back())
        drop_last(place_of(list, root.at));
}

bool item_tracker::begin_element()
{
    open_ = true;
    violations_before_ = diagnostics_.violations().size();
    containers_.save_broken();
    return track_;
}

void item_tracker::end_element(frame const& sequence, bool whole)
{
    bool const was_open = std::exchange(open_, false);
    next_ = before_ + sequence.index + 1;
    if (whole && !diagnostics_.broken()) {
        if (track_)
            positions_.push_back(next_ - 1);
        ++count_;
        return;
    }
    // Only elements before the first broken one are given out. The others come again.
    if (was_open && (track_ || forgive_))
        as<sequence_shape>(*sequence.type).drop_last(sequence.object);
    if (was_open && forgive_)
        forgive_violations();
}

void item_tracker::forgive_violations()
{
    auto found = diagnostics_.take_from(violations_before_);
    containers_.restore_broken();
    for (auto& one : found) {
        if (forgiven_.size() == limits_.max_skipped)
            forgiven_.emplace_back(
                rule::limit, "", "breaks more rules in elements that are left out; no more are listed");
        if (forgiven_.size() >= limits_.max_skipped)
            return;
        forgiven_.push_back(std::move(one));
    }
}

std::size_t item_tracker::take_position()
{
    auto const position = positions_.front();
    positions_.pop_front();
    return position;
}

} // namespace coax::bind
