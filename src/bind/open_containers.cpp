// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/open_containers.hpp"

#include "bind/shape_access.hpp"
#include "shape/pointer.hpp"

#include <span>

namespace coax::bind {

void open_containers::drop_frames() noexcept
{
    for (auto const& open : frames_)
        if (open.type->kind == shape_kind::set && open.place != nullptr)
            as<set_shape>(*open.type).drop(open.place);
    frames_.clear();
}

void open_containers::clear(std::size_t depth)
{
    drop_frames();
    frames_.reserve(depth);
    more_bits_.clear();
    keys_.clear();
    kept_.clear();
    skipped_ = 0;
}

frame& open_containers::push(slot const& to)
{
    auto& opened = frames_.emplace_back();
    opened.type = to.type;
    opened.object = to.at;
    opened.rules = to.rules;
    if (to.type->kind == shape_kind::record) {
        opened.more_bits = static_cast<std::uint32_t>(more_bits_.size());
        for (std::size_t i = 64; i < as<record_shape>(*to.type).fields.size(); i += 64)
            more_bits_.insert(more_bits_.end(), {0, 0});
    }
    if (frames_.size() == 1)
        for (std::size_t i = 0; i < kept_.size(); ++i)
            if (kept_[i]) {
                set_seen(opened, i);
                set_complete(opened, i);
            }
    return opened;
}

void open_containers::pop()
{
    if (frames_.back().type->kind == shape_kind::record)
        more_bits_.resize(frames_.back().more_bits);
    frames_.pop_back();
}

bool open_containers::any_seen(frame const& record) const noexcept
{
    if (record.repeats_kept)
        return true;
    auto const members = as<record_shape>(*record.type).fields.size();
    for (std::size_t i = 0; i < members; ++i)
        if (seen(record, i) && !is_kept(record, i))
            return true;
    return false;
}

std::vector<bool> open_containers::complete_members() const
{
    std::vector<bool> all;
    if (frames_.empty() || frames_.front().type->kind != shape_kind::record)
        return kept_;
    auto const members = as<record_shape>(*frames_.front().type).fields.size();
    for (std::size_t i = 0; i < members; ++i)
        all.push_back(complete(frames_.front(), i));
    return all;
}

void open_containers::set_key(frame& map, std::string_view name)
{
    map.key_begin = static_cast<std::uint32_t>(keys_.size());
    map.key_size = static_cast<std::uint32_t>(name.size());
    keys_.append(name);
}

std::string open_containers::path_to(std::size_t depth) const
{
    std::string pointer;
    for (auto const& open : std::span(frames_).first(depth)) {
        if (open.index == frame::none)
            break;
        if (open.type->kind == shape_kind::record && !open.is_more)
            detail::append_token(pointer, as<record_shape>(*open.type).fields[open.index].name);
        else if (open.type->kind == shape_kind::map || open.is_more)
            detail::append_token(pointer, key_of(open));
        else
            detail::append_token(pointer, std::to_string(open.index));
    }
    return pointer;
}

void open_containers::mark_broken() noexcept
{
    for (auto& open : frames_)
        open.broken = true;
}

void open_containers::save_broken() noexcept
{
    for (auto& open : frames_)
        open.was_broken = open.broken;
}

void open_containers::restore_broken() noexcept
{
    for (auto& open : frames_)
        open.broken = open.was_broken;
}

bool open_containers::in_item_list() const noexcept
{
    return frames_.size() == 2 && frames_[0].type->kind == shape_kind::record && frames_[0].index == 0;
}

} // namespace coax::bind
