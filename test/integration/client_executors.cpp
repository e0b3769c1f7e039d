// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The client on every kind of executor; under the thread sanitizer too.
#include "client_fixture.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;

namespace {

/// Every kind of call, one after another.
asio::awaitable<void> all_kinds(client with)
{
    auto const value = co_await with.extract<verdict>("Judge");
    auto stream = with.stream<verdict>(request("Judge").show(granularity::delta));
    for (;;) {
        auto const now = co_await stream.next();
        if (!now)
            break;
    }
    auto const got = co_await stream.result();
    auto items = with.each<verdict>("Judge");
    std::size_t count = 0;
    for (;;) {
        auto const one = co_await items.next();
        if (!one)
            break;
        ++count;
    }
    if (got.text.empty() || count == 0)
        throw std::logic_error("a call gave nothing");
}

/// An element that remembers how often another coroutine had run when it was complete.
struct counted {
    int n = 0;
    inline static std::vector<int> turns_at_element;
    inline static int turns = 0;
};
BOOST_DESCRIBE_STRUCT(counted, (), (n))

void tag_invoke(validate_tag, counted const&, violations&) { counted::turns_at_element.push_back(counted::turns); }

/// A simulator in a thread of its own, which makes up what fits.
struct provider_thread {
    asio::io_context io;
    sim::server server{io.get_executor(), sim::server_options().tls(false)};
    std::thread thread{[this] { io.run(); }};

    ~provider_thread()
    {
        server.stop();
        thread.join();
    }
    [[nodiscard]] client_options options() const
    {
        auto options = server.options("openai");
        options.max_connections(16); // fewer than the calls: some wait in line
        return options;
    }
};

/// Three threads run the context as long as it lives.
class three_threads {
public:
    explicit three_threads(asio::io_context& io) : guard_(asio::make_work_guard(io))
    {
        for (int n = 0; n < 3; ++n)
            threads_.emplace_back([&io] { io.run(); });
    }
    three_threads(three_threads const&) = delete;
    three_threads& operator=(three_threads const&) = delete;
    ~three_threads()
    {
        guard_.reset();
        for (auto& one : threads_)
            one.join();
    }

private:
    asio::executor_work_guard<asio::io_context::executor_type> guard_;
    std::vector<std::thread> threads_;
};

template <class Executor>
std::size_t run_many(Executor on, client const& with, std::size_t count)
{
    std::vector<std::future<void>> ends;
    for (std::size_t n = 0; n < count; ++n)
        ends.push_back(asio::co_spawn(on, all_kinds(with), asio::use_future));
    std::size_t good = 0;
    for (auto& one : ends) {
        one.get();
        ++good;
    }
    return good;
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_executors, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(on_a_strand_of_a_context_with_several_threads)
{
    provider_thread provider;
    asio::io_context io;
    client const with(io, "openai/test-model", provider.options());
    three_threads const running(io);
    BOOST_TEST(run_many(asio::make_strand(io), with, 10) == 10U);
}

BOOST_AUTO_TEST_CASE(on_a_context_with_several_threads)
{
    provider_thread provider;
    asio::io_context io;
    client const with(io, "openai/test-model", provider.options());
    three_threads const running(io);
    BOOST_TEST(run_many(io.get_executor(), with, 30) == 30U);
}

BOOST_AUTO_TEST_CASE(on_a_pool_of_threads)
{
    provider_thread provider;
    asio::thread_pool pool(3);
    {
        client const with(pool, "openai/test-model", provider.options());
        BOOST_TEST(run_many(pool.get_executor(), with, 50) == 50U);
        auto const again = with.with_model("openai/other-model");
        BOOST_TEST(run_many(asio::make_strand(pool), again, 4) == 4U);
    }
    pool.join();
    BOOST_TEST(provider.server.counts().accepted <= 16U);
}

BOOST_AUTO_TEST_CASE(sockets_on_one_context_and_calls_on_another)
{
    provider_thread provider;
    asio::thread_pool sockets(1);
    asio::thread_pool calls(2);
    {
        client const with(sockets, "openai/test-model", provider.options());
        BOOST_TEST(run_many(calls.get_executor(), with, 10) == 10U);
    }
    calls.join();
    sockets.join();
}

// The whole body has arrived when its answer is read, so no read of the socket lets others go first.
BOOST_AUTO_TEST_CASE(a_timer_fires_while_a_long_answer_is_read)
{
    plain_fixture here;
    std::string answer = R"({"value":[{"n":1})";
    for (int i = 1; i < 20'000; ++i)
        answer += R"(,{"n":1})";
    here.server.enqueue(sim::reply::json(answer + "]}"));
    counted::turns_at_element.clear();
    counted::turns = 0;
    bool done = false;
    asio::steady_timer timer(here.io);
    auto const other = [&]() -> asio::awaitable<void> {
        while (!done) {
            timer.expires_after(0ms);
            co_await timer.async_wait(asio::use_awaitable);
            ++counted::turns;
        }
    };
    auto const work = [&]() -> asio::awaitable<void> {
        auto const model = here.connect("openai");
        auto const all = co_await model.extract<std::vector<counted>>(request("Count").streamed(false));
        BOOST_TEST(all.size() == 20'000U);
        done = true;
    };
    asio::co_spawn(here.io, other(), asio::detached);
    here.run(work());
    BOOST_TEST_REQUIRE(counted::turns_at_element.size() == 20'000U);
    BOOST_TEST(counted::turns_at_element.back() - counted::turns_at_element.front() >= 5);
}

BOOST_AUTO_TEST_SUITE_END()
