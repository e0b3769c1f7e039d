// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Every socket call of a whole extraction fails once, each in its turn: there is a value or a named error, and the
// client is as good as new afterwards.
#include "failing_calls.hpp"

#include "provider_thread.hpp"

#include <coax/call_events.hpp>
#include <coax/client.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <cerrno>

namespace asio = boost::asio;
using coax::test::failing_calls;

namespace {

struct verdict {
    std::string name;
    std::vector<int> marks;
};
BOOST_DESCRIBE_STRUCT(verdict, (), (name, marks))

coax::sim::reply answer(coax::sim::asked const&)
{
    return coax::sim::reply::json(R"({"name":"Ann","marks":[1,2,3]})").cut(5).drip(200, {});
}

coax::result<verdict> extract(asio::io_context& io, coax::client const& from)
{
    std::optional<coax::result<verdict>> got;
    auto const work
        = [&]() -> asio::awaitable<void> { got.emplace(co_await coax::settle(from.extract<verdict>("Judge"))); };
    asio::co_spawn(io, work(), [&](std::exception_ptr why) {
        io.stop(); // watchdogs of pooled connections would keep it running
        if (why)
            std::rethrow_exception(why);
    });
    io.restart();
    io.run();
    return std::move(got).value();
}

bool right(coax::result<verdict> const& got)
{
    return got.has_value() && got->name == "Ann" && got->marks == std::vector<int>{1, 2, 3};
}

/// `warm`: over a connection that served before.
void fail_each(bool tls, int error, bool warm, std::uint32_t retries)
{
    coax::test::provider_thread const at(tls, &answer);
    std::size_t calls = 0;
    for (std::size_t n = 0;; ++n) {
        BOOST_REQUIRE(n < 1000);
        asio::io_context io;
        coax::timeouts limits;
        limits.call = std::chrono::seconds(20); // what hangs is told from what is named
        coax::client const client(io, "anthropic/any", at.options().max_retries(retries).timeouts(limits));
        if (warm)
            BOOST_REQUIRE(right(extract(io, client)));
        bool failed = false;
        {
            failing_calls const failing(n, error);
            auto const got = extract(io, client);
            failed = failing.failed();
            calls = failing.made();
            BOOST_TEST_CONTEXT("call " << n << (got ? std::string(": a value") : ": " + got.error().message))
            {
                if (got)
                    BOOST_TEST(right(got));
                else
                    BOOST_TEST(
                        (failed && got.error().message.size() > 20 && coax::error_type(got.error().code) != "other"));
                if (retries > 0)
                    BOOST_TEST(got.has_value());
            }
        }
        BOOST_TEST(right(extract(io, client)), "after call " << n << " had failed");
        if (!failed)
            break; // there are fewer calls than n
    }
    BOOST_TEST(calls > (warm ? 2U : tls ? 6U : 3U));
}

} // namespace

BOOST_AUTO_TEST_SUITE(io_faults)

BOOST_AUTO_TEST_CASE(a_reset_at_each_call_is_a_value_or_a_named_error)
{
    fail_each(true, ECONNRESET, false, 0);
    fail_each(true, ECONNRESET, true, 0);
    fail_each(false, ECONNRESET, false, 0);
}

BOOST_AUTO_TEST_CASE(a_connection_closed_at_each_call_is_a_value_or_a_named_error)
{
    fail_each(true, 0, false, 0);
    fail_each(false, 0, true, 0);
}

BOOST_AUTO_TEST_CASE(no_memory_for_the_system_at_each_call_is_a_value_or_a_named_error)
{
    fail_each(true, ENOBUFS, false, 0);
}

BOOST_AUTO_TEST_CASE(with_a_retry_each_of_them_ends_in_a_value) { fail_each(true, ECONNRESET, false, 1); }

BOOST_AUTO_TEST_SUITE_END()
