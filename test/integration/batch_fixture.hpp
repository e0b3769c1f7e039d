// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "scratch_folder.hpp"

#include <coax/batch_each.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace coax::test {

/// A simulator, and a batch of at most four calls at a time with a journal of its own.
struct batch_fixture {
    boost::asio::io_context context;
    sim::server server{context.get_executor()};
    scratch_folder folder;
    std::string journal = (folder.path() / "run.jsonl").string();
    batch_options options;

    batch_fixture() { options.max_in_flight(4); }

    /// Runs a coroutine to its end, and throws what it throws.
    template <class Work>
    void run_work(Work&& work)
    {
        std::exception_ptr thrown;
        boost::asio::co_spawn(context, work(), [&](std::exception_ptr why) {
            thrown = why;
            context.stop();
        });
        context.run();
        context.restart();
        if (thrown)
            std::rethrow_exception(thrown);
    }

    /// All results, in the order in which they settled.
    template <class T>
    std::vector<batch_item<T>> items_of(client const& by, std::vector<request> const& inputs)
    {
        std::vector<batch_item<T>> items;
        run_work([&]() -> boost::asio::awaitable<void> {
            auto all = batch_each<T>(by, inputs, journal, options);
            while (auto one = co_await all.next())
                items.push_back(std::move(*one));
        });
        return items;
    }
};

} // namespace coax::test
