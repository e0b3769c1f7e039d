// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/shared_credential.hpp"

#include <coax/error.hpp>
#include <coax/http_transport.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace coax;
using namespace std::chrono_literals;
using credentials::numbered_credential;
using credentials::shared_credential;

namespace {

credential::time_point test_time{std::chrono::hours(24)};
credential::time_point test_clock() { return test_time; }

class no_transport final : public http_transport {
public:
    asio::awaitable<std::unique_ptr<http_exchange>> send(http_request const&) override { co_return nullptr; }
};

/// A source that answers when the test lets it.
struct fixture {
    asio::io_context io;
    int begun = 0;
    int cancelled = 0;
    bool held = false;
    std::string fault; ///< what the source throws; "" for nothing
    asio::steady_timer gate{io, asio::steady_timer::time_point::max()};
    std::chrono::milliseconds limit{60'000};
    std::optional<shared_credential> shared;

    struct outcome {
        std::string secret;
        std::exception_ptr thrown;
        bool over = false;
    };

    fixture() { test_time = credential::time_point(std::chrono::hours(24)); }

    asio::awaitable<credential> source()
    {
        auto const number = ++begun;
        if (held) {
            try {
                co_await gate.async_wait(asio::use_awaitable);
            } catch (boost::system::system_error const&) {
                if (held) { // the gate is still closed: it is the refresh that was cancelled
                    ++cancelled;
                    throw;
                }
            }
        }
        if (!fault.empty())
            throw std::runtime_error(fault);
        co_return bearer("token-" + std::to_string(number), test_time + 1h);
    }
    void open_gate()
    {
        held = false;
        gate.cancel();
    }
    shared_credential& made()
    {
        if (!shared)
            shared.emplace(
                io.get_executor(), [this](http_transport&) { return source(); }, std::make_shared<no_transport>(),
                shared_credential::settings{5min, limit, &test_clock});
        return *shared;
    }
    void ask(outcome& into, std::uint64_t rejected = 0, asio::cancellation_slot slot = {},
        std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max())
    {
        asio::co_spawn(io, made().get(rejected, deadline),
            asio::bind_cancellation_slot(slot, [&into](std::exception_ptr thrown, numbered_credential found) {
                into.thrown = thrown;
                into.secret = found.credential().secret();
                into.over = true;
            }));
    }
    void run()
    {
        io.restart();
        io.run();
    }
    /// All that can be done without the gate.
    void poll()
    {
        io.restart();
        io.poll();
    }
    std::string secret(std::uint64_t rejected = 0)
    {
        outcome got;
        ask(got, rejected);
        run();
        return got.thrown ? "" : got.secret;
    }
    failure failure_of(outcome const& got)
    {
        BOOST_REQUIRE(got.thrown);
        try {
            std::rethrow_exception(got.thrown);
        } catch (error const& thrown) {
            return thrown.failure();
        } catch (boost::system::system_error const& thrown) {
            return {thrown.code(), "cancelled"};
        }
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(shared_credentials, fixture)

BOOST_AUTO_TEST_CASE(one_refresh_for_all_who_wait)
{
    held = true;
    std::vector<outcome> got(50);
    for (auto& each : got)
        ask(each);
    poll();
    BOOST_TEST(begun == 1);
    open_gate();
    run();
    for (auto const& each : got)
        BOOST_TEST(each.secret == "Bearer token-1");
    BOOST_TEST(begun == 1);
    BOOST_TEST(secret() == "Bearer token-1");
    BOOST_TEST(begun == 1);
}

BOOST_AUTO_TEST_CASE(it_is_refreshed_before_it_expires_while_calls_go_on)
{
    BOOST_TEST(secret() == "Bearer token-1");
    test_time += 55min - 1s;
    BOOST_TEST(secret() == "Bearer token-1");
    BOOST_TEST(begun == 1);
    test_time += 1s;
    held = true;
    outcome early;
    ask(early);
    poll();
    BOOST_TEST(early.secret == "Bearer token-1"); // nobody waits
    BOOST_TEST(begun == 2);
    open_gate();
    run();
    BOOST_TEST(secret() == "Bearer token-2");
    BOOST_TEST(begun == 2);
}

BOOST_AUTO_TEST_CASE(a_rejected_one_is_refreshed_once)
{
    BOOST_TEST(secret() == "Bearer token-1");
    std::vector<outcome> got(50);
    for (auto& each : got)
        ask(each, 1);
    run();
    for (auto const& each : got)
        BOOST_TEST(each.secret == "Bearer token-2");
    BOOST_TEST(begun == 2);
}

BOOST_AUTO_TEST_CASE(a_failure_is_shared_and_not_repeated_at_once)
{
    fault = "the source is down";
    std::vector<outcome> got(50);
    for (auto& each : got)
        ask(each);
    run();
    for (auto const& each : got) {
        auto const why = failure_of(each);
        BOOST_TEST((why.code == errc::credential_failed));
        BOOST_TEST(why.message.find("the source is down") != std::string::npos, why.message);
        BOOST_TEST((why.retry_after == 1s));
    }
    outcome again;
    ask(again);
    run();
    BOOST_TEST((failure_of(again).code == errc::credential_failed));
    BOOST_TEST(begun == 1);
    test_time += 1s;
    fault.clear();
    BOOST_TEST(secret() == "Bearer token-2");
}

BOOST_AUTO_TEST_CASE(a_failure_beside_a_valid_one_is_not_seen)
{
    secret();
    test_time += 56min;
    fault = "the source is down";
    BOOST_TEST(secret() == "Bearer token-1");
    BOOST_TEST(secret() == "Bearer token-1");
    BOOST_TEST(begun == 2);
}

BOOST_AUTO_TEST_CASE(a_cancelled_caller_leaves_it_to_the_others)
{
    for (auto const type :
        {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
        shared.reset();
        begun = 0;
        held = true;
        outcome first;
        outcome second;
        asio::cancellation_signal stop;
        ask(first, 0, stop.slot());
        ask(second);
        poll();
        stop.emit(type);
        poll();
        bool const accepted = type == asio::cancellation_type::terminal; // by co_spawn
        BOOST_TEST(first.over == accepted);
        BOOST_TEST(!second.over);
        open_gate();
        run();
        BOOST_TEST(second.secret == "Bearer token-1");
        if (accepted)
            BOOST_TEST((failure_of(first).code == asio::error::operation_aborted));
        BOOST_TEST(begun == 1);
        BOOST_TEST(cancelled == 0);
    }
}

BOOST_AUTO_TEST_CASE(what_nobody_waits_for_is_cancelled)
{
    held = true;
    outcome first;
    asio::cancellation_signal stop;
    ask(first, 0, stop.slot());
    poll();
    stop.emit(asio::cancellation_type::terminal);
    run(); // ends: nothing is left
    BOOST_TEST(cancelled == 1);
    held = false;
    BOOST_TEST(secret() == "Bearer token-2"); // no failure is remembered
}

BOOST_AUTO_TEST_CASE(a_deadline_ends_the_wait)
{
    held = true;
    outcome got;
    ask(got, 0, {}, std::chrono::steady_clock::now());
    run();
    BOOST_TEST((failure_of(got).code == errc::timed_out));
    BOOST_TEST(cancelled == 1);
}

BOOST_AUTO_TEST_CASE(a_source_has_a_time_limit)
{
    held = true;
    limit = 10ms;
    outcome got;
    ask(got);
    run();
    auto const why = failure_of(got);
    BOOST_TEST((why.code == errc::credential_failed));
    BOOST_TEST(why.message.find("10 ms") != std::string::npos, why.message);
    BOOST_TEST(cancelled == 1);
}

BOOST_AUTO_TEST_CASE(a_refresh_ends_with_the_client)
{
    secret();
    test_time += 56min;
    held = true;
    outcome got;
    ask(got);
    poll();
    BOOST_TEST(got.over);
    BOOST_TEST(begun == 2);
    shared.reset();
    run();
    BOOST_TEST(cancelled == 1);
}

BOOST_AUTO_TEST_CASE(callers_on_several_threads)
{
    constexpr int callers = 200;
    asio::thread_pool pool(4);
    std::atomic<int> asked = 0;
    std::atomic<int> right = 0;
    auto const source = [&asked](http_transport&) -> asio::awaitable<credential> {
        co_return bearer("token-" + std::to_string(++asked));
    };
    shared_credential several(pool.get_executor(), source, std::make_shared<no_transport>(), {5min, 1min});
    for (std::uint64_t rejected = 0; rejected < 2; ++rejected) {
        asio::thread_pool callers_on(4);
        for (int i = 0; i < callers; ++i)
            asio::co_spawn(callers_on, several.get(rejected, std::chrono::steady_clock::time_point::max()),
                [&](std::exception_ptr thrown, numbered_credential found) {
                    if (!thrown && found.number() == rejected + 1)
                        ++right;
                });
        callers_on.join();
    }
    pool.join();
    BOOST_TEST(right == 2 * callers);
    BOOST_TEST(asked == 2);
}

BOOST_AUTO_TEST_CASE(it_may_go_with_its_context)
{
    held = true;
    outcome got;
    ask(got);
    poll(); // nothing runs after this: no leak, no use after free
}

BOOST_AUTO_TEST_SUITE_END()
