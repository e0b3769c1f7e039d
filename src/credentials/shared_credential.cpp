// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/shared_credential.hpp"

#include "async/event.hpp"
#include "credentials/schedule.hpp"

#include <coax/error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <list>
#include <mutex>
#include <optional>
#include <utility>

namespace coax::credentials {

namespace asio = boost::asio;

namespace {

failure failure_of(std::exception_ptr const& thrown)
{
    auto why = detail::failure_from(thrown);
    why.message = "no credential could be had: " + why.message;
    why.code = errc::credential_failed;
    why.http_status = 0; // of another service than the model's
    why.should_retry.reset();
    return why;
}

} // namespace

class shared_credential::impl : public std::enable_shared_from_this<impl> {
public:
    impl(asio::any_io_executor refresh_on, credential_source source, std::shared_ptr<http_transport> requests_by,
        settings chosen)
        : executor_(std::move(refresh_on)),
          source_(std::move(source)),
          transport_(std::move(requests_by)),
          settings_(chosen),
          schedule_(chosen.refresh_before)
    {
    }

    asio::awaitable<numbered_credential> get(std::uint64_t rejected, std::chrono::steady_clock::time_point deadline)
    {
        auto const self = shared_from_this();
        std::unique_ptr<waiter> place;
        std::shared_ptr<refresh> begun;
        std::optional<numbered_credential> found;
        {
            std::lock_guard const lock(mutex_);
            auto const now = settings_.now();
            auto const step = schedule_.next(now, rejected);
            if (step == schedule::step::refuse)
                throw error(schedule_.refusal(now));
            if (step == schedule::step::use || step == schedule::step::use_and_refresh)
                found.emplace(schedule_.current(), schedule_.number());
            if (step == schedule::step::refresh || step == schedule::step::use_and_refresh)
                running_ = begun = std::make_shared<refresh>(executor_, step == schedule::step::use_and_refresh);
            if (!found)
                place = std::make_unique<waiter>(*this, running_);
        }
        if (begun)
            start(begun);
        if (found)
            co_return std::move(*found);
        bool const in_time = co_await place->done.wait(deadline);
        if (!in_time)
            throw error({errc::timed_out, "the call's time limit ran out while it waited for a credential"});
        co_return place->outcome();
    }

    void close() noexcept
    {
        std::shared_ptr<refresh> cancelled;
        {
            std::lock_guard const lock(mutex_);
            cancelled = running_;
        }
        if (cancelled)
            cancelled->cancel();
    }

private:
    class waiter;

    /// One call of the source.
    class refresh : public std::enable_shared_from_this<refresh> {
    public:
        refresh(asio::any_io_executor const& on, bool beside)
            : strand(asio::make_strand(on)),
              limit(strand),
              kept(beside)
        {
        }
        /// From any thread.
        void cancel() noexcept
        {
            try {
                asio::post(strand, [self = shared_from_this()] { self->stop.emit(asio::cancellation_type::terminal); });
            } catch (...) { // no memory: its time limit ends it
            }
        }

        asio::strand<asio::any_io_executor> strand;
        asio::cancellation_signal stop; // in the strand, as the timer
        asio::steady_timer limit;
        bool timed_out = false; // in the strand
        // Under the mutex.
        bool kept; ///< goes on though nobody waits for it
        bool done = false;
        std::list<waiter*> waiting;
        numbered_credential fresh;
        std::optional<failure> why;
    };

    /// Waits for a refresh as long as it lives. Made under the mutex.
    class waiter {
    public:
        waiter(impl& owner, std::shared_ptr<refresh> awaited)
            : done(owner.executor_),
              owner_(owner),
              refresh_(std::move(awaited)),
              place_(refresh_->waiting.insert(refresh_->waiting.end(), this))
        {
        }
        waiter(waiter const&) = delete;
        waiter& operator=(waiter const&) = delete;
        ~waiter() { owner_.leave(refresh_, place_); }

        [[nodiscard]] numbered_credential outcome() const
        {
            std::lock_guard const lock(owner_.mutex_);
            if (refresh_->why)
                throw error(*refresh_->why);
            return refresh_->fresh;
        }

        async::event done;

    private:
        impl& owner_;
        std::shared_ptr<refresh> refresh_;
        std::list<waiter*>::iterator place_;
    };

    static asio::awaitable<credential> ask(std::shared_ptr<impl> self)
    {
        auto found = co_await self->source_(*self->transport_);
        co_return found;
    }

    void start(std::shared_ptr<refresh> const& begun)
    {
        try {
            begun->limit.expires_after(settings_.refresh_limit);
            begun->limit.async_wait([begun](boost::system::error_code ec) {
                if (ec)
                    return;
                begun->timed_out = true;
                begun->stop.emit(asio::cancellation_type::terminal);
            });
            asio::co_spawn(begun->strand, ask(shared_from_this()),
                asio::bind_cancellation_slot(begun->stop.slot(),
                    [self = shared_from_this(), begun](std::exception_ptr thrown, credential found) {
                        begun->limit.cancel();
                        self->end(begun, thrown, std::move(found));
                    }));
        } catch (...) {
            begun->limit.cancel();
            end(begun, std::current_exception(), {});
        }
    }

    void end(std::shared_ptr<refresh> const& ended, std::exception_ptr const& thrown, credential found)
    {
        std::optional<failure> why;
        if (ended->timed_out)
            why = failure(errc::credential_failed,
                "no credential could be had in " + std::to_string(settings_.refresh_limit.count())
                    + " ms, the time limit of one refresh");
        else if (thrown)
            why = failure_of(thrown);
        std::lock_guard const lock(mutex_);
        if (running_ != ended)
            return; // nobody waits for it
        running_.reset();
        auto const now = settings_.now();
        if (why)
            schedule_.failed(*why, now);
        else
            why = schedule_.succeeded(std::move(found), now);
        if (why)
            ended->why = schedule_.refusal(now);
        else
            ended->fresh = {schedule_.current(), schedule_.number()};
        ended->done = true;
        for (auto* const each : ended->waiting)
            each->done.set();
    }

    void leave(std::shared_ptr<refresh> const& left, std::list<waiter*>::iterator place) noexcept
    {
        {
            std::lock_guard const lock(mutex_);
            left->waiting.erase(place);
            if (left->done || left->kept || !left->waiting.empty())
                return;
            if (running_ == left) {
                running_.reset();
                schedule_.abandoned();
            }
        }
        left->cancel();
    }

    asio::any_io_executor executor_;
    credential_source source_;
    std::shared_ptr<http_transport> transport_;
    settings settings_;
    std::mutex mutex_;
    schedule schedule_;
    std::shared_ptr<refresh> running_;
};

shared_credential::shared_credential(asio::any_io_executor refresh_on, credential_source source,
    std::shared_ptr<http_transport> requests_by, settings chosen)
    : impl_(std::make_shared<impl>(std::move(refresh_on), std::move(source), std::move(requests_by), chosen))
{
}

shared_credential::~shared_credential() { impl_->close(); }

asio::awaitable<numbered_credential> shared_credential::get(
    std::uint64_t rejected, std::chrono::steady_clock::time_point deadline)
{
    return impl_->get(rejected, deadline);
}

} // namespace coax::credentials
