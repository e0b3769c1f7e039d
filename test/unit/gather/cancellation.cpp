// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <ranges>

using namespace children;
using std::views::iota;
using std::views::transform;

namespace {

awaitable<int> child(int i) { return i % 4 == 3 ? hold_and_linger(2) : give(i, i % 4); }

/// Every combinator, with children that end at once, later, and never.
std::vector<std::pair<char const*, std::function<awaitable<void>()>>> const operations{
    {"gather",
        []() -> awaitable<void> { (void)co_await coax::gather(iota(0, 20) | transform(child), {.max_in_flight = 5}); }},
    {"gather of a pack",
        []() -> awaitable<void> { (void)co_await coax::gather(child(0), child(1), child(2), child(3)); }},
    {"gather_settled",
        []() -> awaitable<void> {
            (void)co_await coax::gather_settled(iota(0, 20) | transform(child), {.max_in_flight = 5});
        }},
    {"race", []() -> awaitable<void> { (void)co_await coax::race(hold(), hold_and_linger(3), fail("no", 2)); }},
    {"as_completed",
        []() -> awaitable<void> {
            auto all = coax::as_completed(iota(0, 20) | transform(child), {.max_in_flight = 5});
            while (auto done = co_await all.next()) { } // cancelled elsewhere, it could not be waited for
        }},
    {"map_each",
        []() -> awaitable<void> { (void)co_await coax::map_each(numbers(20, 1), child, {.max_in_flight = 5}); }},
    {"gather of gathers",
        []() -> awaitable<void> {
            auto inner = [](int) { return coax::gather(iota(0, 5) | transform(child), {.max_in_flight = 2}); };
            (void)co_await coax::gather(iota(0, 3) | transform(inner), {.max_in_flight = 2});
        }},
};

struct outcome {
    bool open = false; // before, co_spawn takes terminal cancellation alone
    bool ended = false;
    std::exception_ptr thrown;
};

awaitable<void> open_to_all(std::function<awaitable<void>()> operation, outcome& seen)
{
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
    seen.open = true;
    co_await operation();
}

void start(asio::io_context& io, asio::cancellation_signal& signal, std::function<awaitable<void>()> const& operation,
    outcome& seen)
{
    asio::co_spawn(
        io, open_to_all(operation, seen), asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr e) {
            seen.ended = true;
            seen.thrown = e;
        }));
}

bool is_cancellation(std::exception_ptr thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (boost::system::system_error const& e) {
        return e.code() == asio::error::operation_aborted;
    } catch (...) {
        return false;
    }
}

constexpr int most_handlers = 200;

} // namespace

BOOST_AUTO_TEST_SUITE(cancellation)

BOOST_AUTO_TEST_CASE(at_every_point_by_every_type)
{
    for (auto const& [name, operation] : operations)
        for (auto type :
            {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
            int waited = 0;
            for (int handlers = 0; handlers < most_handlers; ++handlers) {
                BOOST_TEST_CONTEXT(name << ", type " << int(type) << ", after " << handlers << " handlers")
                {
                    asio::io_context io;
                    asio::cancellation_signal signal;
                    outcome seen;
                    alive = 0;
                    start(io, signal, operation, seen);
                    for (int i = 0; i < handlers; ++i)
                        io.poll_one();
                    BOOST_TEST_REQUIRE(!seen.ended);
                    if (!seen.open && type != asio::cancellation_type::terminal)
                        continue;
                    signal.emit(type);
                    waited += alive > 0;
                    while (!seen.ended && io.poll_one() > 0) { }
                    BOOST_TEST_REQUIRE(seen.ended);
                    BOOST_TEST(alive == 0); // by the time the parent knows
                    BOOST_TEST((!seen.thrown || is_cancellation(seen.thrown)));
                    io.run(); // whatever is left of the children's executor finds nothing amiss
                }
            }
            BOOST_TEST(waited > 0);
        }
}

BOOST_AUTO_TEST_CASE(a_context_destroyed_at_every_point_leaks_nothing)
{
    for (auto const& [name, operation] : operations)
        for (int handlers = 0; handlers < most_handlers; ++handlers) {
            outcome seen;
            alive = 0;
            {
                asio::io_context io;
                asio::cancellation_signal signal;
                start(io, signal, operation, seen);
                for (int i = 0; i < handlers; ++i)
                    io.poll_one();
            }
            BOOST_TEST(!seen.ended, name);
            BOOST_TEST(alive == 0, name << " after " << handlers);
        }
}

BOOST_AUTO_TEST_CASE(cancelled_too_late_gives_the_values)
{
    asio::io_context io;
    asio::cancellation_signal signal;
    outcome seen;
    std::size_t got = 0;
    auto stubborn = [](int i) -> awaitable<int> {
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
        co_await turns(10);
        co_return i;
    };
    start(
        io, signal,
        [&]() -> awaitable<void> { got = (co_await coax::gather(iota(0, 3) | transform(stubborn))).size(); }, seen);
    for (int i = 0; i < 8; ++i)
        io.poll_one();
    signal.emit(asio::cancellation_type::terminal);
    io.run();
    BOOST_TEST(got == 3U);
}

BOOST_AUTO_TEST_CASE(an_old_cancellation_does_not_stop_the_clean_up)
{
    asio::io_context io;
    asio::cancellation_signal signal;
    outcome seen;
    int put_away = 0;
    auto operation = [&]() -> awaitable<void> {
        try {
            co_await hold();
        } catch (boost::system::system_error const&) {
        }
        co_await asio::this_coro::throw_if_cancelled(false);
        auto one = [](int i) { return give(i, 3); };
        for (int i : co_await coax::gather(iota(1, 4) | transform(one)))
            put_away += i;
        bool const threw = co_await asio::this_coro::throw_if_cancelled();
        BOOST_TEST(!threw); // as the caller left it
    };
    start(io, signal, operation, seen);
    for (int i = 0; i < 5; ++i)
        io.poll_one();
    signal.emit(asio::cancellation_type::terminal);
    io.run();
    BOOST_TEST(put_away == 6);
}

BOOST_AUTO_TEST_SUITE_END()
