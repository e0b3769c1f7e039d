// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"

#include <coax/limits.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace coax::rate_limit {

class gate;

/// One gate for each model of each provider: that is how providers count. Shared by the handles of a client. A gate
/// that nobody is at is forgotten when there are too many, the one that was asked for longest ago first.
class gates {
public:
    gates(boost::asio::any_io_executor timers_on, coax::limits most);
    ~gates();

    /// Gates that are kept although nobody is at them.
    static constexpr std::size_t most_idle = 256;

    std::shared_ptr<gate> to(http::origin const& where, std::string const& model);

private:
    struct entry {
        std::shared_ptr<rate_limit::gate> gate;
        std::uint64_t asked_for = 0; ///< when, as a count
    };
    void forget_one();

    boost::asio::any_io_executor on_;
    coax::limits most_;
    std::mutex mutex_;
    std::map<std::pair<http::origin, std::string>, entry> all_;
    std::uint64_t asked_ = 0;
};

} // namespace coax::rate_limit
