// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Every operation, cancelled at each of its suspension points, in each of the ways there are.
#include "client_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <optional>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;
using sim::reply;

namespace {

constexpr auto two = R"({"items":[{"name":"Ann","marks":[1,2],"word":"good"},{"name":"Bob","marks":[],"word":"bad"}]})";

struct operation {
    char const* name;
    char const* says;
    asio::awaitable<void> (*start)(client const&);
};

asio::awaitable<void> extract(client const& with)
{
    auto const got = co_await with.extract<verdict>("Judge");
    BOOST_TEST(got.name == "Ann");
}

asio::awaitable<void> next(client const& with)
{
    auto stream = with.stream<verdict>(request("Judge").show(granularity::delta));
    for (;;) {
        auto const now = co_await stream.next();
        if (!now)
            break;
        BOOST_TEST(std::string_view("Ann").starts_with((*now)->name));
    }
}

asio::awaitable<void> each(client const& with)
{
    auto items = with.each<verdict>("Judge");
    for (;;) {
        auto const one = co_await items.next();
        if (!one)
            break;
        BOOST_TEST((one->name == "Ann" || one->name == "Bob"));
    }
}

asio::awaitable<void> result_of(client const& with)
{
    auto stream = with.stream<verdict>("Judge");
    auto const got = co_await stream.result();
    BOOST_TEST(got.value.name == "Ann");
}

constexpr operation operations[] = {{"extract", good.data(), &extract}, {"next", good.data(), &next},
    {"each", two, &each}, {"result", good.data(), &result_of}};

enum class way { terminal, partial, total, beside_a_timer };

/// The server's context and the client's, run by one thread by turns, so that handlers can be counted.
class bench {
public:
    explicit bench(bool tls) : server(server_io.get_executor(), sim::server_options().tls(tls)) { }

    asio::io_context server_io;
    sim::server server;
    std::optional<asio::io_context> client_io{std::in_place};

    client connect()
    {
        auto options = server.options("anthropic");
        options.api_key(std::string(secret)).max_reasks(0).max_retries(0);
        return client(*client_io, "anthropic/test-model", std::move(options));
    }

    /// One handler of the client, as soon as there is one.
    void step()
    {
        for (;;) {
            server_io.poll_one();
            client_io->restart();
            if (client_io->poll_one() > 0)
                return;
            server_io.run_one_for(1ms);
        }
    }

    /// The client's context has nothing left to wait for.
    bool runs_out()
    {
        client_io->restart();
        client_io->run_for(5s);
        return client_io->stopped();
    }

    /// Until the server has so many connections, for it sees them go a little later.
    bool open_becomes(std::size_t count)
    {
        for (int n = 0; n < 5000 && server.counts().open != count; ++n)
            server_io.run_one_for(1ms);
        return server.counts().open == count;
    }
};

/// Many reads come of it.
reply in_pieces(char const* text) { return reply::json(text).cut(8).drip(100, 0ns); }

/// Runs `op` and cancels it after `after` handlers. Whether it came to its end by itself.
bool cancel_after(bench& on, client const& with, operation const& op, way cancellation, int after)
{
    asio::cancellation_signal signal;
    asio::steady_timer timer(*on.client_io, asio::steady_timer::time_point::max());
    bool begun = false; // before, a cancellation is between co_spawn and the caller
    bool fired = false;
    bool done = false;
    bool aborted = false;
    std::exception_ptr thrown;

    auto const whole = [&]() -> asio::awaitable<void> {
        if (cancellation == way::partial || cancellation == way::total)
            co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
        begun = true;
        try {
            co_await op.start(with);
        } catch (error const& why) {
            check_failure(why.failure(), asio::error::operation_aborted);
            aborted = true;
        } catch (boost::system::system_error const& why) {
            // Asio's own, at the caller's next co_await: the operation was done when it was cancelled, but not yet
            // resumed.
            BOOST_TEST(why.code() == asio::error::operation_aborted);
        }
    };
    auto const wait = [&]() -> asio::awaitable<void> {
        if (!fired)
            co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    };
    auto const beside = [&]() -> asio::awaitable<void> {
        using namespace asio::experimental::awaitable_operators;
        auto const first = co_await (whole() || wait());
        (void)first;
    };

    on.server.enqueue(in_pieces(op.says));
    asio::co_spawn(*on.client_io, cancellation == way::beside_a_timer ? beside() : whole(),
        asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr why) {
            thrown = why;
            done = true;
        }));
    while (!begun)
        on.step();
    for (int n = 0; n < after && !done; ++n)
        on.step();
    bool const by_itself = done;
    fired = true;
    if (!done) {
        switch (cancellation) {
        case way::terminal:
            signal.emit(asio::cancellation_type::terminal);
            break;
        case way::partial:
            signal.emit(asio::cancellation_type::partial);
            break;
        case way::total:
            signal.emit(asio::cancellation_type::total);
            break;
        case way::beside_a_timer:
            timer.cancel();
            break;
        }
    }
    // Cancelled, it needs nothing of the server any more.
    bool const promptly = on.runs_out();
    BOOST_TEST(promptly);
    BOOST_TEST_REQUIRE(done);
    BOOST_TEST(!thrown);
    if (aborted)
        BOOST_TEST(on.open_becomes(0));
    return by_itself;
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_cancel, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(every_operation_at_every_suspension_point)
{
    for (auto const& op : operations) {
        for (auto const cancellation : {way::terminal, way::partial, way::total, way::beside_a_timer}) {
            bench on(cancellation == way::terminal); // TLS has more points; one way through them is enough
            auto const client = on.connect();
            int points = 0;
            for (bool by_itself = false; !by_itself; ++points) {
                BOOST_TEST_CONTEXT(op.name << " way " << int(cancellation) << " after " << points << " handlers")
                {
                    BOOST_TEST_REQUIRE(points < 1000);
                    by_itself = cancel_after(on, client, op, cancellation, points);
                    if (points % 5 == 0 && !by_itself) // what was half read is not read on
                        BOOST_TEST(cancel_after(on, client, op, way::terminal, 1000));
                }
            }
            BOOST_TEST(points > 12);
            BOOST_TEST_MESSAGE(op.name << " way " << int(cancellation) << ": " << points << " points");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_context_that_goes_in_the_middle_of_a_call)
{
    for (auto const& op : operations) {
        int points = 0;
        for (bool done = false; !done; ++points) {
            bench on(false);
            auto const whole = [&]() -> asio::awaitable<void> {
                auto const client = on.connect();
                co_await op.start(client);
                done = true;
            };
            on.server.enqueue(in_pieces(op.says));
            asio::co_spawn(*on.client_io, whole(), [](std::exception_ptr) {});
            for (int n = 0; n < points && !done; ++n)
                on.step();
            on.client_io.reset();
            BOOST_TEST(on.open_becomes(0));
        }
    }
}

BOOST_AUTO_TEST_CASE(destroying_a_stream_closes_its_socket)
{
    for (bool const elements : {false, true}) {
        std::size_t most = 0;
        bool over = false;
        for (std::size_t take = 0; !over; ++take) {
            bench on(false);
            auto const client = on.connect();
            on.server.enqueue(in_pieces(elements ? two : good.data()));
            std::size_t seen = 0;
            bool done = false;
            auto const work = [&]() -> asio::awaitable<void> {
                if (elements) {
                    auto items = client.each<verdict>("Judge");
                    while (seen < take && !over) {
                        auto const one = co_await items.next();
                        over = !one;
                        seen += over ? 0U : 1U;
                    }
                } else {
                    auto stream = client.stream<verdict>(request("Judge").show(granularity::field));
                    while (seen < take && !over) {
                        auto const now = co_await stream.next();
                        over = !now;
                        seen += over ? 0U : 1U;
                    }
                }
                done = true;
            };
            asio::co_spawn(*on.client_io, work(), [](std::exception_ptr why) { BOOST_TEST(!why); });
            while (!done)
                on.step();
            BOOST_TEST_CONTEXT("elements " << elements << " taken " << seen)
            {
                BOOST_TEST(on.runs_out());
                BOOST_TEST(on.open_becomes(over ? 1 : 0)); // at its end it is back in the pool
            }
            most = seen;
        }
        BOOST_TEST(most >= 2U);
    }
}

BOOST_AUTO_TEST_CASE(a_wait_between_two_tries_can_be_cancelled)
{
    bench on(false);
    auto options = on.server.options("openai");
    options.max_reasks(1).max_retries(1);
    client const client(*on.client_io, "openai/test-model", options);
    on.server.enqueue(reply::status(429).header("retry-after", "50"));
    asio::cancellation_signal signal;
    std::optional<failure> why;
    auto const work = [&]() -> asio::awaitable<void> {
        auto const got = co_await settle(client.extract<verdict>("Judge"));
        BOOST_TEST(got.has_error());
        why = got.error();
    };
    asio::co_spawn(*on.client_io, work(), asio::bind_cancellation_slot(signal.slot(), [](std::exception_ptr) {}));
    while (on.server.served().empty() || on.client_io->poll_one() > 0)
        on.step();
    for (int n = 0; n < 20; ++n) { // the answer is on its way, then the wait begins
        on.server_io.run_one_for(1ms);
        on.client_io->restart();
        on.client_io->poll();
    }
    BOOST_TEST_REQUIRE(!why.has_value());
    signal.emit(asio::cancellation_type::terminal);
    BOOST_TEST(on.runs_out());
    BOOST_TEST_REQUIRE(why.has_value());
    BOOST_TEST(why->code == asio::error::operation_aborted);
    BOOST_TEST(why->attempts.size() == 1U); // the wait was none
    BOOST_TEST((why->attempts[0].code == errc::rate_limited));
    check_no_key(*why);
}

BOOST_AUTO_TEST_SUITE_END()
