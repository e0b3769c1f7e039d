// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/error.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>

namespace {

namespace asio = boost::asio;

void run(asio::awaitable<void> test)
{
    asio::io_context io;
    std::exception_ptr failed;
    asio::co_spawn(io, std::move(test), [&](std::exception_ptr e) { failed = e; });
    io.run();
    if (failed)
        std::rethrow_exception(failed);
}

asio::awaitable<std::unique_ptr<int>> give(int value) { co_return std::make_unique<int>(value); }

asio::awaitable<std::unique_ptr<int>> fail()
{
    throw std::runtime_error("boom");
    co_return nullptr;
}

asio::awaitable<void> nothing() { co_return; }

asio::awaitable<void> refuse()
{
    throw coax::error(coax::failure(coax::errc::refused, "no"));
    co_return;
}

} // namespace

BOOST_AUTO_TEST_SUITE(settle)

BOOST_AUTO_TEST_CASE(gives_the_value_or_the_failure)
{
    auto test = []() -> asio::awaitable<void> {
        auto good = co_await coax::settle(give(3));
        BOOST_TEST(*good.value() == 3);
        auto bad = co_await coax::settle(fail());
        BOOST_TEST(bad.has_error());
        BOOST_TEST((bad.error().code == coax::errc::unexpected));
        BOOST_CHECK_THROW(bad.value(), std::runtime_error);
        auto done = co_await coax::settle(nothing());
        BOOST_TEST(done.has_value());
        auto refused = co_await coax::settle(refuse());
        BOOST_TEST((refused.error().code == coax::errc::refused));
        BOOST_TEST(!refused.error().cause);
    };
    run(test());
}

BOOST_AUTO_TEST_SUITE_END()
