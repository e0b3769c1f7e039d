// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// Many paced streams over TLS on one thread: CPU for each delta, heap for each stream in flight, and how long a delta
// takes from the server's write to the consumer's hand; beside a floor that does the same asynchronous reads and
// nothing else. The server is another process, and begins when all have asked. Memory is what became resident, and what
// was asked of the heap.
#include "paced_server.hpp"
#include "rows.hpp"

#include <coax/client.hpp>
#include <coax/stream.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/class.hpp>

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

struct stamped {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(stamped, (), (text))

// Pages of this process that are in memory: the heap's, and those that nobody ever touched left out.
std::size_t resident()
{
    std::size_t all = 0, present = 0;
    if (auto* const file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%zu %zu", &all, &present) != 2)
            present = 0;
        std::fclose(file);
    }
    return present * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::size_t heap_in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

struct outcome {
    double cpu_us_a_delta = 0;
    double heap_a_stream = 0;
    double resident_a_stream = 0;
    double p50_us = 0;
    double p99_us = 0;
    std::size_t failures = 0;
};

// What all streams of one run write into.
class tally {
public:
    tally(std::size_t streams, std::size_t deltas) : streams_(streams), deltas_(deltas)
    {
        delays_.resize(streams * deltas + streams); // touched, so that they are in memory before the streams are
        delays_.clear();
        base_ = heap_in_use();
        resident_base_ = resident();
    }

    // A delta has come to hand.
    void take(std::string_view stamp)
    {
        if (delays_.empty())
            begin_ = coax::bench::thread_cpu();
        auto const now = coax::bench::monotonic_ns();
        delays_.push_back(static_cast<double>(now - std::strtoll(std::string(stamp).c_str(), nullptr, 10)) * 1e-3);
        if (delays_.size() == streams_ * deltas_ / 2) {
            heap_ = heap_in_use() - base_;
            resident_ = resident() - resident_base_;
        }
        end_ = coax::bench::thread_cpu();
    }
    void fail() noexcept { ++failures_; }

    outcome result()
    {
        outcome all;
        all.failures = failures_;
        if (delays_.empty())
            return all;
        all.cpu_us_a_delta = (end_ - begin_) * 1e6 / static_cast<double>(streams_ * deltas_);
        all.heap_a_stream = static_cast<double>(heap_) / static_cast<double>(streams_);
        all.resident_a_stream = static_cast<double>(resident_) / static_cast<double>(streams_);
        std::sort(delays_.begin(), delays_.end());
        all.p50_us = delays_[delays_.size() / 2];
        all.p99_us = delays_[delays_.size() * 99 / 100];
        return all;
    }

private:
    std::size_t streams_, deltas_;
    std::vector<double> delays_;
    std::size_t base_ = 0, heap_ = 0, resident_base_ = 0, resident_ = 0, failures_ = 0;
    double begin_ = 0, end_ = 0;
};

asio::awaitable<void> consume(coax::client client, tally& all)
{
    auto partials = client.stream<stamped>(coax::request("Go on").mode(coax::mode::json_schema));
    try {
        std::size_t seen = 0;
        while (auto const* now = co_await partials.next()) {
            auto const& text = (*now)->text;
            if (text.size() == seen)
                continue;
            seen = text.size();
            all.take(std::string_view(text).substr(seen - coax::bench::stamp_size));
        }
    } catch (std::exception const& thrown) {
        std::fprintf(stderr, "%s\n", thrown.what());
        all.fail();
    }
}

outcome with_coax(std::size_t streams, std::size_t deltas, double pace)
{
    coax::bench::paced_server const server(streams, deltas, pace);
    asio::io_context io(1);
    tally all(streams, deltas);
    {
        coax::timeouts patient;
        patient.connect = patient.handshake = patient.first_byte = patient.idle = std::chrono::minutes(5);
        coax::client client(io.get_executor(), "openai/paced",
            coax::client_options()
                .base_url("https://127.0.0.1:" + std::to_string(server.port()) + "/v1")
                .api_key("key")
                .ca_pem(server.ca_pem())
                .timeouts(patient)
                .max_connections(streams));
        for (std::size_t n = 0; n < streams; ++n)
            asio::co_spawn(io, consume(client, all), asio::detached);
    }
    io.run();
    return all.result();
}

asio::awaitable<void> only_read(asio::ssl::context& context, tcp::endpoint where, tally& all)
{
    try {
        asio::ssl::stream<tcp::socket> link(co_await asio::this_coro::executor, context);
        co_await link.next_layer().async_connect(where, asio::use_awaitable);
        link.next_layer().set_option(tcp::no_delay(true));
        co_await link.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
        std::string const request = "POST / HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}";
        co_await asio::async_write(link, asio::buffer(request), asio::use_awaitable);
        std::vector<char> buffer(16 * 1024);
        for (;;) {
            auto const got = co_await link.async_read_some(asio::buffer(buffer), asio::use_awaitable);
            std::string_view const bytes(buffer.data(), got);
            auto const at = bytes.rfind(coax::bench::before_stamp);
            auto const stamp
                = at == bytes.npos ? std::string_view() : bytes.substr(at + coax::bench::before_stamp.size());
            if (!stamp.empty() && stamp.front() == '0')
                all.take(stamp.substr(0, coax::bench::stamp_size));
            if (bytes.ends_with("0\r\n\r\n"))
                break;
        }
    } catch (std::exception const& thrown) {
        std::fprintf(stderr, "%s\n", thrown.what());
        all.fail();
    }
}

outcome with_nothing(std::size_t streams, std::size_t deltas, double pace)
{
    coax::bench::paced_server const server(streams, deltas, pace);
    asio::io_context io(1);
    asio::ssl::context context(asio::ssl::context::tls_client);
    context.add_certificate_authority(asio::buffer(server.ca_pem()));
    context.set_verify_mode(asio::ssl::verify_peer);
    tally all(streams, deltas);
    for (std::size_t n = 0; n < streams; ++n)
        asio::co_spawn(io, only_read(context, {asio::ip::address_v4::loopback(), server.port()}, all), asio::detached);
    io.run();
    return all.result();
}

double median(std::vector<double> all)
{
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

using way = outcome (*)(std::size_t, std::size_t, double);

// In a process of its own: memory that an earlier run gave back would be taken for nobody's.
outcome apart(way run, std::size_t streams, std::size_t deltas, double pace)
{
    int pipe[2];
    if (::pipe(pipe) != 0)
        throw std::runtime_error("no pipe");
    auto const child = ::fork();
    if (child == 0) {
        auto const result = run(streams, deltas, pace);
        auto const wrote = ::write(pipe[1], &result, sizeof result);
        ::_exit(wrote == sizeof result ? 0 : 1);
    }
    ::close(pipe[1]);
    outcome result;
    auto const got = ::read(pipe[0], &result, sizeof result);
    ::close(pipe[0]);
    ::waitpid(child, nullptr, 0);
    if (got != sizeof result)
        throw std::runtime_error("a measurement died");
    return result;
}

// Ours and the floor's in turn, so that what else the machine does falls on both.
void medians(int times, std::size_t streams, std::size_t deltas, double pace, outcome& ours, outcome& floor)
{
    std::vector<outcome> all[2];
    for (int n = 0; n < times; ++n) {
        all[0].push_back(apart(with_coax, streams, deltas, pace));
        all[1].push_back(apart(with_nothing, streams, deltas, pace));
    }
    outcome* const to[2] = {&ours, &floor};
    for (int which = 0; which < 2; ++which) {
        for (auto const part : {&outcome::cpu_us_a_delta, &outcome::heap_a_stream, &outcome::resident_a_stream,
                 &outcome::p50_us, &outcome::p99_us}) {
            std::vector<double> values;
            for (auto const& one : all[which])
                values.push_back(one.*part);
            to[which]->*part = median(std::move(values));
        }
        for (auto const& one : all[which])
            to[which]->failures += one.failures;
    }
}

} // namespace

int main(int argc, char** argv)
{
    coax::bench::manner const how(argc, argv);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);

    if (!how.json)
        std::printf("%7s %7s | %9s %9s %9s %9s %9s | %9s %9s %9s %9s %9s | %s\n", "streams", "pace", "CPU us", "p50 us",
            "p99 us", "resident", "heap", "floor CPU", "p50", "p99", "resident", "heap", "failures");
    for (std::size_t const streams : {1, 16, 128, 1024, 10'000}) {
        if (how.only != 0 && streams != how.only)
            continue;
        if (files.rlim_max < streams + 64) {
            std::fprintf(stderr, "%zu streams need more open files than %zu\n", streams, std::size_t(files.rlim_max));
            continue;
        }
        // At 10,000 the two cores of a small machine could not even write 20 a second to each.
        double const pace = streams == 10'000 ? 1 : 20;
        std::size_t const deltas = streams == 10'000 ? 10 : 60;
        outcome ours, floor;
        medians(streams == 10'000 ? 1 : 3, streams, deltas, pace, ours, floor);
        if (how.json)
            std::printf("{\"bench\":\"concurrency\",\"streams\":%zu,\"pace\":%.0f,\"cpu_us_a_delta\":%.2f,"
                        "\"p50_us\":%.0f,\"p99_us\":%.0f,\"resident_bytes_a_stream\":%.0f,\"heap_bytes_a_stream\":%.0f,"
                        "\"floor_cpu_us_a_delta\":%.2f,\"floor_p50_us\":%.0f,\"floor_p99_us\":%.0f,"
                        "\"floor_resident_bytes_a_stream\":%.0f,\"floor_heap_bytes_a_stream\":%.0f,\"failures\":%zu}\n",
                streams, pace, ours.cpu_us_a_delta, ours.p50_us, ours.p99_us, ours.resident_a_stream,
                ours.heap_a_stream, floor.cpu_us_a_delta, floor.p50_us, floor.p99_us, floor.resident_a_stream,
                floor.heap_a_stream, ours.failures);
        else
            std::printf("%7zu %7.0f | %9.2f %9.0f %9.0f %9.0f %9.0f | %9.2f %9.0f %9.0f %9.0f %9.0f | %zu\n", streams,
                pace, ours.cpu_us_a_delta, ours.p50_us, ours.p99_us, ours.resident_a_stream, ours.heap_a_stream,
                floor.cpu_us_a_delta, floor.p50_us, floor.p99_us, floor.resident_a_stream, floor.heap_a_stream,
                ours.failures);
        std::fflush(stdout);
    }
}
