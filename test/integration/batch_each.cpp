// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Results of a batch one by one: a slow consumer, inputs that arrive, a second run.
#include "batch_fixture.hpp"

#include <coax/batch.hpp>
#include <coax/compact_journal.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

constexpr std::size_t in_flight = 4;

coax::sim::reply answer_to(coax::sim::asked const& asked)
{
    return coax::sim::reply::json(R"({"value":)" + asked.prompt() + "}").usage(10, 5);
}

/// The numbers from 0 on, as a range that counts how far it was read.
class counted_range {
public:
    counted_range(int count, int& pulled) : count_(count), pulled_(&pulled) { }

    class iterator {
    public:
        using value_type = coax::request;
        using difference_type = std::ptrdiff_t;
        iterator(int number, int* pulled) : number_(number), pulled_(pulled) { }
        coax::request operator*() const
        {
            *pulled_ = number_ + 1;
            return coax::request(std::to_string(number_)).tag("tag " + std::to_string(number_));
        }
        iterator& operator++()
        {
            ++number_;
            return *this;
        }
        void operator++(int) { ++number_; }
        bool operator==(int count) const { return number_ == count; }

    private:
        int number_;
        int* pulled_;
    };
    [[nodiscard]] iterator begin() const { return {0, pulled_}; }
    [[nodiscard]] int end() const { return count_; }

private:
    int count_;
    int* pulled_;
};

/// The same as a stream.
class counted_stream {
public:
    explicit counted_stream(int count, int throw_at = -1) : count_(count), throw_at_(throw_at) { }
    counted_stream(counted_stream&&) = default; // as a cursor, it can only be moved

    asio::awaitable<std::optional<std::string>> next()
    {
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        std::optional<std::string> found;
        if (given_ == throw_at_)
            throw std::runtime_error("the cursor is gone");
        if (given_ < count_)
            found.emplace(std::to_string(given_++));
        co_return found;
    }
    [[nodiscard]] int given() const noexcept { return given_; }

private:
    int count_;
    int throw_at_;
    int given_ = 0;
};

/// A simulator and a client on one context.
struct fixture : coax::test::batch_fixture {
    coax::client client{context, "openai/test-model", server.options("openai").max_retries(0)};
    std::multiset<std::string> asked;

    fixture()
    {
        server.on([this](coax::sim::asked const& about) {
            asked.insert(about.prompt());
            return answer_to(about);
        });
    }

    asio::awaitable<void> sleep()
    {
        asio::steady_timer timer(context, std::chrono::milliseconds(20));
        co_await timer.async_wait(asio::use_awaitable);
    }
};

bool is_journal_failure(coax::error const& why) { return why.code() == coax::errc::journal_failed; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(batch_each_result, fixture)

BOOST_AUTO_TEST_CASE(each_input_has_one_result_with_its_facts)
{
    int pulled = 0;
    options.price({.input = 1'000'000, .output = 2'000'000});
    std::vector<int> values(20, -1);
    auto work = [&]() -> asio::awaitable<void> {
        auto all = coax::batch_each<int>(client, counted_range(20, pulled), journal, options);
        BOOST_TEST(pulled == 0); // nothing begins before the first next()
        while (auto one = co_await all.next()) {
            BOOST_TEST(one->tag == "tag " + std::to_string(one->index));
            BOOST_TEST(one->usage.input_tokens == 10U);
            BOOST_TEST(one->cost == 20.0);
            BOOST_TEST(!one->kept);
            BOOST_TEST(values.at(one->index) == -1);
            values.at(one->index) = one->result.value();
        }
        BOOST_TEST(!(co_await all.next()).has_value());
    };
    run_work(work);
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(values[std::size_t(i)] == i);
}

BOOST_AUTO_TEST_CASE(nothing_is_begun_while_results_wait)
{
    int pulled = 0;
    auto work = [&]() -> asio::awaitable<void> {
        auto all = coax::batch_each<int>(client, counted_range(30, pulled), journal, options);
        int taken = 0;
        while (auto one = co_await all.next()) {
            ++taken;
            co_await sleep(); // the calls in flight settle, and their results wait
            BOOST_TEST(pulled <= taken + int(in_flight));
            BOOST_TEST(asked.size() <= std::size_t(taken) + in_flight);
        }
        BOOST_TEST(taken == 30);
    };
    run_work(work);
}

BOOST_AUTO_TEST_CASE(inputs_may_arrive_one_by_one)
{
    auto work = [&]() -> asio::awaitable<void> {
        counted_stream inputs(17);
        std::set<std::size_t> seen;
        auto all = coax::batch_each<int>(client, inputs, journal, options);
        while (auto one = co_await all.next()) {
            BOOST_TEST(one->result.value() == int(one->index));
            seen.insert(one->index);
            BOOST_TEST(inputs.given() <= int(seen.size() + in_flight + 1));
        }
        BOOST_TEST(seen.size() == 17U);
    };
    run_work(work);
    auto again = [&]() -> asio::awaitable<void> {
        auto const all = co_await coax::batch<int>(client, counted_stream(18), journal, options);
        BOOST_REQUIRE(all.size() == 18U);
        for (std::size_t i = 0; i < all.size(); ++i)
            BOOST_TEST(all[i].value() == int(i));
    };
    run_work(again);
    BOOST_TEST(asked.size() == 18U);
}

BOOST_AUTO_TEST_CASE(what_the_inputs_throw_comes_after_the_results)
{
    auto work = [&]() -> asio::awaitable<void> {
        counted_stream inputs(9, 6);
        auto all = coax::batch_each<int>(client, inputs, journal, options);
        std::size_t taken = 0;
        try {
            while (auto one = co_await all.next())
                ++taken;
            BOOST_ERROR("nothing was thrown");
        } catch (std::runtime_error const& why) {
            BOOST_TEST(why.what() == "the cursor is gone");
        }
        BOOST_TEST(taken == 6U);
        BOOST_TEST(!(co_await all.next()).has_value());
    };
    run_work(work);
}

BOOST_AUTO_TEST_CASE(what_an_earlier_run_settled_is_given_again_and_not_asked)
{
    int pulled = 0;
    auto first = [&]() -> asio::awaitable<void> {
        auto all = coax::batch_each<int>(client, counted_range(12, pulled), journal, options);
        for (int taken = 0; taken < 5; ++taken)
            (void)co_await all.next();
        co_await all.stop();
        BOOST_TEST(!(co_await all.next()).has_value());
    };
    run_work(first);
    std::size_t kept = 0;
    auto second = [&]() -> asio::awaitable<void> {
        auto all = coax::batch_each<int>(client, counted_range(12, pulled), journal, options);
        std::size_t taken = 0;
        while (auto one = co_await all.next()) {
            BOOST_TEST(one->result.value() == int(one->index));
            BOOST_TEST(one->usage.output_tokens == 5U);
            BOOST_TEST(one->tag == "tag " + std::to_string(one->index));
            kept += one->kept ? 1 : 0;
            ++taken;
        }
        BOOST_TEST(taken == 12U);
    };
    run_work(second);
    BOOST_TEST(kept >= 5U);
    BOOST_TEST(asked.size() <= 12 + in_flight); // what was in flight at the end of the first run
}

BOOST_AUTO_TEST_CASE(a_failure_of_all_ends_it_once)
{
    server.on([&](coax::sim::asked const& about) {
        asked.insert(about.prompt());
        return asked.size() > 3 ? coax::sim::reply::status(401) : answer_to(about);
    });
    int pulled = 0;
    auto work = [&]() -> asio::awaitable<void> {
        auto all = coax::batch_each<int>(client, counted_range(40, pulled), journal, options);
        std::size_t thrown = 0;
        try {
            while (auto one = co_await all.next()) { }
        } catch (coax::error const& why) {
            BOOST_TEST((why.code() == coax::errc::authentication));
            ++thrown;
        }
        BOOST_TEST(thrown == 1U);
        BOOST_TEST(!(co_await all.next()).has_value());
    };
    run_work(work);
    BOOST_TEST(asked.size() <= 3 + 2 * in_flight);
    BOOST_TEST(coax::compact_journal(journal) == 0U); // nobody has the journal any more
}

BOOST_AUTO_TEST_CASE(other_inputs_and_a_journal_in_use_are_named)
{
    int pulled = 0;
    auto work = [&]() -> asio::awaitable<void> {
        auto all = coax::batch_each<int>(client, counted_range(3, pulled), journal, options);
        BOOST_CHECK_EXCEPTION((void)coax::batch_each<int>(client, counted_range(3, pulled), journal, options),
            coax::error, is_journal_failure);
        while (auto one = co_await all.next()) { }
    };
    run_work(work);
    auto other = [&]() -> asio::awaitable<void> {
        std::vector<std::string> const texts{"0", "1", "7"};
        auto all = coax::batch_each<int>(client, texts, journal, options);
        while (auto one = co_await all.next())
            BOOST_TEST(one->kept);
    };
    BOOST_CHECK_EXCEPTION(run_work(other), coax::error, [](coax::error const& why) {
        return is_journal_failure(why) && why.failure().message.find("number 2") != std::string::npos;
    });
}

BOOST_AUTO_TEST_SUITE_END()
