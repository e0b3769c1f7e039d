// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Each verb of a client as an operation that takes any completion token.
#include "scripted_client.hpp"

#include <coax/client.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/experimental/promise.hpp>
#include <boost/asio/experimental/use_promise.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <optional>
#include <thread>

namespace asio = boost::asio;
using coax::errc;
using namespace coax::test;
using fixture = scripted_client;

namespace {

/// The verbs, each of which reports how it ended, once.
using done = std::function<void(std::exception_ptr)>;
struct verb {
    char const* name;
    std::vector<std::string> (*answer)();
    void (*start)(coax::client const& client, asio::cancellation_slot slot, done at_end);
};

template <class Stream>
struct reading : std::enable_shared_from_this<reading<Stream>> {
    reading(Stream from, asio::cancellation_slot in, done call)
        : stream(std::move(from)),
          slot(in),
          at_end(std::move(call))
    {
    }
    void next()
    {
        auto keep = this->shared_from_this();
        stream.async_next(asio::bind_cancellation_slot(slot, [keep](std::exception_ptr thrown, auto shown) {
            if (thrown || !shown) {
                BOOST_TEST(!shown.has_value());
                keep->at_end(thrown);
            } else {
                keep->next();
            }
        }));
    }
    Stream stream;
    asio::cancellation_slot slot;
    done at_end;
};

template <class Stream>
void read_all(Stream stream, asio::cancellation_slot slot, done at_end)
{
    std::make_shared<reading<Stream>>(std::move(stream), slot, std::move(at_end))->next();
}

verb const verbs[] = {
    {"extract", pieces,
        [](coax::client const& client, asio::cancellation_slot slot, done at_end) {
            client.async_extract<word>(
                "Ask", asio::bind_cancellation_slot(slot, [at_end](std::exception_ptr thrown, word value) {
                    BOOST_TEST(value.number == (thrown ? 0 : 7));
                    at_end(thrown);
                }));
        }},
    {"partials", pieces,
        [](coax::client const& client, asio::cancellation_slot slot, done at_end) {
            read_all(client.stream<word>("Ask"), slot, std::move(at_end));
        }},
    {"items", two_items,
        [](coax::client const& client, asio::cancellation_slot slot, done at_end) {
            read_all(client.each<word>("Ask"), slot, std::move(at_end));
        }},
    {"result", pieces,
        [](coax::client const& client, asio::cancellation_slot slot, done at_end) {
            auto const stream = std::make_shared<coax::partial_stream<word>>(client.stream<word>("Ask"));
            stream->async_result(asio::bind_cancellation_slot(
                slot, [stream, at_end](std::exception_ptr thrown, coax::extraction<word> const& got) {
                    BOOST_TEST(got.value.text == (thrown ? "" : "abc"));
                    at_end(thrown);
                }));
        }},
};

/// Counts what it has handed out and not got back.
template <class T>
struct counting_allocator {
    using value_type = T;
    explicit counting_allocator(int& count, int& all) : alive(&count), total(&all) { }
    template <class U>
    counting_allocator(counting_allocator<U> const& other) : alive(other.alive),
                                                             total(other.total)
    {
    }
    T* allocate(std::size_t n)
    {
        ++*alive;
        ++*total;
        return std::allocator<T>().allocate(n);
    }
    void deallocate(T* place, std::size_t n)
    {
        --*alive;
        std::allocator<T>().deallocate(place, n);
    }
    bool operator==(counting_allocator const& other) const { return alive == other.alive; }
    int* alive;
    int* total;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(completion_tokens, fixture)

BOOST_AUTO_TEST_CASE(a_callback_gets_the_value)
{
    std::optional<word> got;
    connect().async_extract<word>("Ask", [&](std::exception_ptr thrown, word value) {
        BOOST_TEST(!thrown);
        BOOST_TEST(io.get_executor().running_in_this_thread());
        got = std::move(value);
    });
    BOOST_TEST(!got.has_value());
    run();
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got->text == "abc");
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(a_callback_gets_the_failure_and_is_not_called_by_the_initiating_function)
{
    fail();
    auto const client = connect();
    int calls = 0;
    auto const on_end = [&](std::exception_ptr thrown, word const& value) {
        ++calls;
        BOOST_TEST((code_of(thrown) == errc::connect_failed));
        BOOST_TEST(value.text.empty());
    };
    asio::post(io, [&] {
        client.async_extract<word>("Ask", on_end);
        BOOST_TEST(calls == 0);
        // This one fails before it waits for anything.
        client.async_extract<word>("not UTF-8: \xff", [&](std::exception_ptr thrown, word) {
            ++calls;
            BOOST_TEST((code_of(thrown) == errc::invalid_option));
        });
        BOOST_TEST(calls == 0);
    });
    run();
    BOOST_TEST(calls == 2);
}

BOOST_AUTO_TEST_CASE(a_handler_runs_on_its_own_executor)
{
    asio::io_context other;
    auto const client = connect();
    auto const strand = asio::make_strand(other);
    int calls = 0;
    client.async_extract<word>("Ask", asio::bind_executor(strand, [&](std::exception_ptr thrown, word value) {
        ++calls;
        BOOST_TEST(!thrown);
        BOOST_TEST(value.number == 7);
        BOOST_TEST(strand.running_in_this_thread());
    }));
    run();
    BOOST_TEST(calls == 0);
    BOOST_TEST(other.run_one() > 0U); // the handler was counted as work of `other` all the time
    other.run();
    BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE(each_verb_takes_a_future)
{
    asio::thread_pool pool(2);
    auto const client = connect(pool.get_executor());
    BOOST_TEST(client.async_extract<word>("Ask", asio::use_future).get().number == 7);
    auto const detailed = client.async_extract_detailed<word>("Ask", asio::use_future).get();
    BOOST_TEST(detailed.value.text == "abc");
    BOOST_TEST(detailed.model == "openai/m");
    auto stream = client.stream<word>("Ask");
    std::string last;
    while (auto const now = stream.async_next(asio::use_future).get())
        last = (*now)->text;
    BOOST_TEST(last == "abc");
    BOOST_TEST(stream.async_result(asio::use_future).get().value.number == 7);
    transport->body = two_items();
    auto items = client.each<word>("Ask");
    int sum = 0;
    while (auto const one = items.async_next(asio::use_future).get())
        sum += one->number;
    BOOST_TEST(sum == 3);
    BOOST_TEST(!items.async_result(asio::use_future).get().text.empty());
    fail();
    BOOST_CHECK_THROW(client.async_extract<word>("Ask", asio::use_future).get(), coax::error);
    pool.join();
}

BOOST_AUTO_TEST_CASE(classes_with_their_probabilities)
{
    using label = coax::literal<"spam", "ham">;
    transport->body = classes();
    std::optional<coax::classification<label>> got;
    connect().async_classify<label>("Ask", [&](std::exception_ptr thrown, coax::classification<label> value) {
        BOOST_TEST(code_of(thrown).message() == boost::system::error_code().message());
        got.emplace(std::move(value));
    });
    run();
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got->probabilities.size() == 2U);
    BOOST_TEST(got->probability(label("ham")) > got->probability(label("spam")));
}

BOOST_AUTO_TEST_CASE(nothing_begins_before_a_deferred_operation_is_started)
{
    auto operation = connect().async_extract<word>("Ask", asio::deferred);
    run();
    BOOST_TEST(transport->urls.empty());
    int calls = 0;
    std::move(operation)([&](std::exception_ptr thrown, word value) {
        BOOST_TEST(!thrown);
        calls += value.number;
    });
    run();
    BOOST_TEST(calls == 7);
}

BOOST_AUTO_TEST_CASE(coroutines_await_it_and_cancel_it)
{
    auto const client = connect();
    int seen = 0;
    asio::cancellation_signal signal;
    auto const work = [&]() -> asio::awaitable<void> {
        auto const value = co_await client.async_extract<word>("Ask", asio::use_awaitable);
        seen += value.number;
        auto stream = client.stream<word>("Ask");
        auto const first = co_await stream.async_next(asio::as_tuple(asio::use_awaitable));
        BOOST_TEST(!std::get<0>(first));
        BOOST_TEST(std::get<1>(first).has_value());
        co_await asio::this_coro::throw_if_cancelled(false);
        transport->on_read = [&](std::size_t n) {
            if (n == 2)
                asio::post(io, [&] { signal.emit(asio::cancellation_type::terminal); });
        };
        auto const second = co_await client.async_extract<word>("Ask", asio::as_tuple(asio::use_awaitable));
        BOOST_TEST(code_of(std::get<0>(second)) == asio::error::operation_aborted);
        seen += 1;
    };
    asio::co_spawn(io, work(),
        asio::bind_cancellation_slot(signal.slot(), [](std::exception_ptr thrown) { BOOST_TEST(!thrown); }));
    run();
    BOOST_TEST(seen == 8);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(a_detached_call_runs_to_its_end)
{
    connect().async_extract<word>("Ask", asio::detached);
    run();
    BOOST_TEST(transport->urls.size() == 1U);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(a_promise_that_is_dropped_cancels)
{
    auto const client = connect();
    {
        auto promise = client.async_extract<word>("Ask", asio::experimental::use_promise);
        io.run();
        BOOST_TEST(promise.completed());
        int number = 0;
        promise([&](std::exception_ptr thrown, word value) {
            BOOST_TEST(!thrown);
            number = value.number;
        });
        run();
        BOOST_TEST(number == 7);
    }
    {
        auto promise = client.async_extract<word>("Ask", asio::experimental::use_promise);
        io.restart();
        while (transport->open == 0)
            io.run_one();
    }
    std::size_t const reads = transport->reads;
    run();
    BOOST_TEST(transport->open == 0);
    BOOST_TEST(transport->reads <= reads + 1);
}

BOOST_AUTO_TEST_CASE(in_a_parallel_group_the_first_cancels_the_other)
{
    auto const client = connect();
    asio::steady_timer timer(io, std::chrono::milliseconds(0));
    bool ended = false;
    asio::experimental::make_parallel_group(
        client.async_extract<word>("Ask", asio::deferred), timer.async_wait(asio::deferred))
        .async_wait(asio::experimental::wait_for_one(),
            [&](std::array<std::size_t, 2> order, std::exception_ptr thrown, word, boost::system::error_code) {
                ended = true;
                BOOST_TEST(order[0] == 1U);
                BOOST_TEST(code_of(thrown) == asio::error::operation_aborted);
            });
    run();
    BOOST_TEST(ended);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(each_verb_cancelled_at_every_suspension_point_in_every_way)
{
    asio::io_context second;
    for (auto const& verb : verbs)
        for (bool const on_strand : {false, true})
            for (auto const type :
                {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
                transport->body = verb.answer();
                int aborted = 0;
                for (int handlers = 0;; ++handlers) {
                    BOOST_REQUIRE(handlers < 1000);
                    auto const client = on_strand ? connect(asio::make_strand(io)) : connect();
                    asio::cancellation_signal signal;
                    int ends = 0;
                    boost::system::error_code code;
                    verb.start(client, signal.slot(), [&](std::exception_ptr thrown) {
                        ++ends;
                        code = code_of(thrown);
                    });
                    io.restart();
                    for (int n = 0; n < handlers && ends == 0; ++n)
                        io.run_one();
                    bool const late = ends > 0;
                    signal.emit(type);
                    signal.emit(type); // one more has no effect
                    io.run();
                    BOOST_TEST_CONTEXT(verb.name << " after " << handlers)
                    {
                        BOOST_TEST(ends == 1);
                        BOOST_TEST(transport->open == 0);
                        BOOST_TEST((!code || code == asio::error::operation_aborted));
                    }
                    if (handlers == 0)
                        BOOST_TEST(code == asio::error::operation_aborted);
                    aborted += code ? 1 : 0;
                    if (late)
                        break;
                }
                BOOST_TEST(aborted >= 3); // fewer than points: between two elements nothing is there to be cancelled
            }
}

BOOST_AUTO_TEST_CASE(cancelled_from_the_executor_of_a_handler_elsewhere)
{
    // The call is on one thread of a pool, its handler and the cancellation on another.
    for (int round = 0; round < 50; ++round) {
        asio::thread_pool calls(2);
        asio::io_context handlers;
        auto const client = connect(calls.get_executor());
        asio::cancellation_signal signal;
        std::atomic<int> sent = 0;
        transport->on_send = [&] { ++sent; };
        int ends = 0;
        client.async_extract<word>("Ask",
            asio::bind_executor(
                handlers, asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, word) {
                    ++ends;
                    auto const code = code_of(thrown);
                    BOOST_TEST((!code || code == asio::error::operation_aborted));
                })));
        asio::post(handlers, [&] {
            while (sent == 0 && round % 2 == 0)
                std::this_thread::yield();
            signal.emit(asio::cancellation_type::terminal);
        });
        handlers.run();
        BOOST_TEST(ends == 1);
        calls.join();
        BOOST_TEST(transport->open == 0);
    }
}

BOOST_AUTO_TEST_CASE(one_signal_serves_one_call_after_another)
{
    auto const client = connect();
    asio::cancellation_signal signal;
    std::vector<boost::system::error_code> codes;
    auto const ask = [&] {
        client.async_extract<word>(
            "Ask", asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, word) {
                codes.push_back(code_of(thrown));
                BOOST_TEST(!signal.slot().has_handler());
            }));
    };
    ask();
    run();
    signal.emit(asio::cancellation_type::terminal); // nothing is there to be cancelled
    ask();
    run();
    ask();
    signal.emit(asio::cancellation_type::terminal);
    run();
    BOOST_TEST_REQUIRE(codes.size() == 3U);
    BOOST_TEST(!codes[0]);
    BOOST_TEST(!codes[1]);
    BOOST_TEST(codes[2] == asio::error::operation_aborted);
}

BOOST_AUTO_TEST_CASE(memory_comes_from_the_handler_s_allocator)
{
    int alive = 0;
    int total = 0;
    bool ended = false;
    connect().async_extract<word>(
        "Ask", asio::bind_allocator(counting_allocator<void>(alive, total), [&](std::exception_ptr thrown, word) {
            BOOST_TEST(!thrown);
            ended = true;
        }));
    BOOST_TEST(alive > 0);
    run();
    BOOST_TEST(ended);
    BOOST_TEST(alive == 0);
    BOOST_TEST(total >= 1);
}

BOOST_AUTO_TEST_CASE(a_context_that_ends_destroys_the_handler)
{
    for (int handlers = 0; handlers < 12; ++handlers) {
        auto context = std::make_unique<asio::io_context>();
        auto const token = std::make_shared<int>(0);
        asio::cancellation_signal signal;
        {
            auto const client = connect(context->get_executor());
            client.async_extract<word>(
                "Ask", asio::bind_cancellation_slot(signal.slot(), [token](std::exception_ptr, word) { ++*token; }));
        }
        for (int n = 0; n < handlers; ++n)
            context->run_one();
        bool const over = *token > 0;
        context.reset();
        BOOST_TEST(token.use_count() == 1);
        BOOST_TEST((over || *token == 0));
        signal.emit(asio::cancellation_type::terminal);
        BOOST_TEST(transport->open == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
