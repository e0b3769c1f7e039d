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

/// Finds the addresses of host names. Asio looks up one name at a time, in one thread for each execution context, and
/// cannot interrupt the system: one slow name delays those behind it. So a look-up is avoided where possible: for
/// addresses, `localhost`, a name that was found within `fresh`, and a name that is being looked up for another caller.
/// A name that was found within `stale` is used again where the look-up fails temporarily or takes longer than
/// `patience`. Safe to use from any thread.
class resolver : public std::enable_shared_from_this<resolver> {
public:
    using clock = std::chrono::steady_clock;
    using addresses = std::vector<boost::asio::ip::address>;
    using handler = std::function<void(boost::system::error_code, addresses)>;
    /// Begins a look-up and returns a function that cancels it. The handler is called once, from any thread, but not
    /// from within.
    using look_up_function = std::function<std::function<void()>(std::string const& host, handler)>;

    struct limits {
        std::chrono::milliseconds fresh{30'000};
        std::chrono::milliseconds stale{3'600'000};
        std::chrono::milliseconds patience{1'000};
    };

    struct result {
        boost::system::error_code ec; ///< the reason if nothing was found
        addresses found;
    };

    /// Looks up with the system's resolver.
    resolver(boost::asio::any_io_executor on, limits times);
    resolver(boost::asio::any_io_executor on, limits times, look_up_function begin);

    /// `ec` is timed_out at the deadline. Terminal, partial and total cancellation throw operation_aborted. A look-up
    /// that no caller waits for any more is cancelled.
    boost::asio::awaitable<result> resolve(std::string host, clock::time_point deadline);

private:
    class waiter;
    struct look_up {
        std::list<waiter*> waiting;
        std::function<void()> cancel;
        result answer;
        bool done = false;
    };
    struct entry {
        std::shared_ptr<look_up> pending; // null where none is under way
        addresses found;
        clock::time_point since;
    };

    std::shared_ptr<look_up> begin(std::string const& host);
    void end(
        std::string const& host, std::shared_ptr<look_up> const& ended, boost::system::error_code ec, addresses found);
    void leave(
        std::string const& host, std::shared_ptr<look_up> const& left, std::list<waiter*>::iterator place) noexcept;

    boost::asio::any_io_executor executor_;
    limits const times_;
    look_up_function begin_;
    std::mutex mutex_;
    std::map<std::string, entry> entries_; // one for each host that the client uses
};

} // namespace coax::transport
