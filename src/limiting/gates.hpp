// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"

#include <coax/limits.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace coax::limiting {

class gate;

/// One gate for each model of each provider: that is how providers count. Shared by the handles of a client.
class gates {
public:
    gates(boost::asio::any_io_executor timers_on, coax::limits most);
    ~gates();

    std::shared_ptr<gate> to(http::origin const& where, std::string const& model);

private:
    boost::asio::any_io_executor on_;
    coax::limits most_;
    std::mutex mutex_;
    std::map<std::pair<http::origin, std::string>, std::shared_ptr<gate>> all_;
};

} // namespace coax::limiting
