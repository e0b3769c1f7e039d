// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "limiting/gates.hpp"

#include "limiting/gate.hpp"

namespace coax::limiting {

gates::gates(boost::asio::any_io_executor timers_on, coax::limits most) : on_(std::move(timers_on)), most_(most) { }

gates::~gates() = default;

std::shared_ptr<gate> gates::to(http::origin const& where, std::string const& model)
{
    std::lock_guard const lock(mutex_);
    auto& found = all_[{where, model}];
    if (!found)
        found = std::make_shared<gate>(on_, most_);
    return found;
}

} // namespace coax::limiting
