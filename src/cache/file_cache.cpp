// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/file_cache.hpp>

#include "cache/database.hpp"

#include <coax/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <mutex>

namespace coax {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds first_pause{1};
constexpr std::chrono::milliseconds longest_pause{50};

std::int64_t seconds_now()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

class file_cache::impl final : public answer_cache {
public:
    impl(std::string path, file_cache_options const& options)
        : max_wait_(options.max_wait),
          file_(std::move(path), options)
    {
    }

    asio::awaitable<std::optional<cached_answer>> find(cache_key key) override
    {
        std::optional<cached_answer> found;
        {
            std::lock_guard const lock(mutex_);
            try {
                found = file_.find(key, seconds_now());
            } catch (error const& why) {
                note(why);
                throw;
            }
            ++(found ? counts_.hits : counts_.misses);
        }
        co_return found;
    }

    asio::awaitable<void> keep(cache_key key, cached_answer answer) override
    {
        auto const until = std::chrono::steady_clock::now() + max_wait_;
        auto pause = first_pause;
        for (;;) {
            bool const done = try_keep(key, answer);
            if (done)
                break;
            if (std::chrono::steady_clock::now() >= until)
                give_up();
            asio::steady_timer timer(co_await asio::this_coro::executor, pause);
            co_await timer.async_wait(asio::use_awaitable);
            pause = std::min(pause * 2, longest_pause);
        }
    }

    [[nodiscard]] file_cache_counts counts() const
    {
        std::lock_guard const lock(mutex_);
        return counts_;
    }
    [[nodiscard]] std::string last_failure() const
    {
        std::lock_guard const lock(mutex_);
        return last_failure_;
    }

private:
    bool try_keep(cache_key const& key, cached_answer const& answer)
    {
        std::lock_guard const lock(mutex_);
        try {
            bool const done = file_.keep(key, answer, seconds_now());
            counts_.kept += done ? 1 : 0;
            return done;
        } catch (error const& why) {
            note(why);
            throw;
        }
    }
    [[noreturn]] void give_up()
    {
        error const why({errc::cache_failed,
            "the cache " + file_.path() + " is locked by another process for longer than "
                + std::to_string(max_wait_.count()) + " ms"});
        std::lock_guard const lock(mutex_);
        note(why);
        throw why;
    }
    void note(error const& why)
    {
        ++counts_.failures;
        last_failure_ = why.failure().message;
    }

    std::chrono::milliseconds max_wait_;
    mutable std::mutex mutex_;
    cache::database file_;
    file_cache_counts counts_;
    std::string last_failure_;
};

file_cache::file_cache(std::string path, file_cache_options options)
    : impl_(std::make_shared<impl>(std::move(path), options))
{
}

file_cache::operator std::shared_ptr<answer_cache>() const { return impl_; }

file_cache_counts file_cache::counts() const { return impl_->counts(); }

std::string file_cache::last_failure() const { return impl_->last_failure(); }

} // namespace coax
