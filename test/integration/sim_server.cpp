// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The simulator over real sockets: what it answers, what it records, how it ends.
#include "sim_probe.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace asio = boost::asio;
namespace sim = coax::sim;
using sim::reply;

namespace {

constexpr std::string_view messages = "/v1/messages";
constexpr std::string_view chat = "/v1/chat/completions";
constexpr std::string_view ask_anthropic
    = R"({"model":"claude-x","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}],
        "tools":[{"name":"out","input_schema":{"type":"object","properties":{"a":{"type":"integer"}}}}],
        "tool_choice":{"type":"tool","name":"out"}})";
constexpr std::string_view ask_chat = R"({"model":"gpt-x","messages":[{"role":"user","content":"Hi"}]})";
constexpr std::string_view ask_chat_stream
    = R"({"model":"gpt-x","stream":true,"messages":[{"role":"user","content":"Hi"}]})";

/// One question on a connection of its own.
probe::answer ask(asio::io_context& context, sim::server const& server, std::string_view path, std::string_view body,
    std::string headers = {})
{
    probe::answer made;
    run(context, [&]() -> asio::awaitable<void> {
        probe client(context.get_executor(), server);
        auto const error = co_await client.connect();
        BOOST_TEST(!error, error.message());
        co_await client.send(path, body, headers);
        made = co_await client.receive();
    });
    return made;
}

/// Runs until `done` says so; the context has work for as long as the server lives.
template <class Condition>
void run_until(asio::io_context& context, Condition done)
{
    while (!done())
        context.run_one();
}

} // namespace

BOOST_AUTO_TEST_SUITE(sim_server)

BOOST_AUTO_TEST_CASE(answers_as_scripted_and_keeps_a_record)
{
    asio::io_context context(1);
    sim::server server(context.get_executor());
    server.on([](sim::asked const& question) {
        BOOST_TEST(question.user == "Hi");
        return reply::json(R"({"a":1})").usage(3, 4);
    });

    auto const streamed = ask(context, server, messages, ask_anthropic, "x-api-key: very-secret\r\n");
    BOOST_TEST(streamed.status == 200);
    BOOST_TEST(streamed.whole);
    BOOST_TEST(streamed.type == "text/event-stream; charset=utf-8");
    BOOST_TEST(streamed.body.starts_with("event: message_start\n"));
    BOOST_TEST(streamed.body.find("event: message_stop\n") != std::string::npos);

    auto const whole = ask(context, server, chat, ask_chat, "authorization: Bearer very-secret\r\n");
    auto const body = boost::json::parse(whole.body);
    BOOST_TEST(body.at("choices").at(0).at("message").at("content").as_string() == R"({"a":1})");
    BOOST_TEST(body.at("usage").at("total_tokens").as_int64() == 7);

    auto const asked = server.asked();
    BOOST_TEST_REQUIRE(asked.size() == 2U);
    BOOST_TEST(asked[0].protocol == "anthropic");
    BOOST_TEST(asked[0].header("X-Api-Key") == "REDACTED");
    BOOST_TEST(asked[1].protocol == "openai");
    BOOST_TEST(asked[1].header("authorization") == "REDACTED");
    BOOST_TEST(asked[0].body == ask_anthropic);
    auto const served = server.served();
    BOOST_TEST_REQUIRE(served.size() == 2U);
    BOOST_TEST(served[0].complete);
    BOOST_TEST(served[0].deltas == 2U);
    BOOST_TEST(served[0].deltas_sent == 2U);
    BOOST_TEST(served[0].bytes_sent == streamed.body.size());
    BOOST_TEST(served[1].bytes_sent == whole.body.size());
    BOOST_TEST(server.counts().accepted == 2U);
}

BOOST_AUTO_TEST_CASE(one_connection_serves_many)
{
    asio::io_context context(1);
    sim::server server(context.get_executor());
    run(context, [&]() -> asio::awaitable<void> {
        probe client(context.get_executor(), server);
        co_await client.connect();
        for (int round = 0; round < 5; ++round) {
            co_await client.send(round % 2 == 0 ? chat : messages, round % 2 == 0 ? ask_chat_stream : ask_anthropic);
            auto const got = co_await client.receive();
            BOOST_TEST(got.whole);
            BOOST_TEST(got.status == 200);
        }
    });
    auto const counts = server.counts();
    BOOST_TEST(counts.accepted == 1U);
    BOOST_TEST(counts.requests == 5U);
    BOOST_TEST(counts.complete == 5U);
    auto const asked = server.asked();
    BOOST_TEST(asked[0].attempt == 1U);
    BOOST_TEST(asked[1].attempt == 1U); // another model
    BOOST_TEST(asked[4].attempt == 3U);
}

BOOST_AUTO_TEST_CASE(queued_replies_come_before_the_script)
{
    asio::io_context context(1);
    sim::server server(context.get_executor());
    server.on([](sim::asked const&) { return reply().text("script"); });
    server.enqueue(reply::status(429).header("retry-after", "1"));
    server.enqueue(reply().text("queued"));
    auto const limited = ask(context, server, chat, ask_chat);
    BOOST_TEST(limited.status == 429);
    BOOST_TEST(boost::json::parse(limited.body).at("error").at("code").as_string() == "rate_limit_exceeded");
    BOOST_TEST(ask(context, server, chat, ask_chat).body.find("queued") != std::string::npos);
    BOOST_TEST(ask(context, server, chat, ask_chat).body.find("script") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_script_that_throws_is_a_500)
{
    asio::io_context context(1);
    sim::server server(context.get_executor());
    server.on([](sim::asked const&) -> reply { throw std::runtime_error("no \"idea\""); });
    auto const got = ask(context, server, chat, ask_chat);
    BOOST_TEST(got.status == 500);
    BOOST_TEST(boost::json::parse(got.body).at("error").at("message").as_string()
        == "the simulator's script threw: no \"idea\"");
}

BOOST_AUTO_TEST_CASE(requests_that_cannot_be_taken)
{
    asio::io_context context(1);
    sim::server_options strict;
    strict.require_key("right").max_request_bytes(2000);
    sim::server server(context.get_executor(), strict);
    std::string const key = "authorization: Bearer right\r\n";
    BOOST_TEST(ask(context, server, chat, ask_chat, key).status == 200);
    BOOST_TEST(ask(context, server, messages, ask_anthropic, "x-api-key: right\r\n").status == 200);
    BOOST_TEST(ask(context, server, chat, ask_chat, "authorization: Bearer wrong\r\n").status == 401);
    BOOST_TEST(ask(context, server, messages, ask_anthropic).status == 401);
    BOOST_TEST(ask(context, server, "/v2/other", ask_chat, key).status == 404);
    BOOST_TEST(ask(context, server, chat, "{", key).status == 400);
    BOOST_TEST(ask(context, server, chat, "[]", key).status == 400);
    BOOST_TEST(ask(context, server, chat, R"({"model":"m"})", key).status == 400);
    BOOST_TEST(ask(context, server, chat, std::string(3000, ' '), key).status == 413);
}

BOOST_AUTO_TEST_CASE(pace_is_one_write_a_delta)
{
    asio::io_context context(1);
    sim::server server(context.get_executor());
    server.enqueue(reply().text("abcdefgh").cut(2).pace(std::chrono::milliseconds(1)));
    auto const got = ask(context, server, chat, ask_chat_stream);
    BOOST_TEST(got.whole);
    BOOST_TEST(server.served().at(0).deltas_sent == 4U);
}

BOOST_AUTO_TEST_CASE(a_client_that_hangs_up_stops_the_tokens)
{
    asio::io_context context(1);
    sim::server server(context.get_executor());
    server.enqueue(reply().text(std::string(4000, 'x')).pace(std::chrono::milliseconds(2)));
    run(context, [&]() -> asio::awaitable<void> {
        probe client(context.get_executor(), server);
        co_await client.connect();
        co_await client.send(chat, ask_chat_stream);
        co_await client.receive_some(1500);
        client.close();
    });
    run_until(context, [&] { return server.counts().open == 0; });
    auto const served = server.served().at(0);
    BOOST_TEST(served.deltas == 1000U);
    BOOST_TEST(served.deltas_sent > 0U);
    BOOST_TEST(served.deltas_sent < 1000U);
    BOOST_TEST(!served.complete);
}

BOOST_AUTO_TEST_CASE(certificates_that_clients_must_refuse)
{
    asio::io_context context(1);
    sim::server_options expired, stranger;
    expired.expired();
    stranger.certificate_for({"elsewhere.example"});
    for (auto const& options : {expired, stranger}) {
        sim::server server(context.get_executor(), options);
        run(context, [&]() -> asio::awaitable<void> {
            probe client(context.get_executor(), server);
            auto const error = co_await client.connect();
            BOOST_TEST(error.failed());
        });
        run_until(context, [&] { return server.counts().open == 0; });
        BOOST_TEST(server.counts().handshakes_failed == 1U);
    }
    sim::server server(context.get_executor(), stranger);
    run(context, [&]() -> asio::awaitable<void> {
        probe client(context.get_executor(), server);
        auto const error = co_await client.connect("elsewhere.example");
        BOOST_TEST(!error, error.message());
    });
}

BOOST_AUTO_TEST_CASE(plain_text_where_asked_for)
{
    asio::io_context context(1);
    sim::server_options plain;
    plain.tls(false);
    sim::server server(context.get_executor(), plain);
    BOOST_TEST(server.ca_pem() == "");
    BOOST_TEST(server.options("openai").base_url() == "http://127.0.0.1:" + std::to_string(server.port()) + "/v1");
    asio::ip::tcp::socket socket(context);
    std::string got;
    run(context, [&]() -> asio::awaitable<void> {
        asio::ip::tcp::endpoint const there(asio::ip::address_v4::loopback(), server.port());
        co_await socket.async_connect(there, asio::use_awaitable);
        std::string const request = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n"
                                    "connection: close\r\ncontent-length: "
            + std::to_string(ask_chat.size()) + "\r\n\r\n";
        co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
        got.resize(25);
        co_await asio::async_read(socket, asio::buffer(got), asio::use_awaitable);
        BOOST_TEST(got == "HTTP/1.1 100 Continue\r\n\r\n");
        co_await asio::async_write(socket, asio::buffer(ask_chat), asio::use_awaitable);
        boost::system::error_code end;
        got.clear();
        co_await asio::async_read(socket, asio::dynamic_buffer(got), asio::redirect_error(asio::use_awaitable, end));
        BOOST_TEST(end == asio::error::eof);
    });
    BOOST_TEST(got.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(got.find("connection: close\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(options_are_what_a_client_needs)
{
    asio::io_context context(1);
    sim::server server(context.get_executor());
    BOOST_TEST(server.options("anthropic").base_url() == server.url());
    BOOST_TEST(server.options("openai").base_url() == server.url() + "/v1");
    BOOST_TEST(server.options("openai").api_key() != "");
    BOOST_TEST(server.options("openai").ca_pem().starts_with("-----BEGIN CERTIFICATE-----"));
}

BOOST_AUTO_TEST_CASE(behind_a_prefix)
{
    asio::io_context context(1);
    sim::server server(context.get_executor(), sim::server_options().prefix("/team/"));
    BOOST_TEST(server.options("anthropic").base_url() == server.url() + "/team");
    BOOST_TEST(server.options("openai").base_url() == server.url() + "/team/v1");
    std::string const key = "authorization: Bearer k\r\n";
    BOOST_TEST(ask(context, server, "/team/v1/chat/completions", ask_chat, key).status == 200);
    BOOST_TEST(ask(context, server, "/v1/chat/completions", ask_chat, key).status == 404);
    BOOST_TEST(ask(context, server, "/team/chat/completions", ask_chat, key).status == 404);
}

BOOST_AUTO_TEST_CASE(stop_ends_everything)
{
    asio::io_context context(1);
    std::optional<sim::server> server(std::in_place, context.get_executor());
    server->on([](sim::asked const&) { return reply().text("for ever").stall_after(100); });
    std::vector<std::unique_ptr<probe>> clients;
    run(context, [&]() -> asio::awaitable<void> {
        for (int at = 0; at < 6; ++at) {
            auto& client = *clients.emplace_back(std::make_unique<probe>(context.get_executor(), *server));
            co_await client.connect();
            if (at % 2 == 0) {
                co_await client.send(chat, ask_chat_stream);
                co_await client.receive_some(100);
            }
        }
    });
    BOOST_TEST(server->counts().open == 6U);
    server.reset();
    run(context, [&]() -> asio::awaitable<void> {
        for (auto& client : clients) {
            auto const rest = co_await client->receive(); // the end, and not for ever
            BOOST_TEST(!rest.whole);
        }
    });
    context.run(); // comes to its end: nothing is left to do
}

BOOST_AUTO_TEST_CASE(a_context_may_end_with_all_in_flight)
{
    auto context = std::make_unique<asio::io_context>(1);
    std::optional<sim::server> server(std::in_place, context->get_executor());
    server->on([](sim::asked const&) { return reply().text("slow").pace(0.01); });
    auto client = std::make_unique<probe>(context->get_executor(), *server);
    run(*context, [&]() -> asio::awaitable<void> {
        co_await client->connect();
        co_await client->send(chat, ask_chat_stream);
        co_await client->receive_some(100);
    });
    client.reset();
    server.reset();
    context.reset(); // under the address sanitizer: nothing leaks, nothing is used after its end
}

BOOST_AUTO_TEST_CASE(idle_connections_are_dropped_on_demand)
{
    asio::io_context context(1);
    sim::server server(context.get_executor());
    run(context, [&]() -> asio::awaitable<void> {
        probe client(context.get_executor(), server);
        co_await client.connect();
        co_await client.send(chat, ask_chat);
        auto const first = co_await client.receive();
        BOOST_TEST(first.whole);
        server.drop_idle();
        auto const rest = co_await client.receive_some(1);
        BOOST_TEST(rest.empty());
    });
    run_until(context, [&] { return server.counts().open == 0; });
}

BOOST_AUTO_TEST_CASE(serves_from_several_threads)
{
    asio::thread_pool pool(3);
    sim::server server(pool.get_executor());
    server.on([calls = 0](sim::asked const&) mutable { return reply().text("call " + std::to_string(++calls)); });
    std::atomic<int> good{0}, ended{0};
    for (int at = 0; at < 24; ++at)
        asio::co_spawn(
            pool,
            [&]() -> asio::awaitable<void> {
                auto const strand = co_await asio::this_coro::executor;
                probe client(strand, server);
                co_await client.connect();
                for (int round = 0; round < 4; ++round) {
                    co_await client.send(chat, ask_chat_stream);
                    auto const got = co_await client.receive();
                    good += got.whole && got.status == 200 ? 1 : 0;
                }
            },
            [&](std::exception_ptr) {
                if (++ended == 24)
                    server.stop();
            });
    pool.join();
    BOOST_TEST(good.load() == 96);
    BOOST_TEST(server.counts().open == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
