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

class connection_lease;

/// Connections by origin: at most `max_connections` to each. Idle ones are kept for the next caller; callers beyond the
/// limit wait in a queue. Safe to use from any thread. The pool runs no timer. Idle connections past `idle_eviction`
/// are closed the next time the origin is used. Joining the queue, leaving it and taking a slot cost the same however
/// long the queue is. Returning a connection allocates no memory.
class connection_pool : public std::enable_shared_from_this<connection_pool> {
public:
    using clock = std::chrono::steady_clock;

    connection_pool(
        boost::asio::any_io_executor on, std::size_t max_connections, std::chrono::milliseconds idle_eviction);

    /// The right to one connection to `origin`, with an idle connection where there is one. nullopt when `deadline`
    /// is reached first. First come, first served. Terminal, partial and total cancellation throw operation_aborted.
    boost::asio::awaitable<std::optional<connection_lease>> acquire(
        http::origin const& origin, clock::time_point deadline);

    void drop_idle() noexcept;
    /// From now on no connection is kept.
    void close() noexcept;

private:
    friend class connection_lease;
    class waiter;
    struct slot {
        std::unique_ptr<connection> idle;
        clock::time_point since;
    };
    // A slot is one list node, which moves between the origin's pool and a lease.
    using slots = std::list<slot>;
    struct origin_pool {
        std::size_t open = 0; // leased and idle
        slots idle; // the newest last
        std::list<waiter*> queue;
        tls_ticket ticket;
    };

    void release(origin_pool& pool, slots returned) noexcept;
    slots take_stale(origin_pool& pool) noexcept;

    boost::asio::any_io_executor executor_;
    std::size_t const max_connections_;
    std::chrono::milliseconds const idle_eviction_;
    std::mutex mutex_;
    std::map<http::origin, origin_pool> pools_; // it never shrinks, so the address of a pool never changes
    bool closed_ = false;
};

/// One slot of a pool, and the connection in it, if there is one. Destroying it closes the connection and gives the
/// slot to the next in the queue.
class connection_lease {
public:
    /// `held` is one slot; its connection moves to `link`.
    connection_lease(std::shared_ptr<connection_pool> owner, connection_pool::origin_pool& pool,
        connection_pool::slots held) noexcept;
    connection_lease(connection_lease&&) noexcept;
    ~connection_lease();

    std::unique_ptr<connection> link;

    /// The connection can be used again; the lease is over.
    void give_back() noexcept;
    /// The ticket for a new TLS session to this origin, or null.
    [[nodiscard]] tls_ticket ticket() const;

private:
    void keep_ticket() noexcept;

    std::shared_ptr<connection_pool> owner_;
    connection_pool::origin_pool* pool_;
    connection_pool::slots held_;
};

} // namespace coax::transport
