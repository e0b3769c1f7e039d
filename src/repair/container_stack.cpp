// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/container_stack.hpp"

#include "shape/pointer.hpp"

namespace coax::repair {

void container_stack::begin_member(std::string_view key)
{
    levels_.back().key = key;
    levels_.back().inside = true;
}

bool container_stack::begin_child()
{
    auto& top = levels_.back();
    top.inside = true;
    return top.count++ == 0;
}

std::string container_stack::pointer() const
{
    std::string all;
    for (auto const& open : levels_) {
        if (!open.inside)
            break;
        detail::append_token(all, open.closer == '}' ? open.key : std::to_string(open.count - 1));
    }
    return all;
}

} // namespace coax::repair
