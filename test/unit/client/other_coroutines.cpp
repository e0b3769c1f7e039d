// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Coroutines that are not Asio's awaitable. The libraries that they need are optional.
#include "scripted_client.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#ifdef COAX_TEST_SPAWN
#include <boost/asio/spawn.hpp>
#endif
#ifdef COAX_TEST_COBALT
#include <boost/cobalt.hpp>
#endif

namespace asio = boost::asio;
using coax::errc;
using namespace coax::test;

BOOST_FIXTURE_TEST_SUITE(other_coroutines, scripted_client)

#ifdef COAX_TEST_SPAWN
// A bare `yield_context` does not compile in Boost 1.81 for a signature of an exception_ptr and a value.
BOOST_AUTO_TEST_CASE(a_stackful_coroutine_yields_a_tuple)
{
    auto const client = connect();
    std::vector<std::string> shown;
    boost::system::error_code code;
    asio::spawn(
        io,
        [&](asio::yield_context yield) {
            auto const whole = client.async_extract<word>("Ask", asio::as_tuple(yield));
            BOOST_TEST(!std::get<0>(whole));
            BOOST_TEST(std::get<1>(whole).number == 7);
            auto stream = client.stream<word>("Ask");
            for (;;) {
                auto const next = stream.async_next(asio::as_tuple(yield));
                BOOST_TEST(!std::get<0>(next));
                if (!std::get<1>(next))
                    break;
                shown.push_back((**std::get<1>(next)).text);
            }
            fail();
            code = code_of(std::get<0>(client.async_extract<word>("Ask", asio::as_tuple(yield))));
        },
        [](std::exception_ptr thrown) { BOOST_TEST(!thrown); });
    run();
    BOOST_TEST(shown.size() >= 3U);
    BOOST_TEST(shown.back() == "abc");
    BOOST_TEST((code == errc::connect_failed));
}

BOOST_AUTO_TEST_CASE(a_stackful_coroutine_that_is_cancelled)
{
    auto const client = connect();
    asio::cancellation_signal signal;
    transport->on_read = [&](std::size_t n) {
        if (n == 2)
            asio::post(io, [&] { signal.emit(asio::cancellation_type::terminal); });
    };
    boost::system::error_code code;
    asio::spawn(
        io,
        [&](asio::yield_context yield) {
            code = code_of(std::get<0>(client.async_extract<word>("Ask", asio::as_tuple(yield))));
        },
        asio::bind_cancellation_slot(signal.slot(), [](std::exception_ptr thrown) { BOOST_TEST(!thrown); }));
    run();
    BOOST_TEST(code == asio::error::operation_aborted);
    BOOST_TEST(transport->open == 0);
}
#endif

#ifdef COAX_TEST_COBALT
BOOST_AUTO_TEST_CASE(a_cobalt_task_awaits)
{
    auto const client = connect();
    int number = 0;
    auto const work = [&]() -> boost::cobalt::task<void> {
        auto const value = co_await client.async_extract<word>("Ask", boost::cobalt::use_op);
        number = value.number;
    };
    boost::cobalt::spawn(io, work(), [](std::exception_ptr thrown) { BOOST_TEST(!thrown); });
    run();
    BOOST_TEST(number == 7);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
