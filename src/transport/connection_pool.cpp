// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/connection_pool.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace coax::transport {

namespace asio = boost::asio;

// Gets a slot at once, or is in the queue until it is destroyed. A slot that it got and that was not taken goes to the
// next one in the queue.
class connection_pool::waiter {
public:
    waiter(std::shared_ptr<connection_pool> owner, http::origin const& origin)
        : wake(owner->executor_),
          owner_(std::move(owner)),
          slot_(1)
    {
        slots stale; // closed after the mutex is free
        std::list<waiter*> self{this};
        std::lock_guard const lock(owner_->mutex_);
        pool_ = &owner_->pools_[origin];
        stale = owner_->take_stale(*pool_);
        if (pool_->queue.empty() && !pool_->idle.empty()) {
            auto& idle = pool_->idle;
            slot_.clear();
            slot_.splice(slot_.begin(), idle, std::prev(idle.end()));
            granted_ = true;
        } else if (pool_->queue.empty() && pool_->open < owner_->max_connections_) {
            ++pool_->open;
            granted_ = true;
        } else {
            place_ = self.begin();
            pool_->queue.splice(pool_->queue.end(), self);
            waits_ = true;
        }
    }
    waiter(waiter const&) = delete;
    waiter& operator=(waiter const&) = delete;
    ~waiter()
    {
        {
            std::lock_guard const lock(owner_->mutex_);
            if (waits_)
                pool_->queue.erase(place_);
        }
        if (granted_)
            owner_->release(*pool_, std::move(slot_));
    }

    [[nodiscard]] bool granted() const
    {
        std::lock_guard const lock(owner_->mutex_);
        return granted_;
    }

    // Under the pool's mutex, after it has left the queue.
    void grant(slots given) noexcept
    {
        waits_ = false;
        granted_ = true;
        slot_.swap(given);
        wake.set();
    }

    connection_lease take()
    {
        std::lock_guard const lock(owner_->mutex_);
        granted_ = false;
        return connection_lease(owner_, *pool_, std::move(slot_));
    }

    async::event wake;

private:
    std::shared_ptr<connection_pool> owner_;
    origin_pool* pool_;
    slots slot_; // one element
    std::list<waiter*>::iterator place_;
    bool waits_ = false;
    bool granted_ = false;
};

connection_pool::connection_pool(
    asio::any_io_executor on, std::size_t max_connections, std::chrono::milliseconds idle_eviction)
    : executor_(std::move(on)),
      max_connections_(std::max<std::size_t>(max_connections, 1)),
      idle_eviction_(idle_eviction)
{
}

asio::awaitable<std::optional<connection_lease>> connection_pool::acquire(
    http::origin const& origin, clock::time_point deadline)
{
    waiter here(shared_from_this(), origin);
    if (!here.granted()) {
        auto const in_time = co_await here.wake.wait(deadline);
        if (!in_time)
            co_return std::nullopt;
    }
    co_return here.take();
}

connection_pool::slots connection_pool::take_stale(origin_pool& pool) noexcept
{
    // The oldest come first.
    auto const now = clock::now();
    auto const fresh = std::find_if(
        pool.idle.begin(), pool.idle.end(), [&](auto const& each) { return now - each.since < idle_eviction_; });
    slots stale;
    stale.splice(stale.begin(), pool.idle, pool.idle.begin(), fresh);
    pool.open -= stale.size();
    return stale;
}

void connection_pool::release(origin_pool& pool, slots returned) noexcept
{
    slots closed; // after the mutex is free
    std::unique_ptr<connection> unused;
    std::lock_guard const lock(mutex_);
    auto& link = returned.front().idle;
    if (link && closed_)
        unused = std::move(link);
    if (!pool.queue.empty()) {
        auto const next = pool.queue.front();
        pool.queue.pop_front();
        next->grant(std::move(returned));
        return;
    }
    if (!link) {
        --pool.open;
        return;
    }
    closed = take_stale(pool);
    returned.front().since = clock::now();
    pool.idle.splice(pool.idle.end(), returned);
}

void connection_pool::drop_idle() noexcept
{
    slots dropped;
    std::lock_guard const lock(mutex_);
    for (auto& [origin, pool] : pools_) {
        pool.open -= pool.idle.size();
        dropped.splice(dropped.end(), pool.idle);
    }
}

void connection_pool::close() noexcept
{
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
    }
    drop_idle();
}

connection_lease::connection_lease(
    std::shared_ptr<connection_pool> owner, connection_pool::origin_pool& pool, connection_pool::slots held) noexcept
    : link(std::move(held.front().idle)),
      owner_(std::move(owner)),
      pool_(&pool),
      held_(std::move(held))
{
}

connection_lease::connection_lease(connection_lease&&) noexcept = default;

connection_lease::~connection_lease()
{
    if (!owner_)
        return;
    keep_ticket();
    link.reset();
    owner_->release(*pool_, std::move(held_));
}

void connection_lease::give_back() noexcept
{
    keep_ticket();
    held_.front().idle = std::move(link);
    std::exchange(owner_, nullptr)->release(*pool_, std::move(held_));
}

void connection_lease::keep_ticket() noexcept
{
    if (!link || !link->tls())
        return;
    if (auto ticket = link->tls()->take_ticket()) {
        std::lock_guard const lock(owner_->mutex_);
        pool_->ticket.swap(ticket);
    }
}

tls_ticket connection_lease::ticket() const
{
    std::lock_guard const lock(owner_->mutex_);
    if (pool_->ticket)
        SSL_SESSION_up_ref(pool_->ticket.get());
    return tls_ticket(pool_->ticket.get());
}

} // namespace coax::transport
