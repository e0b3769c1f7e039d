// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/output_order.hpp"

#include <utility>

namespace coax::cli {

std::size_t output_order::begin()
{
    if (ordered_)
        waiting_.emplace_back();
    return begun_++;
}

std::string output_order::settle(std::size_t number, std::string line)
{
    if (!ordered_) {
        ++passed_on_;
        return line;
    }
    waiting_[number - passed_on_] = std::move(line);
    std::string ready;
    while (!waiting_.empty() && waiting_.front()) {
        ready += *waiting_.front();
        waiting_.pop_front();
        ++passed_on_;
    }
    return ready;
}

} // namespace coax::cli
