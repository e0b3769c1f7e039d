// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/resolver.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>

using coax::transport::resolver;
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// A system whose answers the test gives.
struct fixture {
    struct question {
        std::string host;
        resolver::handler give;
        bool cancelled = false;
    };

    asio::io_context io;
    std::vector<std::shared_ptr<question>> asked;
    std::shared_ptr<resolver> known = with({});

    std::shared_ptr<resolver> with(resolver::limits how_long)
    {
        return std::make_shared<resolver>(
            io.get_executor(), how_long, [this](std::string const& host, resolver::handler give) {
                auto const one = std::make_shared<question>(question{host, std::move(give)});
                asked.push_back(one);
                return [one] { one->cancelled = true; };
            });
    }

    static asio::awaitable<void> look(std::shared_ptr<resolver> in, std::string host,
        resolver::clock::time_point deadline, std::shared_ptr<std::optional<resolver::result>> out)
    {
        auto found = co_await in->resolve(std::move(host), deadline);
        *out = std::move(found);
    }

    // Begins a look-up, and returns the place of its result.
    std::shared_ptr<std::optional<resolver::result>> find(
        std::string host, resolver::clock::time_point deadline = resolver::clock::time_point::max())
    {
        auto const out = std::make_shared<std::optional<resolver::result>>();
        asio::co_spawn(io, look(known, std::move(host), deadline, out), asio::detached);
        turn();
        return out;
    }

    void turn()
    {
        io.restart();
        io.poll();
    }

    void answer(std::size_t which, boost::system::error_code ec, std::string const& address = "")
    {
        resolver::addresses found;
        if (!address.empty())
            found.push_back(asio::ip::make_address(address));
        asked.at(which)->give(ec, found);
        turn();
    }
};

std::string first(std::optional<resolver::result> const& from)
{
    return !from ? "waiting" : from->ec ? from->ec.message() : from->found.at(0).to_string();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(looking_names_up, fixture)

BOOST_AUTO_TEST_CASE(what_needs_no_look_up)
{
    BOOST_TEST(first(*find("192.0.2.1")) == "192.0.2.1");
    BOOST_TEST(first(*find("::1")) == "::1");
    auto const local = find("localhost");
    BOOST_TEST_REQUIRE(local->has_value());
    BOOST_TEST((*local)->found.size() == 2u);
    BOOST_TEST(first(*local) == "127.0.0.1");
    BOOST_TEST(asked.empty());
}

BOOST_AUTO_TEST_CASE(one_look_up_serves_all_who_ask_meanwhile_and_afterwards)
{
    auto const a = find("a.example");
    auto const b = find("a.example");
    BOOST_TEST(asked.size() == 1u);
    BOOST_TEST(first(*a) == "waiting");
    answer(0, {}, "192.0.2.1");
    BOOST_TEST(first(*a) == "192.0.2.1");
    BOOST_TEST(first(*b) == "192.0.2.1");
    BOOST_TEST(first(*find("a.example")) == "192.0.2.1");
    BOOST_TEST(asked.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_not_answered_holds_up_no_other_that_is_known)
{
    auto const good = find("good.example");
    answer(0, {}, "192.0.2.1");
    auto const hard = find("hard.example");
    BOOST_TEST(first(*find("good.example")) == "192.0.2.1");
    BOOST_TEST(first(*hard) == "waiting");
    answer(1, asio::error::host_not_found);
    BOOST_TEST(first(*hard) == boost::system::error_code(asio::error::host_not_found).message());
}

BOOST_AUTO_TEST_CASE(the_deadline_frees_the_caller_and_cancels_what_nobody_waits_for)
{
    auto const late = find("hard.example", resolver::clock::now());
    io.run();
    BOOST_TEST_REQUIRE(late->has_value());
    BOOST_TEST((*late)->ec == asio::error::timed_out);
    BOOST_TEST(asked.at(0)->cancelled);
    auto const again = find("hard.example"); // a look-up of its own
    BOOST_TEST(asked.size() == 2u);
    answer(0, asio::error::operation_aborted);
    BOOST_TEST(first(*again) == "waiting");
    answer(1, {}, "192.0.2.1");
    BOOST_TEST(first(*again) == "192.0.2.1");
}

BOOST_AUTO_TEST_CASE(one_that_leaves_does_not_take_the_look_up_from_others)
{
    auto const stays = find("a.example");
    auto const late = find("a.example", resolver::clock::now());
    io.restart();
    while (!late->has_value())
        io.run_one();
    BOOST_TEST(late->has_value());
    BOOST_TEST(!asked.at(0)->cancelled);
    answer(0, {}, "192.0.2.1");
    BOOST_TEST(first(*stays) == "192.0.2.1");
}

BOOST_AUTO_TEST_CASE(cancelled)
{
    asio::cancellation_signal signal;
    boost::system::error_code ec;
    asio::co_spawn(io, known->resolve("a.example", resolver::clock::time_point::max()),
        asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr thrown, resolver::result const&) {
            try {
                std::rethrow_exception(thrown);
            } catch (boost::system::system_error const& e) {
                ec = e.code();
            }
        }));
    turn();
    signal.emit(asio::cancellation_type::terminal);
    turn();
    BOOST_TEST(ec == asio::error::operation_aborted);
    BOOST_TEST(asked.at(0)->cancelled);
}

BOOST_AUTO_TEST_CASE(what_was_found_before_is_used_where_the_look_up_fails_for_the_moment)
{
    known = with({0ms, 1h, 1h});
    find("a.example");
    answer(0, {}, "192.0.2.1");
    auto const again = find("a.example");
    BOOST_TEST(first(*again) == "waiting");
    answer(1, asio::error::host_not_found_try_again);
    BOOST_TEST(first(*again) == "192.0.2.1");
    auto const gone = find("a.example");
    answer(2, asio::error::host_not_found); // it has no address any more
    BOOST_TEST((*gone)->ec == asio::error::host_not_found);

    known = with({0ms, 1h, 0ms}); // no patience
    find("b.example");
    answer(3, {}, "192.0.2.2");
    auto const slow = find("b.example");
    io.run();
    BOOST_TEST(first(*slow) == "192.0.2.2");

    known = with({0ms, 0ms, 0ms}); // nothing is old enough
    find("c.example");
    answer(5, {}, "192.0.2.3");
    auto const new_one = find("c.example");
    answer(6, asio::error::host_not_found_try_again);
    BOOST_TEST((*new_one)->ec == asio::error::host_not_found_try_again);
}

BOOST_AUTO_TEST_SUITE_END()
