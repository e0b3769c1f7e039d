// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// What a child costs: CPU and memory of gather over a million lazily made awaitables, which end at once or come back
// after one turn of the context, at 1, 64 and 4096 in flight. `co_spawn` is the same work with one bare co_spawn for
// each child.
#include "rows.hpp"

#include <coax/gather.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <ranges>

namespace {

namespace asio = boost::asio;
using asio::awaitable;

std::size_t in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// The heap at its fullest, looked at by every 4096th child. mallinfo2 is slow, so never in a run that is timed.
struct gauge {
    bool looking;
    std::size_t base = in_use();
    std::size_t peak = 0;
    unsigned count = 0;

    void look()
    {
        if (looking && ++count % 4096 == 0)
            peak = std::max(peak, in_use() - std::min(in_use(), base));
    }
};

awaitable<void> at_once(gauge& heap)
{
    heap.look();
    co_return;
}

awaitable<void> one_turn(gauge& heap)
{
    heap.look();
    co_await asio::post(asio::use_awaitable);
}

using child = awaitable<void> (*)(gauge&);

awaitable<void> by_gather(child call, int count, std::size_t in_flight, gauge& heap)
{
    auto make = [&](int) { return call(heap); };
    co_await coax::gather(std::views::iota(0, count) | std::views::transform(make), {.max_in_flight = in_flight});
}

awaitable<void> by_as_completed(child call, int count, std::size_t in_flight, gauge& heap)
{
    auto make = [&](int) { return call(heap); };
    auto all
        = coax::as_completed(std::views::iota(0, count) | std::views::transform(make), {.max_in_flight = in_flight});
    while (auto done = co_await all.next()) { }
}

awaitable<void> by_co_spawn(child call, int count, std::size_t in_flight, gauge& heap)
{
    auto const executor = co_await asio::this_coro::executor;
    std::size_t live = 0;
    for (int i = 0; i < count; ++i) {
        while (live >= in_flight)
            co_await asio::post(asio::use_awaitable);
        ++live;
        asio::co_spawn(executor, call(heap), [&](std::exception_ptr) { --live; });
    }
    while (live > 0)
        co_await asio::post(asio::use_awaitable);
}

using combinator = awaitable<void> (*)(child, int, std::size_t, gauge&);

double run_once(combinator run, child call, int count, std::size_t in_flight, bool strand, gauge& heap)
{
    asio::io_context io(1);
    asio::any_io_executor executor = io.get_executor();
    if (strand)
        executor = asio::make_strand(executor);
    auto const start = cpu_seconds();
    asio::co_spawn(executor, run(call, count, in_flight, heap), [](std::exception_ptr e) {
        if (e)
            std::rethrow_exception(e);
    });
    io.run();
    return cpu_seconds() - start;
}

void measure(bool json, char const* name, combinator run, char const* kind, child call, int count,
    std::size_t in_flight, bool strand)
{
    gauge heap{true};
    run_once(run, call, std::min(count, 200'000), in_flight, strand, heap);
    gauge idle{false};
    auto const ns = run_once(run, call, count, in_flight, strand, idle) * 1e9 / count;
    auto const bytes = static_cast<double>(heap.peak) / static_cast<double>(in_flight);
    char const* on = strand ? "strand" : "context";
    if (json)
        std::printf(
            "{\"bench\":\"gather\",\"how\":\"%s\",\"child\":\"%s\",\"on\":\"%s\",\"count\":%d,\"in_flight\":%zu,"
            "\"cpu_ns\":%.0f,\"peak_bytes\":%zu,\"peak_bytes_in_flight\":%.0f}\n",
            name, kind, on, count, in_flight, ns, heap.peak, bytes);
    else
        std::printf(
            "%-14s %-9s %-8s %9d %9zu %12.0f %12zu %14.0f\n", name, kind, on, count, in_flight, ns, heap.peak, bytes);
}

} // namespace

int main(int argc, char** argv)
{
    bool const json = coax::bench::manner(argc, argv).json;
    if (!json)
        std::printf("%-14s %-9s %-8s %9s %9s %12s %12s %14s\n", "how", "child", "on", "count", "in flight",
            "CPU ns/child", "peak bytes", "bytes/in flight");
    struct {
        char const* name;
        combinator run;
    } const ways[] = {{"gather", by_gather}, {"as_completed", by_as_completed}, {"co_spawn", by_co_spawn}};
    struct {
        char const* name;
        child call;
    } const kinds[] = {{"at once", at_once}, {"one turn", one_turn}};
    for (auto const& way : ways)
        for (auto const& kind : kinds)
            for (bool const strand : {false, true})
                for (std::size_t const in_flight : {1U, 64U, 4096U})
                    measure(json, way.name, way.run, kind.name, kind.call, 1'000'000, in_flight, strand);
    for (int const count : {20'000, 200'000}) // the number of inputs changes nothing but the time
        measure(json, "gather", by_gather, "one turn", one_turn, count, 64, false);
}
