// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Every allocation of a whole extraction fails once, each in its turn: there is a value, a named error or bad_alloc to
// the caller, and the client is as good as new afterwards.
#include "failing_allocations.hpp"

#include "provider_thread.hpp"
#include "scratch_folder.hpp"

#include <coax/batch.hpp>
#include <coax/call_events.hpp>
#include <coax/client.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <new>

namespace asio = boost::asio;
using coax::test::failing_allocations;
using coax::test::memory_of;

namespace {

struct verdict {
    std::string name;
    std::vector<int> marks;
};
BOOST_DESCRIBE_STRUCT(verdict, (), (name, marks))
constexpr auto tag_invoke(coax::annotate_tag, verdict const*)
{
    return coax::notes(coax::note<&verdict::name>().max_length(40));
}

bool right(verdict const& got)
{
    return got.name == "Ann, of whom the rest need not be known" && got.marks == std::vector<int>{1, 2, 3};
}

coax::sim::reply answer(coax::sim::asked const& asked)
{
    std::string const good = R"({"name":"Ann, of whom the rest need not be known","marks":[1,2,3]})";
    std::string const bad = R"({"name":"Ann, of whom very much more is known than can be said here","marks":[1]})";
    bool const first = asked.messages.size() == 1;
    if (asked.prompt().find("wrong at first") != std::string::npos && first)
        return coax::sim::reply::json(bad);
    if (asked.prompt().find("busy at first") != std::string::npos && asked.attempt % 2 == 1)
        return coax::sim::reply::status(529).header("retry-after-ms", "1");
    if (asked.prompt().find("several") != std::string::npos)
        return coax::sim::reply::json("{\"items\":[" + good + "," + good + "]}").cut(20);
    return coax::sim::reply::json(good).cut(20);
}

/// One thing to do with a client; true where what comes out is right.
using task = std::function<asio::awaitable<bool>(coax::client)>;

struct ending {
    enum kind { value, wrong_value, named, unnamed, no_memory, nothing } is = nothing;
    std::string words;
    bool failed = false; ///< an allocation did
    bool escaped = false; ///< bad_alloc came out of run()
    std::size_t made = 0;
};

asio::awaitable<void> under(task const& work, coax::client client, ending& end)
{
    try {
        bool const good = co_await work(std::move(client));
        failing_allocations::stop();
        end.is = good ? ending::value : ending::wrong_value;
    } catch (coax::error const& thrown) {
        failing_allocations::stop();
        end.is = coax::error_type(thrown.code()) == "other" ? ending::unnamed : ending::named;
        end.words = thrown.what();
    } catch (std::bad_alloc const&) {
        failing_allocations::stop();
        end.is = ending::no_memory;
    } catch (std::exception const& thrown) {
        failing_allocations::stop();
        end.is = ending::unnamed;
        end.words = thrown.what();
    }
}

ending run(asio::io_context& io, coax::client const& client, task const& work, memory_of whose, std::size_t n,
    std::size_t count)
{
    ending end;
    // A strand, so that `gather` makes none: Asio 1.81 crashes where that fails.
    asio::co_spawn(asio::make_strand(io), under(work, client, end), [&](std::exception_ptr) { io.stop(); });
    io.restart();
    {
        failing_allocations const failing(whose, n, count);
        try {
            io.run();
        } catch (std::bad_alloc const&) {
            failing_allocations::stop();
            end.escaped = true;
        }
        end.failed = failing_allocations::failed();
        end.made = failing_allocations::made();
    }
    return end;
}

void fail_each(bool tls, memory_of whose, task const& work, std::size_t count = 1, bool may_escape = false)
{
    coax::test::provider_thread const at(tls, &answer);
    for (std::size_t n = 0;; ++n) {
        BOOST_REQUIRE(n < 20'000);
        asio::io_context io;
        coax::timeouts limits;
        limits.call = std::chrono::seconds(20); // what hangs is told from what is named
        coax::client const client(io, "anthropic/any", at.options().max_reasks(1).max_retries(1).timeouts(limits));
        auto const end = run(io, client, work, whose, n, count);
        BOOST_TEST_CONTEXT("allocation " << n << ": " << end.is << ' ' << end.words << (end.escaped ? " escaped" : ""))
        {
            BOOST_TEST((end.is == ending::value
                || (end.failed && (end.is == ending::named || end.is == ending::no_memory || end.escaped))));
            BOOST_TEST((may_escape || !end.escaped));
        }
        auto const after = run(io, client, work, whose, 0, 0);
        BOOST_TEST(after.is == ending::value, "after allocation " << n << " had failed: " << after.is << after.words);
        if (!end.failed) {
            BOOST_TEST(end.made > 0);
            BOOST_TEST_MESSAGE(end.made << " allocations");
            break; // there are fewer allocations than n
        }
    }
}

asio::awaitable<bool> extract(coax::client client) { co_return right(co_await client.extract<verdict>("Judge")); }

asio::awaitable<bool> extract_whole(coax::client client)
{
    auto ask = coax::request("Judge");
    ask.streamed(false);
    co_return right(co_await client.extract<verdict>(std::move(ask)));
}

asio::awaitable<bool> ask_again(coax::client client)
{
    auto const got = co_await client.extract_detailed<verdict>("Judge wrong at first");
    co_return right(got.value) && got.attempts.size() >= 2;
}

asio::awaitable<bool> try_again(coax::client client)
{
    co_return right(co_await client.extract<verdict>("Judge busy at first"));
}

asio::awaitable<bool> hedged(coax::client client)
{
    auto ask = coax::request("Judge");
    ask.hedge_after(std::chrono::milliseconds(1));
    co_return right(co_await client.extract<verdict>(std::move(ask)));
}

asio::awaitable<bool> stream(coax::client client)
{
    auto partials = client.stream<verdict>(coax::request("Judge wrong at first"));
    while (auto const now = co_await partials.next())
        static_cast<void>(now->path());
    auto const got = co_await partials.result();
    co_return right(got.value);
}

asio::awaitable<bool> each(coax::client client)
{
    std::size_t count = 0;
    auto items = client.each<verdict>("Judge several");
    while (auto const one = co_await items.next())
        count += right(*one) ? 1 : 100;
    auto const end = co_await items.result();
    co_return count == 2;
}

} // namespace

BOOST_AUTO_TEST_SUITE(alloc_faults)

BOOST_AUTO_TEST_CASE(an_extraction) { fail_each(false, memory_of::program, extract); }
BOOST_AUTO_TEST_CASE(an_extraction_over_tls) { fail_each(true, memory_of::program, extract); }
BOOST_AUTO_TEST_CASE(an_extraction_that_is_not_streamed) { fail_each(false, memory_of::program, extract_whole); }
BOOST_AUTO_TEST_CASE(a_question_asked_again) { fail_each(false, memory_of::program, ask_again); }
BOOST_AUTO_TEST_CASE(a_retry) { fail_each(false, memory_of::program, try_again); }
BOOST_AUTO_TEST_CASE(a_second_call_beside_it) { fail_each(false, memory_of::program, hedged); }
BOOST_AUTO_TEST_CASE(partials) { fail_each(false, memory_of::program, stream); }
BOOST_AUTO_TEST_CASE(elements) { fail_each(false, memory_of::program, each); }
BOOST_AUTO_TEST_CASE(four_in_a_row) { fail_each(true, memory_of::program, ask_again, 4); }

BOOST_AUTO_TEST_CASE(a_batch)
{
    coax::test::scratch_folder const folder;
    std::size_t runs = 0;
    auto const work = [&](coax::client client) -> asio::awaitable<bool> {
        std::vector<std::string> const texts{"one", "two"};
        auto const journal = folder.path() / std::to_string(runs++);
        auto const got = co_await coax::batch<verdict>(client, texts, journal.string());
        co_return got.size() == 2 && got[0] && right(*got[0]) && got[1] && right(*got[1]);
    };
    fail_each(false, memory_of::program, work);
}

// Where Asio has no memory to begin an operation, it destroys the coroutine, and what it throws leaves run().
BOOST_AUTO_TEST_CASE(asio_s_own)
{
    fail_each(true, memory_of::asio, extract, 1, true);
    fail_each(false, memory_of::asio, stream, 1, true);
}
BOOST_AUTO_TEST_CASE(openssl) { fail_each(true, memory_of::openssl, extract); }

BOOST_AUTO_TEST_SUITE_END()
