// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/names.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <utility>

namespace coax::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

names::system system_of(asio::any_io_executor on)
{
    return [on = std::move(on)](std::string const& host, names::answer give) -> std::function<void()> {
        auto const resolver = std::make_shared<tcp::resolver>(on);
        resolver->async_resolve(
            host, "", [resolver, give = std::move(give)](error_code ec, tcp::resolver::results_type const& results) {
                names::addresses found;
                for (auto const& one : results)
                    found.push_back(one.endpoint().address());
                give(ec, std::move(found));
            });
        return [resolver] { resolver->cancel(); };
    };
}

bool is_for_the_moment(error_code ec) noexcept { return ec && ec != asio::error::host_not_found; }

} // namespace

// In the line of a look-up as long as it lives.
class names::waiter {
public:
    // Under the mutex.
    waiter(names& in, std::string const& host, std::shared_ptr<look_up> which)
        : done(in.on_),
          in_(in),
          host_(host),
          which_(std::move(which)),
          at_(which_->waiting.insert(which_->waiting.end(), this))
    {
    }
    waiter(waiter const&) = delete;
    waiter& operator=(waiter const&) = delete;
    ~waiter() { in_.leave(host_, which_, at_); }

    [[nodiscard]] result answered() const
    {
        std::lock_guard const lock(in_.mutex_);
        return which_->answered;
    }

    async::event done;

private:
    names& in_;
    std::string const& host_;
    std::shared_ptr<look_up> which_;
    std::list<waiter*>::iterator at_;
};

names::names(asio::any_io_executor on, limits how_long) : names(on, how_long, system_of(on)) { }

names::names(asio::any_io_executor on, limits how_long, system asks)
    : on_(std::move(on)),
      how_long_(how_long),
      system_(std::move(asks))
{
}

asio::awaitable<names::result> names::find(std::string host, clock::time_point deadline)
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
        auto& at = known_[host];
        auto const age = clock::now() - at.since;
        if (!at.found.empty() && age < how_long_.fresh) {
            out.found = at.found;
            co_return out;
        }
        if (age < how_long_.stale)
            before = at.found;
        if (!at.now)
            at.now = begin(host);
        place = std::make_unique<waiter>(*this, host, at.now);
    }
    auto const until = before.empty() ? deadline : std::min(deadline, clock::now() + how_long_.patience);
    auto const in_time = co_await place->done.wait(until);
    if (in_time)
        out = place->answered();
    else
        out.ec = asio::error::timed_out;
    place.reset();
    if (out.found.empty() && !before.empty() && is_for_the_moment(out.ec)) {
        out.ec = {};
        out.found = std::move(before);
    }
    co_return out;
}

// Under the mutex, which the answer takes, too, from elsewhere.
std::shared_ptr<names::look_up> names::begin(std::string const& host)
{
    auto const made = std::make_shared<look_up>();
    made->cancel = system_(host, [self = shared_from_this(), host, made](error_code ec, addresses found) {
        self->end(host, made, ec, std::move(found));
    });
    return made;
}

void names::end(std::string const& host, std::shared_ptr<look_up> const& which, error_code ec, addresses found)
{
    std::function<void()> cancel; // destroyed after the mutex is free
    std::lock_guard const lock(mutex_);
    cancel.swap(which->cancel);
    auto& at = known_[host];
    if (at.now == which)
        at.now.reset();
    if (!ec && found.empty())
        ec = asio::error::host_not_found;
    if (!ec) {
        at.found = found;
        at.since = clock::now();
    } else if (ec == asio::error::host_not_found) {
        at.found.clear();
    }
    which->answered = {ec, std::move(found)};
    which->done = true;
    for (auto* const each : which->waiting)
        each->done.set();
}

void names::leave(
    std::string const& host, std::shared_ptr<look_up> const& which, std::list<waiter*>::iterator at) noexcept
{
    std::function<void()> cancel;
    {
        std::lock_guard const lock(mutex_);
        which->waiting.erase(at);
        if (which->done || !which->waiting.empty())
            return;
        cancel.swap(which->cancel);
        if (auto const known = known_.find(host); known != known_.end() && known->second.now == which)
            known->second.now.reset();
    }
    if (cancel)
        cancel();
}

} // namespace coax::transport
