// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Every fault the simulator can have, as a client sees it.
#include "sim_probe.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace asio = boost::asio;
namespace sim = coax::sim;
using sim::reply;

namespace {

constexpr std::string_view chat = "/v1/chat/completions";
constexpr std::string_view whole = R"({"model":"gpt-x","messages":[{"role":"user","content":"Hi"}]})";
constexpr std::string_view stream = R"({"model":"gpt-x","stream":true,"messages":[{"role":"user","content":"Hi"}]})";

/// A server with one reply for everything, and a client for each question.
class scene {
public:
    explicit scene(reply answer)
    {
        server.on([answer](sim::asked const&) { return answer; });
    }

    probe::answer ask(std::string_view body)
    {
        probe::answer made;
        run(context, [&]() -> asio::awaitable<void> {
            probe client(context.get_executor(), server);
            co_await client.connect();
            co_await client.send(chat, body);
            made = co_await client.receive();
        });
        return made;
    }

    /// Reads some, then goes away.
    void taste(std::string_view body, std::size_t bytes)
    {
        run(context, [&]() -> asio::awaitable<void> {
            probe client(context.get_executor(), server);
            co_await client.connect();
            co_await client.send(chat, body);
            auto const some = co_await client.receive_some(bytes);
            BOOST_TEST(some.size() >= bytes);
            client.close();
        });
        while (server.counts().open != 0)
            context.run_one();
    }

    asio::io_context context{1};
    sim::server server{context.get_executor()};
};

} // namespace

BOOST_AUTO_TEST_SUITE(sim_faults)

BOOST_AUTO_TEST_CASE(ends_after_so_many_bytes)
{
    auto const full = scene(reply().text("hello world")).ask(stream).body;
    for (std::size_t const at : {std::size_t{0}, std::size_t{1}, full.size() / 2, full.size() - 1}) {
        auto const closed = scene(reply().text("hello world").close_after(at)).ask(stream);
        BOOST_TEST(!closed.whole);
        BOOST_TEST(closed.status == 200);
        BOOST_TEST(closed.body.size() == at);
        BOOST_TEST(closed.error.message() == "partial message"); // close_notify came: an end, but too early

        auto const dropped = scene(reply().text("hello world").drop_after(at)).ask(stream);
        BOOST_TEST(dropped.body.size() == at);
        BOOST_TEST((dropped.error == asio::ssl::error::stream_truncated));

        auto const reset = scene(reply().text("hello world").reset_after(at)).ask(stream);
        BOOST_TEST(!reset.whole);
        BOOST_TEST((reset.error == asio::error::connection_reset));
    }
}

BOOST_AUTO_TEST_CASE(whole_answers_end_early_too)
{
    auto const closed = scene(reply().text("hello").close_after(10)).ask(whole);
    BOOST_TEST(!closed.whole);
    BOOST_TEST(closed.body.size() == 10U);
}

BOOST_AUTO_TEST_CASE(a_stall_lasts_until_the_client_goes)
{
    scene stalled(reply().text("hello world").stall_after(50));
    stalled.taste(stream, 50);
    auto const served = stalled.server.served().at(0);
    BOOST_TEST(served.bytes_sent == 50U);
}

BOOST_AUTO_TEST_CASE(no_answer_at_all)
{
    auto const none = scene(reply::hang_up()).ask(stream);
    BOOST_TEST(none.status == 200); // the parser's own beginning: no head came
    BOOST_TEST(none.type == "");
    BOOST_TEST(none.error.failed());
}

BOOST_AUTO_TEST_CASE(a_slow_head_still_comes)
{
    BOOST_TEST(scene(reply().text("x").wait(std::chrono::milliseconds(5))).ask(whole).whole);
    scene late(reply().text("x").wait(std::chrono::hours(24)));
    run(late.context, [&]() -> asio::awaitable<void> {
        probe client(late.context.get_executor(), late.server);
        co_await client.connect();
        co_await client.send(chat, whole);
        client.close();
    });
    while (late.server.counts().open != 0)
        late.context.run_one();
    BOOST_TEST(late.server.served().at(0).bytes_sent == 0U);
}

BOOST_AUTO_TEST_CASE(garbage_in_the_middle)
{
    auto const got = scene(reply().text("hello").garbage_after(20, "\x01\xff#")).ask(stream);
    BOOST_TEST(got.whole);
    BOOST_TEST(got.body.substr(20, 3) == "\x01\xff#");
}

BOOST_AUTO_TEST_CASE(drip)
{
    auto const got = scene(reply().text("hello").drip(7, std::chrono::microseconds(50))).ask(stream);
    BOOST_TEST(got.whole);
    BOOST_TEST(got.body.ends_with("data: [DONE]\n\n"));
}

BOOST_AUTO_TEST_CASE(doubled_events)
{
    auto const one = scene(reply().text("hello")).ask(stream).body;
    auto const two = scene(reply().text("hello").duplicate(1)).ask(stream).body;
    BOOST_TEST(two.size() > one.size());
    BOOST_TEST(two.find("\"hell\"") != two.rfind("\"hell\""));
}

BOOST_AUTO_TEST_CASE(errors_in_mid_stream_and_before)
{
    scene overloaded(reply().text("hello world").error_after(1, coax::errc::overloaded));
    auto const streamed = overloaded.ask(stream);
    BOOST_TEST(streamed.status == 200);
    BOOST_TEST(streamed.body.find("server_is_overloaded") != std::string::npos);
    BOOST_TEST(streamed.body.find("[DONE]") == std::string::npos);
    BOOST_TEST(overloaded.ask(whole).status == 529);
}

BOOST_AUTO_TEST_CASE(statuses_bodies_types_and_redirects)
{
    auto const html = scene(reply::status(502).content_type("text/html").body("<h1>Bad gateway</h1>")).ask(stream);
    BOOST_TEST(html.status == 502);
    BOOST_TEST(html.type == "text/html");
    BOOST_TEST(html.body == "<h1>Bad gateway</h1>");
    BOOST_TEST(scene(reply::status(500).body("")).ask(stream).body == "");
    BOOST_TEST(scene(reply().text("x").content_type("application/octet-stream")).ask(stream).type
        == "application/octet-stream");
    auto const moved = scene(reply::redirect("https://elsewhere.example/")).ask(stream);
    BOOST_TEST(moved.status == 307);
    BOOST_TEST(moved.location == "https://elsewhere.example/");
    BOOST_TEST(scene(reply::json("{}").body("not JSON")).ask(whole).body == "not JSON");
}

BOOST_AUTO_TEST_CASE(endless_answers)
{
    scene(reply().text("begin ").endless("and on ")).taste(stream, 300'000);
    scene(reply().text("begin ").endless("and on ")).taste(whole, 300'000);
    scene(reply::status(500).body("{").endless(" ")).taste(whole, 300'000);
}

BOOST_AUTO_TEST_SUITE_END()
