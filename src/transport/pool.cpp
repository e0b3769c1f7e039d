// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/pool.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <utility>

namespace coax::transport {

namespace asio = boost::asio;

// Granted a place at once, or in line as long as it lives. What it was granted and did not take goes to the next.
class pool::waiter {
public:
    waiter(std::shared_ptr<pool> in, http::origin const& where) : wake(in->on_), pool_(std::move(in))
    {
        std::vector<idle_connection> stale; // closed after the mutex is free
        std::lock_guard const lock(pool_->mutex_);
        shelf_ = &pool_->shelves_[where];
        stale = pool_->take_stale(*shelf_);
        if (!shelf_->line.empty()) {
            shelf_->line.push_back(this);
        } else if (!shelf_->idle.empty()) {
            link_ = std::move(shelf_->idle.back().kept);
            shelf_->idle.pop_back();
            granted_ = true;
        } else if (shelf_->open < pool_->max_connections_) {
            ++shelf_->open;
            granted_ = true;
        } else {
            shelf_->line.push_back(this);
        }
    }
    waiter(waiter const&) = delete;
    waiter& operator=(waiter const&) = delete;
    ~waiter()
    {
        {
            std::lock_guard const lock(pool_->mutex_);
            std::erase(shelf_->line, this);
        }
        if (granted_)
            pool_->release(*shelf_, std::move(link_));
    }

    [[nodiscard]] bool granted() const
    {
        std::lock_guard const lock(pool_->mutex_);
        return granted_;
    }

    // Under the pool's mutex.
    void grant(std::unique_ptr<connection> given) noexcept
    {
        granted_ = true;
        link_ = std::move(given);
        wake.set();
    }

    lease take()
    {
        std::lock_guard const lock(pool_->mutex_);
        granted_ = false;
        return lease(pool_, *shelf_, std::move(link_));
    }

    signal wake;

private:
    std::shared_ptr<pool> pool_;
    shelf* shelf_;
    std::unique_ptr<connection> link_;
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

std::vector<pool::idle_connection> pool::take_stale(shelf& from) noexcept
{
    // The oldest stand first.
    auto const now = clock::now();
    auto const fresh = std::find_if(
        from.idle.begin(), from.idle.end(), [&](auto const& each) { return now - each.since < idle_eviction_; });
    std::vector<idle_connection> stale(std::make_move_iterator(from.idle.begin()), std::make_move_iterator(fresh));
    from.idle.erase(from.idle.begin(), fresh);
    from.open -= stale.size();
    return stale;
}

void pool::release(shelf& from, std::unique_ptr<connection> back) noexcept
{
    std::vector<idle_connection> stale;
    std::lock_guard const lock(mutex_);
    if (back && closed_)
        stale.push_back({std::move(back), {}});
    if (!from.line.empty()) {
        auto const next = from.line.front();
        from.line.pop_front();
        next->grant(std::move(back));
        return;
    }
    if (!back) {
        --from.open;
        return;
    }
    stale = take_stale(from);
    from.idle.push_back({std::move(back), clock::now()});
}

void pool::drop_idle() noexcept
{
    std::vector<idle_connection> dropped;
    std::lock_guard const lock(mutex_);
    for (auto& [where, place] : shelves_) {
        place.open -= place.idle.size();
        dropped.insert(
            dropped.end(), std::make_move_iterator(place.idle.begin()), std::make_move_iterator(place.idle.end()));
        place.idle.clear();
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

lease::lease(std::shared_ptr<pool> from, pool::shelf& place, std::unique_ptr<connection> idle) noexcept
    : link(std::move(idle)),
      pool_(std::move(from)),
      shelf_(&place)
{
}

lease::lease(lease&&) noexcept = default;

lease::~lease()
{
    if (!pool_)
        return;
    keep_ticket();
    link.reset();
    pool_->release(*shelf_, nullptr);
}

void lease::give_back() noexcept
{
    keep_ticket();
    std::exchange(pool_, nullptr)->release(*shelf_, std::move(link));
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
