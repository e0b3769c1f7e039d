// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/violations.hpp>

#include "shape/pointer.hpp"

namespace coax {

void violations::add(std::string message)
{
    found_.emplace_back(rule::custom, std::string(pointer_), std::move(message));
}

void violations::add_at(std::string_view member, std::string message)
{
    std::string place(pointer_);
    detail::append_token(place, member);
    found_.emplace_back(rule::custom, std::move(place), std::move(message));
}

} // namespace coax
