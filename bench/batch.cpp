// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// bench_batch [CALLS] [--json]: CPU of short extractions over TLS by a batch with a journal, beside the same calls by
// `gather`; of resuming that journal; of hits in a cache; and memory for an input that is settled. The server is
// another process.
#include "loopback.hpp"
#include "rows.hpp"

#include <coax/batch.hpp>
#include <coax/client.hpp>
#include <coax/gather.hpp>
#ifdef COAX_BENCH_CACHE
#include <coax/file_cache.hpp>
#endif

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <malloc.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <ranges>
#include <string>

namespace {

namespace asio = boost::asio;
using coax::bench::report;

constexpr std::size_t in_flight = 32;

std::size_t heap() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

auto requests(std::size_t count)
{
    return std::views::iota(std::size_t(0), count) | std::views::transform([](std::size_t n) {
        return coax::request("Summarise document " + std::to_string(n) + ".");
    });
}

struct bed {
    coax::bench::loopback server; // before the first thread
    std::string const folder = std::filesystem::temp_directory_path() / ("coax_bench." + std::to_string(::getpid()));
    std::string const journal = folder + "/run.jsonl";
    coax::client_options options = coax::client_options()
                                       .api_key("none")
                                       .base_url("https://127.0.0.1:" + std::to_string(server.port()) + "/v1")
                                       .ca_pem(server.ca_pem());
    char const* model = "openai/text-40-200";

    bed() { std::filesystem::create_directory(folder); }
    ~bed() { std::filesystem::remove_all(folder); }
    bed(bed const&) = delete;

    /// CPU of this thread for one coroutine.
    template <class Work>
    double cpu(Work work)
    {
        asio::io_context io(1);
        coax::client const client(io, model, options);
        auto const start = coax::bench::thread_cpu();
        asio::co_spawn(io, work(client), [](std::exception_ptr why) {
            if (why)
                std::rethrow_exception(why);
        });
        io.run();
        return coax::bench::thread_cpu() - start;
    }
};

} // namespace

int main(int argc, char** argv)
{
    coax::bench::manner const how(argc, argv);
    auto const calls = how.only != 0 ? how.only : 100'000;
    bed at;
    auto const row = [&](char const* name, std::size_t count, double seconds) {
        auto const us = seconds * 1e6 / static_cast<double>(count);
        std::printf(how.json ? "{\"bench\":\"batch\",\"how\":\"%s\",\"count\":%zu,\"cpu_us\":%.2f}\n"
                             : "%-28s %10zu %12.2f us\n",
            name, count, us);
        std::fflush(stdout);
    };
    coax::batch_options options;
    options.max_in_flight(in_flight);
    auto const by_gather = [&](coax::client client) -> asio::awaitable<void> {
        auto make = [&](coax::request one) { return client.extract<report>(std::move(one)); };
        auto calls_of = requests(calls) | std::views::transform(make);
        auto all = coax::as_completed(calls_of, {.max_in_flight = in_flight});
        while (auto done = co_await all.next())
            done->result.value();
    };
    auto const by_batch = [&](coax::client client) -> asio::awaitable<void> {
        auto inputs = requests(calls);
        auto all = coax::batch_each<report>(client, inputs, at.journal, options);
        while (auto one = co_await all.next())
            one->result.value();
    };
    at.cpu(by_gather); // warm
    row("gather", calls, at.cpu(by_gather));
    row("batch with a journal", calls, at.cpu(by_batch));
    row("gather again", calls, at.cpu(by_gather));
    row("resume, every value read", calls, at.cpu(by_batch));

    auto const before = heap();
    std::size_t after = 0;
    auto const only_open = [&](coax::client client) -> asio::awaitable<void> {
        auto inputs = requests(calls);
        auto all = coax::batch_each<report>(client, inputs, at.journal, options);
        after = heap();
        co_return;
    };
    row("resume, the journal read", calls, at.cpu(only_open));
    auto const bytes = static_cast<double>(after - before) / static_cast<double>(calls);
    std::printf(how.json ? "{\"bench\":\"batch\",\"how\":\"memory\",\"bytes_an_input\":%.1f}\n"
                         : "memory                                  %12.1f bytes an input\n",
        bytes);
#ifdef COAX_BENCH_CACHE
    at.options.cache(coax::file_cache(at.folder + "/answers.db"));
    at.cpu(by_gather);
    row("hits in a file_cache", calls, at.cpu(by_gather));
#endif
}
