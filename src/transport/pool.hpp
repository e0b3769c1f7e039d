// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "async/event.hpp"
#include "http/origin.hpp"
#include "transport/connection.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace coax::transport {

class lease;

/// Connections by origin: at most `max_connections`, idle ones are kept for the next caller, callers beyond the cap
/// wait in line. Safe from any thread. The pool runs no timer: idle connections past `idle_eviction` are closed the
/// next time the origin is used. Joining the line, leaving it and taking a place cost the same however long it is.
/// Nothing that gives back allocates memory.
class pool : public std::enable_shared_from_this<pool> {
public:
    using clock = std::chrono::steady_clock;

    pool(boost::asio::any_io_executor on, std::size_t max_connections, std::chrono::milliseconds idle_eviction);

    /// The right to one connection to `where`, with an idle one where there is one. nullopt when `deadline` came
    /// first. First come, first served. Cancellable in all three ways: throws operation_aborted.
    boost::asio::awaitable<std::optional<lease>> acquire(http::origin const& where, clock::time_point deadline);

    void drop_idle() noexcept;
    /// From now on nothing is kept.
    void close() noexcept;

private:
    friend class lease;
    class waiter;
    struct idle_connection {
        std::unique_ptr<connection> kept;
        clock::time_point since;
    };
    // A place under the cap is one node, which moves between `idle` and its lease.
    using places = std::list<idle_connection>;
    struct shelf {
        std::size_t open = 0; // leased and idle
        places idle; // the newest last
        std::list<waiter*> line;
        tls_ticket ticket;
    };

    void release(shelf& from, places back) noexcept;
    places take_stale(shelf& from) noexcept;

    boost::asio::any_io_executor on_;
    std::size_t const max_connections_;
    std::chrono::milliseconds const idle_eviction_;
    std::mutex mutex_;
    std::map<http::origin, shelf> shelves_; // never shrinks, so a shelf stays where it is
    bool closed_ = false;
};

/// One place under the cap, and the connection in it, if any. Destroying it closes the connection and lets the next
/// in line go on.
class lease {
public:
    /// `node` is one place; what it holds goes to `link`.
    lease(std::shared_ptr<pool> from, pool::shelf& place, pool::places node) noexcept;
    lease(lease&&) noexcept;
    ~lease();

    std::unique_ptr<connection> link;

    /// The connection is whole and may serve another; the lease is over.
    void give_back() noexcept;
    /// The ticket for a new TLS session to this origin, or null.
    [[nodiscard]] tls_ticket ticket() const;

private:
    void keep_ticket() noexcept;

    std::shared_ptr<pool> pool_;
    pool::shelf* shelf_;
    pool::places node_;
};

} // namespace coax::transport
