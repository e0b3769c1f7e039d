// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/pack_desk.hpp"

namespace coax::batching {

detail::pack_place pack_desk::join(question_hash const& key, std::size_t index, request const& input)
{
    auto& pack = open_[key];
    if (!pack)
        pack = std::make_shared<detail::batch_pack>();
    pack->members.push_back({index, input});
    detail::pack_place const place(pack, pack->members.size() - 1);
    if (place.pack->members.size() >= most_inputs_) {
        place.pack->open = false;
        open_.erase(key);
    }
    return place;
}

void pack_desk::close(detail::batch_pack& pack)
{
    pack.open = false;
    std::erase_if(open_, [&](auto const& one) { return one.second.get() == &pack; });
}

bool pack_desk::take_slot()
{
    if (calls_ >= most_calls_)
        return false;
    ++calls_;
    return true;
}

std::pair<usage, double> pack_desk::take_lost(std::size_t index)
{
    auto const found = lost_.extract(index);
    return found.empty() ? std::pair<usage, double>() : found.mapped();
}

} // namespace coax::batching
