// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax-soak [COUNT] [SHARE]: COUNT extractions (200,000) from a simulated provider that spoils a SHARE of its answers
// (0.05). Each must end in a right value or a named error, none lost or doubled; descriptors and memory must stay flat.
#include "troubles.hpp"

#include <coax.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <ranges>
#include <string>
#include <vector>

#include <unistd.h>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

struct note {
    std::uint64_t document = 0;
    std::string text;
    std::vector<std::string> tags;
    std::uint64_t sum = 0;
};
BOOST_DESCRIBE_STRUCT(note, (), (document, text, tags, sum))
constexpr auto tag_invoke(coax::annotate_tag, note const*)
{
    return coax::notes(coax::note<&note::text>().min_length(20));
}
void tag_invoke(coax::validate_tag, note const& value, coax::violations& found)
{
    auto words = value.text;
    for (auto const& tag : value.tags)
        words += "," + tag;
    if (value.sum != soak::sum_of(value.document, words))
        found.add<&note::sum>("is not the sum of what is said");
}

std::uint64_t document_in(std::string_view prompt)
{
    std::uint64_t number = 0;
    prompt.remove_prefix(std::min(prompt.size(), prompt.find(' ') + 1));
    std::from_chars(prompt.data(), prompt.data() + prompt.size(), number);
    return number;
}

double resident_megabytes()
{
    std::ifstream in("/proc/self/statm");
    double size = 0;
    double resident = 0;
    in >> size >> resident;
    return resident * double(::sysconf(_SC_PAGESIZE)) / 1e6;
}

std::size_t open_descriptors()
{
    return std::size_t(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

struct sample {
    double megabytes = 0;
    std::size_t descriptors = 0;
};

struct ledger {
    std::vector<std::uint8_t> ended; ///< how often, for each document
    std::map<std::string_view, std::size_t> errors;
    std::vector<sample> curve;
    std::size_t values = 0;
    std::size_t wrong = 0;

    void take(std::uint64_t document, coax::result<note> const& got)
    {
        ++ended[document];
        if (!got) {
            ++errors[coax::error_type(got.error().code)];
            return;
        }
        ++values;
        if (got->document != document)
            ++wrong; // its words are right, or their sum would not be
    }
};

asio::awaitable<void> extract_all(coax::client client, ledger& book)
{
    auto const count = book.ended.size();
    auto calls = std::views::iota(std::size_t(0), count)
        | std::views::transform([&](std::size_t n) { return client.extract<note>("Document " + std::to_string(n)); });
    auto all = coax::as_completed(std::move(calls), {.max_in_flight = 128});
    std::size_t done = 0;
    std::printf("%12s %10s %12s\n", "extractions", "MB", "descriptors");
    for (;;) {
        auto const one = co_await all.next();
        if (!one)
            break;
        book.take(one->index, one->result);
        if (++done % (count / 20 + 1) == 0 || done == count) {
            book.curve.push_back({resident_megabytes(), open_descriptors()});
            std::printf("%12zu %10.1f %12zu\n", done, book.curve.back().megabytes, book.curve.back().descriptors);
            std::fflush(stdout);
        }
    }
}

/// From a quarter of the run on, memory may grow by a tenth and 8 MB, for what an allocator keeps.
bool flat(std::vector<sample> const& curve)
{
    auto const early = curve[curve.size() / 4];
    auto const late = curve.back();
    return late.megabytes <= early.megabytes * 1.1 + 8 && late.descriptors <= early.descriptors + 64;
}

} // namespace

int main(int argc, char** argv)
{
    auto const count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200'000;
    auto const share = argc > 2 ? std::strtod(argv[2], nullptr) : 0.05;
    if (count == 0 || share < 0 || share > 1) {
        std::fprintf(stderr, "usage: coax-soak [COUNT] [SHARE]\n");
        return 2;
    }

    asio::io_context io;
    ledger book;
    book.ended.resize(count);
    soak::troubles troubles(share);
    {
        coax::sim::server server(io.get_executor(), coax::sim::server_options().keep(100));
        server.on([&](coax::sim::asked const& question) {
            return troubles.answer(document_in(question.prompt()), question.attempt);
        });
        coax::timeouts limits;
        limits.idle = 300ms; // for answers that stall
        limits.first_byte = 10s;
        auto const options = server.options("anthropic").timeouts(limits);
        std::exception_ptr thrown;
        asio::co_spawn(io, extract_all(coax::client(io, "anthropic/soak", options), book), [&](std::exception_ptr why) {
            thrown = why;
            server.stop();
        });
        io.run();
        if (thrown)
            std::rethrow_exception(thrown);
    }

    std::size_t spoilt = 0;
    std::printf("\nwhat was done to answers\n");
    for (std::size_t i = 0; i < troubles.names.size(); ++i) {
        std::printf("%8zu  %s\n", troubles.made[i], troubles.names[i].data());
        spoilt += troubles.made[i];
    }
    std::printf("what became of the calls\n%8zu  values\n", book.values);
    for (auto const& [name, times] : book.errors)
        std::printf("%8zu  %s\n", times, std::string(name).c_str());

    auto const not_once = std::size_t(std::ranges::count_if(book.ended, [](std::uint8_t times) { return times != 1; }));
    auto const nameless = book.errors.contains("other") || book.errors.contains("cancelled");
    auto const good = not_once == 0 && book.wrong == 0 && !nameless && flat(book.curve);
    std::printf(
        "\n%llu extractions, %zu spoilt answers: %zu lost or doubled, %zu wrong values, %s errors without a name, "
        "%s\n",
        static_cast<unsigned long long>(count), spoilt, not_once, book.wrong, nameless ? "some" : "no",
        flat(book.curve) ? "memory and descriptors flat" : "MEMORY OR DESCRIPTORS GROW");
    return good ? 0 : 1;
}
