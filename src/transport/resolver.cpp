// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/resolver.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <utility>

namespace coax::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

resolver::look_up_function system_look_up(asio::any_io_executor on)
{
    return [on = std::move(on)](std::string const& host, resolver::handler handle) -> std::function<void()> {
        auto const system = std::make_shared<tcp::resolver>(on);
        system->async_resolve(
            host, "", [system, handle = std::move(handle)](error_code ec, tcp::resolver::results_type const& results) {
                resolver::addresses found;
                for (auto const& one : results)
                    found.push_back(one.endpoint().address());
                handle(ec, std::move(found));
            });
        return [system] { system->cancel(); };
    };
}

bool is_temporary(error_code ec) noexcept { return ec && ec != asio::error::host_not_found; }

} // namespace

// Waits for a look-up until it is destroyed.
class resolver::waiter {
public:
    // Under the mutex.
    waiter(resolver& owner, std::string const& host, std::shared_ptr<look_up> pending)
        : done(owner.executor_),
          owner_(owner),
          host_(host),
          pending_(std::move(pending)),
          place_(pending_->waiting.insert(pending_->waiting.end(), this))
    {
    }
    waiter(waiter const&) = delete;
    waiter& operator=(waiter const&) = delete;
    ~waiter() { owner_.leave(host_, pending_, place_); }

    [[nodiscard]] result answer() const
    {
        std::lock_guard const lock(owner_.mutex_);
        return pending_->answer;
    }

    async::event done;

private:
    resolver& owner_;
    std::string const& host_;
    std::shared_ptr<look_up> pending_;
    std::list<waiter*>::iterator place_;
};

resolver::resolver(asio::any_io_executor on, limits times) : resolver(on, times, system_look_up(on)) { }

resolver::resolver(asio::any_io_executor on, limits times, look_up_function begin)
    : executor_(std::move(on)),
      times_(times),
      begin_(std::move(begin))
{
}

asio::awaitable<resolver::result> resolver::resolve(std::string host, clock::time_point deadline)
{
    auto const self = shared_from_this();
    result out;
    error_code ec;
    if (auto const address = asio::ip::make_address(host, ec); !ec) {
        out.found.push_back(address);
        co_return out;
    }
    if (host == "localhost") { // RFC 6761, 6.3
        out.found.push_back(asio::ip::address_v4::loopback());
        out.found.push_back(asio::ip::address_v6::loopback());
        co_return out;
    }
    std::unique_ptr<waiter> place;
    addresses before;
    {
        std::lock_guard const lock(mutex_);
        auto& known = entries_[host];
        auto const age = clock::now() - known.since;
        if (!known.found.empty() && age < times_.fresh) {
            out.found = known.found;
            co_return out;
        }
        if (age < times_.stale)
            before = known.found;
        if (!known.pending)
            known.pending = begin(host);
        place = std::make_unique<waiter>(*this, host, known.pending);
    }
    auto const until = before.empty() ? deadline : std::min(deadline, clock::now() + times_.patience);
    auto const in_time = co_await place->done.wait(until);
    if (in_time)
        out = place->answer();
    else
        out.ec = asio::error::timed_out;
    place.reset();
    if (out.found.empty() && !before.empty() && is_temporary(out.ec)) {
        out.ec = {};
        out.found = std::move(before);
    }
    co_return out;
}

// Under the mutex. The handler takes it too, but is not called from within.
std::shared_ptr<resolver::look_up> resolver::begin(std::string const& host)
{
    auto const made = std::make_shared<look_up>();
    made->cancel = begin_(host, [self = shared_from_this(), host, made](error_code ec, addresses found) {
        self->end(host, made, ec, std::move(found));
    });
    return made;
}

void resolver::end(std::string const& host, std::shared_ptr<look_up> const& ended, error_code ec, addresses found)
{
    std::function<void()> cancel; // destroyed after the mutex is free
    std::lock_guard const lock(mutex_);
    cancel.swap(ended->cancel);
    auto& known = entries_[host];
    if (known.pending == ended)
        known.pending.reset();
    if (!ec && found.empty())
        ec = asio::error::host_not_found;
    if (!ec) {
        known.found = found;
        known.since = clock::now();
    } else if (ec == asio::error::host_not_found) {
        known.found.clear();
    }
    ended->answer = {ec, std::move(found)};
    ended->done = true;
    for (auto* const each : ended->waiting)
        each->done.set();
}

void resolver::leave(
    std::string const& host, std::shared_ptr<look_up> const& left, std::list<waiter*>::iterator place) noexcept
{
    std::function<void()> cancel;
    {
        std::lock_guard const lock(mutex_);
        left->waiting.erase(place);
        if (left->done || !left->waiting.empty())
            return;
        cancel.swap(left->cancel);
        if (auto const known = entries_.find(host); known != entries_.end() && known->second.pending == left)
            known->second.pending.reset();
    }
    if (cancel)
        cancel();
}

} // namespace coax::transport
