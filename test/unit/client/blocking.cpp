// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "scripted_transport.hpp"

#include <coax/batch.hpp>
#include <coax/blocking.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <filesystem>
#include <optional>
#include <ranges>
#include <thread>

#include <unistd.h>

namespace asio = boost::asio;
namespace blocking = coax::blocking;
using coax::errc;
using namespace coax::test;

static_assert(std::ranges::input_range<blocking::partial_range<word>>);
static_assert(std::ranges::input_range<blocking::item_range<word>>);

namespace {

struct fixture {
    std::shared_ptr<scripted_transport> transport = std::make_shared<scripted_transport>();

    [[nodiscard]] coax::client_options options() const
    {
        return coax::client_options().api_key(key).base_url("https://h.example/v1").max_retries(0).transport(transport);
    }
    [[nodiscard]] blocking::client connect() const { return blocking::client("openai/m", options()); }
    [[nodiscard]] blocking::client over(asio::any_io_executor on) const
    {
        return blocking::client(coax::client(std::move(on), "openai/m", options()));
    }
};

auto const deadlock = [](coax::error const& thrown) {
    return thrown.code() == errc::would_deadlock && thrown.code() == coax::condition::invalid_request
        && std::string_view(thrown.what()).find("another thread") != std::string_view::npos;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(blocking_client, fixture)

BOOST_AUTO_TEST_CASE(one_value_in_a_thread_without_a_context)
{
    auto const client = connect();
    BOOST_TEST(client.model() == "openai/m");
    BOOST_TEST(client.extract<word>("Ask").text == "abc");
    auto const got = client.extract_detailed<word>("Ask");
    BOOST_TEST(got.value.number == 7);
    BOOST_TEST(got.attempts.size() == 1U);
    BOOST_TEST(client.with_model("openai/other").extract<word>("Ask").number == 7);
    BOOST_TEST(transport->bodies.back().find("other") != std::string::npos);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(classes_with_their_probabilities)
{
    using label = coax::literal<"spam", "ham">;
    transport->body = classes();
    auto const got = connect().classify<label>("Ask");
    BOOST_TEST((got.label == label("ham")));
    BOOST_TEST(got.probability(label("ham")) > got.probability(label("spam")));
}

BOOST_AUTO_TEST_CASE(a_failure_is_thrown_and_the_client_goes_on)
{
    auto const client = connect();
    transport->on_send = [] { throw coax::error({errc::connect_failed, "nobody is there"}); };
    BOOST_CHECK_EXCEPTION((void)client.extract<word>("Ask"), coax::error,
        [](coax::error const& thrown) { return thrown.code() == errc::connect_failed; });
    transport->on_send = [] { throw std::runtime_error("a bug of the transport"); };
    BOOST_CHECK_THROW((void)client.extract<word>("Ask"), std::runtime_error);
    transport->on_send = [] {};
    BOOST_TEST(client.extract<word>("Ask").number == 7);
    BOOST_CHECK_EXCEPTION(blocking::client("nobody/m"), coax::error,
        [](coax::error const& thrown) { return thrown.code() == errc::unknown_provider; });
}

BOOST_AUTO_TEST_CASE(a_time_limit_ends_the_wait)
{
    transport->stalls = true;
    auto const client = connect();
    BOOST_CHECK_EXCEPTION((void)client.extract<word>(coax::request("Ask").timeout(std::chrono::milliseconds(20))),
        coax::error, [](coax::error const& thrown) { return thrown.code() == errc::timed_out; });
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(partials_are_a_range)
{
    auto const client = connect();
    std::vector<std::string> shown;
    for (auto const& now : client.stream<word>("Ask"))
        shown.push_back(now->text);
    BOOST_TEST(shown.size() >= 3U);
    BOOST_TEST(shown.front() == "a");
    BOOST_TEST(shown.back() == "abc");

    auto stream = client.stream<word>("Ask");
    BOOST_TEST(transport->urls.size() == 1U); // nothing is sent before begin
    std::size_t count = 0;
    for (auto const& now : stream)
        count += now->text.empty() ? 0 : 1;
    BOOST_TEST(count == shown.size());
    BOOST_TEST(stream.result().value.number == 7);
    BOOST_CHECK_THROW((void)stream.result(), coax::error);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(leaving_the_loop_stops_the_model)
{
    auto const client = connect();
    for (auto const& now : client.stream<word>("Ask")) {
        BOOST_TEST(now->text == "a");
        BOOST_TEST(transport->open == 1);
        break;
    }
    BOOST_TEST(transport->open == 0);
    BOOST_TEST(transport->reads == 1U);
    BOOST_TEST(client.extract<word>("Ask").number == 7);
}

BOOST_AUTO_TEST_CASE(elements_are_a_range_of_values)
{
    transport->body = two_items();
    auto const client = connect();
    std::vector<word> all;
    for (auto& one : client.each<word>("Ask"))
        all.push_back(std::move(one));
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST(all[1].text == "b");

    int first = 0;
    for (auto const& one : client.each<word>("Ask") | std::views::take(1))
        first += one.number;
    BOOST_TEST(first == 1);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(a_range_ends_with_the_exception_that_ends_it)
{
    transport->on_read = [](std::size_t n) {
        if (n == 2)
            throw coax::error({errc::connection_lost, "the cable was cut"});
    };
    auto stream = connect().stream<word>("Ask"); // it outlives the client
    auto at = stream.begin();
    BOOST_TEST((*at)->text == "a");
    BOOST_CHECK_THROW(for (; at != stream.end(); ++at){}, coax::error);
    BOOST_TEST((at == stream.end()));
    BOOST_TEST((stream.begin() == stream.end()));
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(a_client_that_is_assigned_over_goes_with_its_context)
{
    auto client = connect();
    BOOST_TEST(client.extract<word>("Ask").number == 7);
    auto range = client.stream<word>("Ask");
    BOOST_TEST((range.begin() != range.end()));
    client = connect();
    BOOST_TEST(client.extract<word>("Ask").number == 7);
    range = client.stream<word>("Ask");
    BOOST_TEST(transport->open == 0); // that of the old range
    BOOST_TEST(range.result().value.text == "abc");
}

BOOST_AUTO_TEST_CASE(several_threads_share_a_client)
{
    auto const client = connect();
    std::atomic<int> sum = 0;
    std::vector<std::thread> threads;
    for (int n = 0; n < 8; ++n)
        threads.emplace_back([&] {
            for (int calls = 0; calls < 20; ++calls)
                sum += client.extract<word>("Ask").number;
            for (auto const& now : client.stream<word>("Ask"))
                if (now->text == "ab")
                    break;
        });
    for (auto& one : threads)
        one.join();
    BOOST_TEST(sum == 8 * 20 * 7);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(any_coroutine_can_be_waited_for)
{
    auto const client = connect();
    auto const journal = std::filesystem::temp_directory_path() / ("coax-blocking-" + std::to_string(::getpid()));
    std::filesystem::remove(journal);
    std::vector<std::string> const inputs{"one", "two", "three"};
    auto const all = client.run([&](coax::client model) { return coax::batch<word>(model, inputs, journal.string()); });
    BOOST_TEST_REQUIRE(all.size() == 3U);
    for (auto const& one : all)
        BOOST_TEST(one.value().number == 7);
    std::filesystem::remove(journal);
    bool ran = false;
    client.run([&](coax::client const&) -> asio::awaitable<void> {
        ran = true;
        co_return;
    });
    BOOST_TEST(ran);
}

BOOST_AUTO_TEST_CASE(a_call_within_its_own_calls_is_refused)
{
    auto const client = connect();
    int refused = 0;
    transport->on_send = [&] {
        BOOST_CHECK_EXCEPTION((void)client.extract<word>("Ask"), coax::error, deadlock);
        ++refused;
    };
    BOOST_TEST(client.extract<word>("Ask").number == 7);
    BOOST_TEST(refused == 1);
}

BOOST_AUTO_TEST_CASE(over_a_client_whose_executor_runs_elsewhere)
{
    asio::thread_pool pool(2);
    {
        auto const client = over(pool.get_executor());
        BOOST_TEST(client.extract<word>("Ask").number == 7);
        std::string last;
        for (auto const& now : client.stream<word>("Ask"))
            last = now->text;
        BOOST_TEST(last == "abc");
        BOOST_TEST(over(asio::make_strand(pool)).extract<word>("Ask").number == 7);
    }
    pool.join();
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(a_call_in_a_thread_that_runs_the_executor_is_refused)
{
    asio::thread_pool pool(2);
    asio::io_context io;
    std::vector<asio::any_io_executor> const executors{io.get_executor(), asio::make_strand(io),
        asio::make_strand(asio::any_io_executor(io.get_executor())), pool.get_executor(), asio::make_strand(pool)};
    std::atomic<int> refused = 0;
    for (auto const& on : executors) {
        auto const client = over(on);
        auto const ask = [client, &refused] {
            try { // some are in threads of the pool, where Boost.Test must not be called
                (void)client.extract<word>("Ask");
            } catch (coax::error const& thrown) {
                refused += deadlock(thrown) ? 1 : 0;
            }
        };
        asio::post(on, ask);
        asio::co_spawn(
            on,
            [](auto ask) -> asio::awaitable<void> {
                ask();
                co_return;
            }(ask),
            asio::detached);
    }
    io.run();
    pool.join();
    BOOST_TEST(refused == 10);
    BOOST_TEST(transport->urls.empty());
}

BOOST_AUTO_TEST_CASE(another_context_may_be_waited_for)
{
    asio::thread_pool pool(1);
    asio::io_context io;
    auto const client = over(pool.get_executor());
    auto const own = connect();
    int sum = 0;
    asio::post(io, [&] { sum = client.extract<word>("Ask").number + own.extract<word>("Ask").number; });
    io.run();
    BOOST_TEST(sum == 14);
    pool.join();
}

BOOST_AUTO_TEST_CASE(a_context_that_is_destroyed_ends_the_wait)
{
    auto io = std::make_unique<asio::io_context>();
    transport->stalls = true;
    std::optional<boost::system::error_code> code;
    std::thread waiting([&, client = over(io->get_executor())]() mutable {
        try {
            (void)client.extract<word>("Ask");
        } catch (coax::error const& thrown) {
            code = thrown.code();
        }
    });
    {
        auto const work = asio::make_work_guard(*io);
        while (transport->open == 0)
            io->run_one();
    }
    io.reset();
    waiting.join();
    BOOST_TEST_REQUIRE(code.has_value());
    BOOST_TEST(*code == asio::error::operation_aborted);
}

BOOST_AUTO_TEST_SUITE_END()
