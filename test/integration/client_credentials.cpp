// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Credentials that change, through the client and over TLS.
#include "client_fixture.hpp"
#include "scratch_folder.hpp"

#include <coax/batch.hpp>
#include <coax/gather.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdlib>
#include <mutex>
#include <ranges>
#include <set>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;

namespace {

/// What the server accepts, and what it was given.
struct keys {
    std::mutex mutex;
    std::string valid = "token-0123456789-1";
    int refused = 0;
    std::multiset<std::string> given;
    int each_key = 0; ///< is accepted so often; 0 for always
    int accepted = 0;

    bool accepts(std::string_view key)
    {
        std::lock_guard const lock(mutex);
        given.emplace(key);
        if (key == valid) {
            if (++accepted == each_key) {
                accepted = 0;
                valid = "token-0123456789-" + std::to_string(given.size());
            }
            return true;
        }
        ++refused;
        return false;
    }
};

struct changing : client_fixture {
    explicit changing(std::shared_ptr<keys> made = std::make_shared<keys>())
        : client_fixture(sim::server_options().accept_key([made](std::string_view key) { return made->accepts(key); })),
          at_server(std::move(made))
    {
        server.on([](sim::asked const&) { return sim::reply::json(std::string(good)); });
    }

    std::shared_ptr<keys> at_server;
    int asked_for = 0;
    std::chrono::milliseconds slow{0};
    std::chrono::system_clock::duration lifetime = 1h;
    std::string fault;

    asio::awaitable<credential> source()
    {
        auto const number = ++asked_for;
        if (slow != 0ms) {
            asio::steady_timer timer(io, slow);
            co_await timer.async_wait(asio::use_awaitable);
        }
        if (!fault.empty())
            throw std::runtime_error(fault);
        co_return bearer("token-0123456789-" + std::to_string(number), std::chrono::system_clock::now() + lifetime);
    }
    client_options changing_options(std::string_view provider = "anthropic")
    {
        return server.options(provider).api_key("").max_reasks(0).max_retries(0).credentials(
            [this] { return source(); });
    }
    void ask_all(client const& with, int count)
    {
        auto const work = [&]() -> asio::awaitable<void> {
            std::vector<asio::awaitable<verdict>> all;
            for (int i = 0; i < count; ++i)
                all.push_back(with.extract<verdict>(request("Judge")));
            auto const got = co_await gather(std::move(all));
            BOOST_TEST(got.size() == static_cast<std::size_t>(count));
        };
        run(work());
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_credentials, *boost::unit_test::fixture<own_authority_only>())

BOOST_FIXTURE_TEST_CASE(one_refresh_for_fifty_callers, changing)
{
    slow = 20ms;
    auto const with = connect("anthropic", changing_options());
    ask_all(with, 50);
    BOOST_TEST(asked_for == 1);
    BOOST_TEST(at_server->refused == 0);
    BOOST_TEST(at_server->given.count("token-0123456789-1") == 50U);
    BOOST_TEST(outcome(with.with_model("anthropic/other")).has_value()); // shares it
    auto const copy = with;
    BOOST_TEST(outcome(copy).has_value());
    BOOST_TEST(asked_for == 1);
}

BOOST_FIXTURE_TEST_CASE(a_refused_one_is_replaced_unseen, changing)
{
    auto const with = connect("openai", changing_options("openai"));
    BOOST_TEST(outcome(with).has_value());
    at_server->valid = "token-0123456789-2";
    auto const got = outcome(with);
    BOOST_REQUIRE(got.has_value());
    BOOST_TEST(got.value().attempts.size() == 1U);
    BOOST_TEST(at_server->refused == 1);
    BOOST_TEST(asked_for == 2);
    at_server->valid = "token-0123456789-3";
    ask_all(with, 50);
    BOOST_TEST(asked_for == 3);
}

BOOST_FIXTURE_TEST_CASE(a_second_refusal_is_an_error, changing)
{
    at_server->valid = "none of these";
    auto const why = failure_from(connect("anthropic", changing_options()));
    BOOST_TEST((why.code == errc::authentication));
    BOOST_TEST(why.attempts.size() == 1U);
    BOOST_TEST(asked_for == 2);
    BOOST_TEST(at_server->refused == 2);
    check_no_key(why, "token-0123456789-2");
}

BOOST_FIXTURE_TEST_CASE(it_is_refreshed_before_it_expires, changing)
{
    lifetime = 4min; // less than the default, so at the half of it
    auto const with = connect("anthropic", changing_options());
    BOOST_TEST(outcome(with).has_value());
    BOOST_TEST(outcome(with).has_value());
    BOOST_TEST(asked_for == 1);
    lifetime = 1s;
    asked_for = 0;
    auto const brief = connect("anthropic", changing_options());
    BOOST_TEST(outcome(brief).has_value());
    auto const pause = [&]() -> asio::awaitable<void> {
        asio::steady_timer timer(io, 1100ms);
        co_await timer.async_wait(asio::use_awaitable);
    };
    run(pause()); // it has expired
    lifetime = 1h;
    at_server->valid = "token-0123456789-2";
    BOOST_TEST(outcome(brief).has_value());
    BOOST_TEST(asked_for == 2);
    BOOST_TEST(at_server->refused == 0);
}

BOOST_FIXTURE_TEST_CASE(a_failing_source_is_named_and_left_alone, changing)
{
    fault = "the vault is sealed";
    auto const with = connect("anthropic", changing_options());
    for (int i = 0; i < 20; ++i) {
        auto const why = failure_from(with);
        BOOST_TEST((why.code == errc::credential_failed));
        BOOST_TEST((why.code == condition::authentication));
        BOOST_TEST(why.message.find("the vault is sealed") != std::string::npos, why.message);
        BOOST_REQUIRE(why.retry_after.has_value());
        BOOST_TEST((*why.retry_after <= 1s));
    }
    BOOST_TEST(asked_for == 1);
    BOOST_TEST(server.counts().requests == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_retry_waits_until_the_source_is_asked_again, changing)
{
    fault = "the vault is sealed";
    auto const with = connect("anthropic", changing_options().max_retries(1));
    auto const open = [&]() -> asio::awaitable<void> {
        asio::steady_timer timer(io, 100ms);
        co_await timer.async_wait(asio::use_awaitable);
        fault.clear();
        at_server->valid = "token-0123456789-2";
    };
    asio::co_spawn(io, open(), [](std::exception_ptr) {});
    BOOST_TEST(outcome(with).has_value());
    BOOST_TEST(asked_for == 2);
}

BOOST_FIXTURE_TEST_CASE(a_cancelled_call_leaves_the_refresh_to_the_others, changing)
{
    slow = 50ms;
    auto const with = connect("anthropic", changing_options());
    asio::cancellation_signal stop;
    std::exception_ptr cancelled;
    asio::co_spawn(io, with.extract<verdict>(request("Judge")),
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr why, verdict const&) { cancelled = why; }));
    auto const work = [&]() -> asio::awaitable<void> {
        asio::steady_timer timer(io, 10ms);
        co_await timer.async_wait(asio::use_awaitable);
        stop.emit(asio::cancellation_type::terminal);
        auto const got = co_await with.extract<verdict>(request("Judge"));
        BOOST_TEST(got.name == "Ann");
    };
    run(work());
    BOOST_TEST(bool(cancelled));
    BOOST_TEST(server.counts().requests == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_hedged_call_shares_it, changing)
{
    slow = 30ms;
    auto const with = connect("anthropic", changing_options());
    auto const work = [&]() -> asio::awaitable<void> {
        auto const got = co_await with.extract<verdict>(request("Judge").hedge_after(1ms));
        BOOST_TEST(got.name == "Ann");
    };
    run(work());
    BOOST_TEST(asked_for == 1);
}

BOOST_FIXTURE_TEST_CASE(a_fallback_has_its_own, changing)
{
    fault = "the vault is sealed";
    auto const second = connect("openai", server.options("openai").api_key("token-0123456789-1"));
    auto const got = outcome(connect("anthropic", changing_options()).fallback(second));
    BOOST_REQUIRE(got.has_value());
    BOOST_TEST(got.value().model == "openai/test-model");
    BOOST_TEST(got.value().attempts.size() == 2U);

    fault.clear();
    asked_for = 0;
    server.enqueue(sim::reply::status(529));
    auto const third = connect("anthropic", changing_options());
    auto const first = connect("openai", server.options("openai").api_key("token-0123456789-1").max_retries(0));
    auto const other = outcome(first.fallback(third));
    BOOST_REQUIRE(other.has_value());
    BOOST_TEST(other.value().model == "anthropic/test-model");
    BOOST_TEST(asked_for == 1);
}

BOOST_FIXTURE_TEST_CASE(an_environment_s_key_is_not_sent_beside_it, changing)
{
    ::setenv("ANTHROPIC_API_KEY", std::string(secret).c_str(), 1);
    BOOST_TEST(outcome(connect("anthropic", changing_options())).has_value());
    ::unsetenv("ANTHROPIC_API_KEY");
    BOOST_TEST(server.asked().back().header("x-api-key") == "");
    BOOST_TEST(server.asked().back().header("authorization") == "REDACTED");
}

// A night on a service whose tokens end: the server changes its key every 50 answers. An argument after "--" is the
// number of calls.
BOOST_FIXTURE_TEST_CASE(a_batch_outlives_its_tokens, changing)
{
    auto const& suite = boost::unit_test::framework::master_test_suite();
    int const calls = suite.argc > 1 ? std::atoi(suite.argv[1]) : 1000;
    constexpr int each_key = 50;
    at_server->each_key = each_key;
    scratch_folder folder;
    auto const with = connect("openai",
        server.options("openai").api_key("").max_reasks(0).max_retries(0).credentials(
            [this]() -> asio::awaitable<credential> {
                ++asked_for;
                std::string token;
                {
                    std::lock_guard const lock(at_server->mutex);
                    token = at_server->valid;
                }
                co_return bearer(std::move(token), std::chrono::system_clock::now() + 1h);
            }));
    auto const work = [&]() -> asio::awaitable<void> {
        auto inputs = std::views::iota(0, calls)
            | std::views::transform([](int number) { return request("Judge " + std::to_string(number)); });
        batch_options options;
        options.max_in_flight(8);
        auto const results = co_await batch<verdict>(with, inputs, (folder.path() / "night.jsonl").string(), options);
        BOOST_TEST(results.size() == static_cast<std::size_t>(calls));
        BOOST_TEST(std::ranges::count_if(results, [](auto const& one) { return !one; }) == 0);
    };
    run(work());
    int const changes = calls / each_key;
    BOOST_TEST(asked_for >= changes);
    BOOST_TEST(asked_for <= changes + 1); // and never twice for one change
    BOOST_TEST(at_server->refused <= 8 * changes); // those in flight
    BOOST_TEST(server.counts().requests == static_cast<std::size_t>(calls + at_server->refused));
}

BOOST_AUTO_TEST_SUITE_END()
