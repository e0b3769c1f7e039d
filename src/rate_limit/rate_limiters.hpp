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

class rate_limiter;

/// One rate limiter for each model of each provider, as providers count. The handles of a client share them. When there
/// are too many, the unused one that was asked for the longest ago is dropped.
class rate_limiters {
public:
    rate_limiters(boost::asio::any_io_executor timers_on, coax::limits limits);
    ~rate_limiters();

    /// How many are kept while nobody uses them.
    static constexpr std::size_t most_idle = 256;

    std::shared_ptr<rate_limiter> find(http::origin const& origin, std::string const& model);

private:
    struct entry {
        std::shared_ptr<rate_limiter> limiter;
        std::uint64_t last_use = 0; ///< as a count
    };
    void drop_one();

    boost::asio::any_io_executor executor_;
    coax::limits limits_;
    std::mutex mutex_;
    std::map<std::pair<http::origin, std::string>, entry> entries_;
    std::uint64_t uses_ = 0;
};

} // namespace coax::rate_limit
