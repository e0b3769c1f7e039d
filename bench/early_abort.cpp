// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What it saves to stop a generation at the first broken rule instead of waiting for its end, by where in the answer
// the rule is broken: tokens that the provider wrote of the bad answer, and the time until there is a good one.
#include <coax.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

struct report {
    std::vector<int> marks;
};
BOOST_DESCRIBE_STRUCT(report, (), (marks))

constexpr int marks = 400;
constexpr double tokens_a_second = 1000;

/// `wrong` marks the place of the one element that is no number; -1 for none.
std::string answer(int wrong)
{
    std::string text = R"({"marks":[)";
    for (int i = 0; i < marks; ++i)
        text += (i == 0 ? "" : ",") + (i == wrong ? std::string("\"x\"") : std::to_string(100 + i));
    return text + "]}";
}

struct cost {
    std::size_t tokens = 0; ///< of the bad answer
    double seconds = 0; ///< until the good one
};

cost measure(int wrong, bool streamed)
{
    asio::io_context io;
    coax::sim::server server(io.get_executor(), coax::sim::server_options().tls(false));
    for (int const broken : {wrong, -1}) {
        auto const text = answer(broken);
        auto answer = coax::sim::reply::json(text).pace(tokens_a_second);
        if (!streamed) // it takes as long to write, and is sent at its end
            answer.wait(std::chrono::nanoseconds(std::int64_t(1e9 * double(text.size()) / 4 / tokens_a_second)));
        server.enqueue(std::move(answer));
    }
    coax::client const client(io, "openai/bench", server.options("openai"));
    std::exception_ptr thrown;
    auto const work = [&]() -> asio::awaitable<void> {
        auto const got = co_await client.extract<report>(coax::request("Marks?").streamed(streamed));
        if (got.marks.size() != marks)
            throw std::logic_error("another value");
    };
    auto const began = std::chrono::steady_clock::now();
    cost spent;
    asio::co_spawn(io, work(), [&](std::exception_ptr why) {
        thrown = why;
        spent.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        server.stop();
    });
    io.run();
    if (thrown)
        std::rethrow_exception(thrown);
    // A whole answer is one delta for the simulator; its tokens are those it would have been cut into.
    spent.tokens = streamed ? server.served().front().deltas_sent : answer(wrong).size() / 4;
    return spent;
}

} // namespace

int main(int argc, char** argv)
{
    bool const json = argc > 1 && std::strcmp(argv[1], "--json") == 0;
    if (!json)
        std::printf("%10s %16s %16s %8s %12s %12s\n", "broken at", "tokens, stopped", "tokens, whole", "saved",
            "s, stopped", "s, whole");
    for (int const percent : {1, 10, 50, 90, 99}) {
        auto const stopped = measure(marks * percent / 100, true);
        auto const whole = measure(marks * percent / 100, false);
        auto const saved = 100.0 * (1 - double(stopped.tokens) / double(whole.tokens));
        std::printf(json
                ? "{\"bench\":\"early_abort\",\"broken_at_percent\":%d,\"tokens_stopped\":%zu,\"tokens_whole\":%zu,"
                  "\"saved_percent\":%.0f,\"seconds_stopped\":%.2f,\"seconds_whole\":%.2f}\n"
                : "%9d%% %16zu %16zu %7.0f%% %12.2f %12.2f\n",
            percent, stopped.tokens, whole.tokens, saved, stopped.seconds, whole.seconds);
    }
}
