// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// bench_concurrency [STREAMS [PACE]] [--json]: many paced streams over TLS on one thread: CPU for each delta, heap for
// each stream in flight, and how long a delta takes from the server's write to the consumer's hand; beside a floor that
// does the same asynchronous reads and nothing else. The server is another process, and begins when all have asked.
// Memory is what became resident, and what was asked of the heap.
#include "paced_server.hpp"
#include "rows.hpp"
#include "tally.hpp"

#include <coax/client.hpp>
#include <coax/stream.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/class.hpp>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using coax::bench::load;
using coax::bench::outcome;
using coax::bench::tally;

struct stamped {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(stamped, (), (text))

asio::awaitable<void> consume(coax::client client, tally& all)
{
    auto partials = client.stream<stamped>(coax::request("Go on").mode(coax::mode::json_schema));
    std::size_t seen = 0;
    while (auto const now = co_await partials.next()) {
        auto const& text = (*now)->text;
        if (text.size() == seen)
            continue;
        seen = text.size();
        all.take(std::string_view(text).substr(seen - coax::bench::stamp_size));
    }
}

asio::awaitable<void> only_read(std::shared_ptr<asio::ssl::context> context, tcp::endpoint server, tally& all)
{
    asio::ssl::stream<tcp::socket> link(co_await asio::this_coro::executor, *context);
    co_await link.next_layer().async_connect(server, asio::use_awaitable);
    link.next_layer().set_option(tcp::no_delay(true));
    co_await link.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    std::string const request = "POST / HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}";
    co_await asio::async_write(link, asio::buffer(request), asio::use_awaitable);
    std::vector<char> buffer(16 * 1024);
    std::string_view bytes;
    while (!bytes.ends_with("0\r\n\r\n")) {
        auto const got = co_await link.async_read_some(asio::buffer(buffer), asio::use_awaitable);
        bytes = {buffer.data(), got};
        auto const at = bytes.rfind(coax::bench::before_stamp);
        auto const stamp = at == bytes.npos ? std::string_view() : bytes.substr(at + coax::bench::before_stamp.size());
        if (!stamp.empty() && stamp.front() == '0')
            all.take(stamp.substr(0, coax::bench::stamp_size));
    }
}

// All streams of one run, on one thread. `begin` makes what they share, and gives back what makes each of them.
template <class Begin>
outcome run(load const& of, Begin&& begin)
{
    coax::bench::paced_server const server(of);
    asio::io_context io(1);
    tally all(of);
    {
        auto const stream = begin(io, server);
        for (std::size_t n = 0; n < of.streams; ++n)
            asio::co_spawn(io, stream(all), [&all](std::exception_ptr thrown) { all.end(std::move(thrown)); });
    }
    io.run();
    return all.result();
}

outcome with_coax(load const& of)
{
    return run(of, [&](asio::io_context& io, coax::bench::paced_server const& server) {
        coax::timeouts patient;
        patient.connect = patient.handshake = patient.first_byte = patient.idle = std::chrono::minutes(5);
        coax::client const client(io.get_executor(), "openai/paced",
            coax::client_options()
                .base_url("https://127.0.0.1:" + std::to_string(server.port()) + "/v1")
                .api_key("key")
                .ca_pem(server.ca_pem())
                .timeouts(patient)
                .max_connections(of.streams));
        return [client](tally& all) { return consume(client, all); };
    });
}

outcome with_nothing(load const& of)
{
    return run(of, [](asio::io_context&, coax::bench::paced_server const& server) {
        auto const context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
        context->add_certificate_authority(asio::buffer(server.ca_pem()));
        context->set_verify_mode(asio::ssl::verify_peer);
        tcp::endpoint const peer(asio::ip::address_v4::loopback(), server.port());
        return [context, peer](tally& all) { return only_read(context, peer, all); };
    });
}

// In a process of its own: memory that an earlier run gave back would be taken for nobody's.
outcome apart(outcome (*way)(load const&), load const& of)
{
    int pipe[2];
    if (::pipe(pipe) != 0)
        throw std::runtime_error("no pipe");
    auto const child = ::fork();
    if (child == 0) {
        auto const result = way(of);
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

outcome medians(std::vector<outcome> const& all)
{
    outcome result;
    for (auto const part : {&outcome::pace, &outcome::cpu_us_a_delta, &outcome::heap_a_stream,
             &outcome::resident_a_stream, &outcome::p50_us, &outcome::p99_us}) {
        std::vector<double> values;
        values.reserve(all.size());
        for (auto const& one : all)
            values.push_back(one.*part);
        result.*part = coax::bench::median(std::move(values));
    }
    for (auto const& one : all)
        result.failures += one.failures;
    return result;
}

} // namespace

int main(int argc, char** argv)
{
    coax::bench::manner const options(argc, argv);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);

    if (!options.json)
        std::printf("%7s %7s %7s | %9s %9s %9s %9s %9s | %9s %9s %9s %9s %9s | %s\n", "streams", "pace", "served",
            "CPU us", "p50 us", "p99 us", "resident", "heap", "floor CPU", "p50", "p99", "resident", "heap",
            "failures");
    for (std::size_t const streams : {1U, 16U, 128U, 1024U, 10'000U}) {
        if (options.only != 0 && streams != options.only)
            continue;
        if (files.rlim_max < streams + 64) {
            std::fprintf(stderr, "%zu streams need more open files than %zu\n", streams, std::size_t(files.rlim_max));
            continue;
        }
        // 10,000 get 2 a second, together as many as 1024 at 20: a small machine cannot even write many more.
        bool const most = streams == 10'000;
        load const of{streams, most ? 20U : 60U, options.pace != 0 ? double(options.pace) : most ? 2.0 : 20.0};
        std::vector<outcome> all_ours, all_floors; // in turn, so that what else the machine does falls on both
        for (int n = 0; n < (most ? 1 : 3); ++n) {
            all_ours.push_back(apart(with_coax, of));
            all_floors.push_back(apart(with_nothing, of));
        }
        auto const ours = medians(all_ours), floor = medians(all_floors);
        if (options.json)
            std::printf(
                "{\"bench\":\"concurrency\",\"streams\":%zu,\"pace\":%.0f,\"served\":%.2f,\"cpu_us_a_delta\":%.2f,"
                "\"p50_us\":%.0f,\"p99_us\":%.0f,\"resident_bytes_a_stream\":%.0f,\"heap_bytes_a_stream\":%.0f,"
                "\"floor_cpu_us_a_delta\":%.2f,\"floor_p50_us\":%.0f,\"floor_p99_us\":%.0f,"
                "\"floor_resident_bytes_a_stream\":%.0f,\"floor_heap_bytes_a_stream\":%.0f,\"failures\":%zu}\n",
                streams, of.pace, ours.pace, ours.cpu_us_a_delta, ours.p50_us, ours.p99_us, ours.resident_a_stream,
                ours.heap_a_stream, floor.cpu_us_a_delta, floor.p50_us, floor.p99_us, floor.resident_a_stream,
                floor.heap_a_stream, ours.failures);
        else
            std::printf("%7zu %7.0f %7.2f | %9.2f %9.0f %9.0f %9.0f %9.0f | %9.2f %9.0f %9.0f %9.0f %9.0f | %zu\n",
                streams, of.pace, ours.pace, ours.cpu_us_a_delta, ours.p50_us, ours.p99_us, ours.resident_a_stream,
                ours.heap_a_stream, floor.cpu_us_a_delta, floor.p50_us, floor.p99_us, floor.resident_a_stream,
                floor.heap_a_stream, ours.failures);
        std::fflush(stdout);
    }
}
