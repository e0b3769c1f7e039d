// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "async/event.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace coax::transport {

/// The addresses of host names. Asio looks one name up at a time, in one thread for each execution context, and cannot
/// interrupt the system: a name that is hard to find holds up those behind it. So nothing is looked up that need not
/// be: addresses, `localhost`, a name that was found within `fresh`, and a name that is being looked up for another
/// caller. A name that was found before, within `stale`, is used again where the look-up fails for the moment or is not
/// done within `patience`. Safe from any thread.
class names : public std::enable_shared_from_this<names> {
public:
    using clock = std::chrono::steady_clock;
    using addresses = std::vector<boost::asio::ip::address>;
    using answer = std::function<void(boost::system::error_code, addresses)>;
    /// Begins a look-up and returns what cancels it. `answer` is called once, from any thread, not from within.
    using system = std::function<std::function<void()>(std::string const& host, answer)>;

    struct limits {
        std::chrono::milliseconds fresh{30'000};
        std::chrono::milliseconds stale{3'600'000};
        std::chrono::milliseconds patience{1'000};
    };

    struct result {
        boost::system::error_code ec; ///< why nothing was found
        addresses found;
    };

    names(boost::asio::any_io_executor on, limits how_long);
    names(boost::asio::any_io_executor on, limits how_long, system asks);

    /// `ec` is timed_out at the deadline. Cancellable in all three ways: throws operation_aborted. A look-up that
    /// nobody waits for any more is cancelled.
    boost::asio::awaitable<result> find(std::string host, clock::time_point deadline);

private:
    class waiter;
    struct look_up {
        std::list<waiter*> waiting;
        std::function<void()> cancel;
        result answered;
        bool done = false;
    };
    struct entry {
        std::shared_ptr<look_up> now; // null where none is under way
        addresses found;
        clock::time_point since;
    };

    std::shared_ptr<look_up> begin(std::string const& host);
    void end(
        std::string const& host, std::shared_ptr<look_up> const& which, boost::system::error_code ec, addresses found);
    void leave(
        std::string const& host, std::shared_ptr<look_up> const& which, std::list<waiter*>::iterator at) noexcept;

    boost::asio::any_io_executor on_;
    limits const how_long_;
    system system_;
    std::mutex mutex_;
    std::map<std::string, entry> known_; // as many as the client has hosts
};

} // namespace coax::transport
