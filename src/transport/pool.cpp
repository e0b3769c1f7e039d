// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/pool.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace coax::transport {

namespace asio = boost::asio;

// Granted a place at once, or in line as long as it lives. What it was granted and did not take goes to the next.
class pool::waiter {
public:
    waiter(std::shared_ptr<pool> in, http::origin const& where) : wake(in->on_), pool_(std::move(in)), node_(1)
    {
        places stale; // closed after the mutex is free
        std::list<waiter*> here{this};
        std::lock_guard const lock(pool_->mutex_);
        shelf_ = &pool_->shelves_[where];
        stale = pool_->take_stale(*shelf_);
        if (shelf_->line.empty() && !shelf_->idle.empty()) {
            auto& idle = shelf_->idle;
            node_.clear();
            node_.splice(node_.begin(), idle, std::prev(idle.end()));
            granted_ = true;
        } else if (shelf_->line.empty() && shelf_->open < pool_->max_connections_) {
            ++shelf_->open;
            granted_ = true;
        } else {
            at_ = here.begin();
            shelf_->line.splice(shelf_->line.end(), here);
            waits_ = true;
        }
    }
    waiter(waiter const&) = delete;
    waiter& operator=(waiter const&) = delete;
    ~waiter()
    {
        {
            std::lock_guard const lock(pool_->mutex_);
            if (waits_)
                shelf_->line.erase(at_);
        }
        if (granted_)
            pool_->release(*shelf_, std::move(node_));
    }

    [[nodiscard]] bool granted() const
    {
        std::lock_guard const lock(pool_->mutex_);
        return granted_;
    }

    // Under the pool's mutex, once it is out of the line.
    void grant(places given) noexcept
    {
        waits_ = false;
        granted_ = true;
        node_.swap(given);
        wake.set();
    }

    lease take()
    {
        std::lock_guard const lock(pool_->mutex_);
        granted_ = false;
        return lease(pool_, *shelf_, std::move(node_));
    }

    async::event wake;

private:
    std::shared_ptr<pool> pool_;
    shelf* shelf_;
    places node_; // one element
    std::list<waiter*>::iterator at_;
    bool waits_ = false;
    bool granted_ = false;
};

pool::pool(asio::any_io_executor on, std::size_t max_connections, std::chrono::milliseconds idle_eviction)
    : on_(std::move(on)),
      max_connections_(std::max<std::size_t>(max_connections, 1)),
      idle_eviction_(idle_eviction)
{
}

asio::awaitable<std::optional<lease>> pool::acquire(http::origin const& where, clock::time_point deadline)
{
    waiter place(shared_from_this(), where);
    if (!place.granted()) {
        auto const in_time = co_await place.wake.wait(deadline);
        if (!in_time)
            co_return std::nullopt;
    }
    co_return place.take();
}

pool::places pool::take_stale(shelf& from) noexcept
{
    // The oldest come first.
    auto const now = clock::now();
    auto const fresh = std::find_if(
        from.idle.begin(), from.idle.end(), [&](auto const& each) { return now - each.since < idle_eviction_; });
    places stale;
    stale.splice(stale.begin(), from.idle, from.idle.begin(), fresh);
    from.open -= stale.size();
    return stale;
}

void pool::release(shelf& from, places back) noexcept
{
    places closed; // after the mutex is free
    std::unique_ptr<connection> of_no_use;
    std::lock_guard const lock(mutex_);
    auto& link = back.front().kept;
    if (link && closed_)
        of_no_use = std::move(link);
    if (!from.line.empty()) {
        auto const next = from.line.front();
        from.line.pop_front();
        next->grant(std::move(back));
        return;
    }
    if (!link) {
        --from.open;
        return;
    }
    closed = take_stale(from);
    back.front().since = clock::now();
    from.idle.splice(from.idle.end(), back);
}

void pool::drop_idle() noexcept
{
    places dropped;
    std::lock_guard const lock(mutex_);
    for (auto& [where, place] : shelves_) {
        place.open -= place.idle.size();
        dropped.splice(dropped.end(), place.idle);
    }
}

void pool::close() noexcept
{
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
    }
    drop_idle();
}

lease::lease(std::shared_ptr<pool> from, pool::shelf& place, pool::places node) noexcept
    : link(std::move(node.front().kept)),
      pool_(std::move(from)),
      shelf_(&place),
      node_(std::move(node))
{
}

lease::lease(lease&&) noexcept = default;

lease::~lease()
{
    if (!pool_)
        return;
    keep_ticket();
    link.reset();
    pool_->release(*shelf_, std::move(node_));
}

void lease::give_back() noexcept
{
    keep_ticket();
    node_.front().kept = std::move(link);
    std::exchange(pool_, nullptr)->release(*shelf_, std::move(node_));
}

void lease::keep_ticket() noexcept
{
    if (!link || !link->tls())
        return;
    if (auto ticket = link->tls()->take_ticket()) {
        std::lock_guard const lock(pool_->mutex_);
        shelf_->ticket.swap(ticket);
    }
}

tls_ticket lease::ticket() const
{
    std::lock_guard const lock(pool_->mutex_);
    if (shelf_->ticket)
        SSL_SESSION_up_ref(shelf_->ticket.get());
    return tls_ticket(shelf_->ticket.get());
}

} // namespace coax::transport
