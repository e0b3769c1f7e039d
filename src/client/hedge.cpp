// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "async/event.hpp"
#include "error/errc_class.hpp"

#include <coax/detail/call.hpp>
#include <coax/error.hpp>
#include <coax/gather/race.hpp>

#include <boost/asio/this_coro.hpp>

#include <exception>

namespace coax::detail {

namespace asio = boost::asio;

namespace {

enum class winner : std::uint8_t { first, second, nobody };

/// Whether a second call with the same request would fail in the same way.
bool is_final(error const& thrown)
{
    auto const& code = thrown.code();
    return code.category() == category() && !may_differ_next_time(static_cast<errc>(code.value()));
}

asio::awaitable<winner> finish_first(call& one, std::exception_ptr& thrown)
{
    try {
        co_await finish(one);
        co_return winner::first;
    } catch (error const& failed) {
        if (!is_final(failed))
            throw;
        thrown = std::current_exception();
    }
    co_return winner::nobody; // which ends the race, too
}

asio::awaitable<winner> finish_later(call& one, std::chrono::milliseconds late)
{
    async::event never_set(co_await asio::this_coro::executor);
    co_await never_set.wait(std::chrono::steady_clock::now() + late);
    co_await finish(one);
    co_return winner::second;
}

} // namespace

asio::awaitable<bool> finish_either(call& first, call& second, std::chrono::milliseconds late)
{
    std::exception_ptr thrown;
    auto const won = co_await race(finish_first(first, thrown), finish_later(second, late));
    if (won == winner::nobody)
        std::rethrow_exception(thrown);
    co_return won == winner::second;
}

} // namespace coax::detail
