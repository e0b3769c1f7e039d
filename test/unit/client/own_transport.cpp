// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "scripted_transport.hpp"

#include <coax/client.hpp>
#include <coax/http_transport.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include <unistd.h>

namespace asio = boost::asio;
using coax::errc;
using namespace coax::test;

namespace {

struct fixture {
    asio::io_context io;
    std::shared_ptr<scripted_transport> transport = std::make_shared<scripted_transport>();

    [[nodiscard]] coax::client_options options() const
    {
        return coax::client_options().api_key(key).base_url("https://h.example/v1").transport(transport);
    }
    coax::client connect() { return connect(options()); }
    coax::client connect(coax::client_options chosen) { return coax::client(io, "openai/m", std::move(chosen)); }

    std::optional<coax::result<word>> extract(coax::client from)
    {
        std::optional<coax::result<word>> got;
        auto const work
            = [&]() -> asio::awaitable<void> { got.emplace(co_await coax::settle(from.extract<word>("Ask"))); };
        run(work());
        return got;
    }
    void run(asio::awaitable<void> work)
    {
        std::exception_ptr thrown;
        asio::co_spawn(io, std::move(work), [&](std::exception_ptr e) { thrown = e; });
        io.restart();
        io.run();
        if (thrown)
            std::rethrow_exception(thrown);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(own_transport, fixture)

BOOST_AUTO_TEST_CASE(an_answer_is_shown_as_it_arrives)
{
    auto const client = connect();
    std::vector<std::string> shown;
    auto const work = [&]() -> asio::awaitable<void> {
        auto stream = client.stream<word>("Ask");
        for (;;) {
            auto const now = co_await stream.next();
            if (!now)
                break;
            shown.push_back((*now)->text);
        }
        auto const done = co_await stream.result();
        BOOST_TEST(done.value.text == "abc");
        BOOST_TEST(done.value.number == 7);
    };
    run(work());
    BOOST_TEST(shown.size() >= 3U);
    BOOST_TEST(shown.front() == "a");
    BOOST_TEST(shown[1] == "ab");
    BOOST_TEST(transport->urls == std::vector<std::string>{"https://h.example/v1/chat/completions"},
        boost::test_tools::per_element());
    BOOST_TEST(transport->bodies.front().find("Ask") != std::string::npos);
    BOOST_TEST(transport->secrets.front() == key);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(its_errors_are_those_of_a_connection)
{
    transport->on_read = [](std::size_t n) {
        if (n == 2)
            throw coax::error({errc::connection_lost, "the cable was cut"});
    };
    auto got = extract(connect(options().max_retries(0)));
    BOOST_TEST((got->error().code == errc::connection_lost));
    BOOST_TEST(got->error().message.find("the cable was cut") != std::string::npos);
    BOOST_TEST(transport->open == 0);

    int sent = 0;
    transport->on_read = [](std::size_t) {};
    transport->on_send = [&] {
        if (++sent == 1)
            throw coax::error({errc::connect_failed, "nobody is there"});
    };
    got = extract(connect(options().max_retries(1)));
    BOOST_TEST(got->value().number == 7); // it was tried again
    BOOST_TEST(sent == 2);

    transport->on_send = [] { throw std::runtime_error("a bug of the transport"); };
    auto const client = connect();
    auto const work = [&]() -> asio::awaitable<void> {
        auto const value = co_await client.extract<word>("Ask");
        BOOST_ERROR("a value came: " + value.text);
    };
    BOOST_CHECK_THROW(run(work()), std::runtime_error);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(a_status_is_read_as_from_a_connection)
{
    transport->head.status = 401;
    transport->body = {R"({"error":{"message":"no such key"}})"};
    auto const got = extract(connect());
    BOOST_TEST((got->error().code == errc::authentication));
    BOOST_TEST(got->error().provider_message == "no such key");
}

BOOST_AUTO_TEST_CASE(cancelled_at_every_suspension_point_in_every_way)
{
    for (auto const way :
        {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
        int aborted = 0;
        for (int handlers = 0;; ++handlers) {
            BOOST_REQUIRE(handlers < 1000);
            auto const client = connect();
            std::optional<coax::result<word>> got;
            bool begun = false; // before, a cancellation is between co_spawn and the coroutine
            auto const work = [&]() -> asio::awaitable<void> {
                begun = true;
                co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
                got.emplace(co_await coax::settle(client.extract<word>("Ask")));
            };
            asio::cancellation_signal signal;
            asio::co_spawn(io, work(), asio::bind_cancellation_slot(signal.slot(), [](std::exception_ptr thrown) {
                BOOST_TEST((thrown == nullptr));
            }));
            io.restart();
            while (!begun)
                io.run_one();
            for (int i = 0; i < handlers && !got; ++i)
                io.run_one();
            bool const late = got.has_value();
            if (!late)
                signal.emit(way);
            io.run();
            BOOST_TEST(transport->open == 0);
            BOOST_REQUIRE(got.has_value());
            if (got->has_value())
                BOOST_TEST(got->value().number == 7);
            else
                BOOST_TEST(got->error().code == asio::error::operation_aborted);
            aborted += got->has_value() ? 0 : 1;
            if (late)
                break;
        }
        BOOST_TEST(aborted >= 5); // in send and in each read
    }
}

BOOST_AUTO_TEST_CASE(it_can_be_recorded)
{
    auto const folder = std::filesystem::temp_directory_path() / ("coax-own-transport-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder);
    auto chosen = options().record(folder.string());
    BOOST_TEST(extract(connect(chosen))->value().text == "abc");
    std::ifstream file(folder / "0001.json");
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    BOOST_TEST(text.find("https://h.example/v1/chat/completions") != text.npos);
    BOOST_TEST(text.find(key) == text.npos);
    file.close();
    auto replay = coax::client_options().base_url("https://h.example/v1").replay(folder.string());
    BOOST_TEST(extract(connect(replay))->value().text == "abc");
    BOOST_TEST(transport->urls.size() == 1U); // the second was not sent
    std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(headers_and_a_query_of_one_s_own_are_sent)
{
    BOOST_TEST(extract(connect(options()
                                   .header("X-Team", "red")
                                   .header("x-trace", "1")
                                   .header("X-Trace", "2")
                                   .header("User-Agent", "mine/2")
                                   .query("team", "a b&c=\u00e9")
                                   .query("v", "1")))
                   ->has_value());
    BOOST_TEST(transport->urls.front() == "https://h.example/v1/chat/completions?team=a%20b%26c%3D%C3%A9&v=1");
    std::vector<std::string> traces;
    std::vector<std::string> agents;
    for (auto const& field : transport->headers) {
        if (field.name == "x-trace" || field.name == "X-Trace")
            traces.push_back(field.value);
        if (field.name == "user-agent" || field.name == "User-Agent")
            agents.push_back(field.value);
    }
    BOOST_TEST(traces == (std::vector<std::string>{"1", "2"}), boost::test_tools::per_element());
    BOOST_TEST(agents == std::vector<std::string>{"mine/2"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_secret_of_one_s_own_is_shown_nowhere)
{
    constexpr char const* token = "gw-9876543210-zyxwvu";
    constexpr char const* in_query = "qq/5555-4444-3333";
    auto chosen
        = options().header("X-Gateway-Token", std::string("Bearer ") + token).query("subscription-key", in_query);
    transport->head.status = 400;
    transport->body = {std::string(R"({"error":{"message":"bad token )") + token + " at qq%2F5555-4444-3333\"}}"};
    auto const got = extract(connect(chosen));
    auto const text = got->error().message + got->error().provider_message + coax::error(got->error()).what();
    BOOST_TEST(text.find(token) == text.npos, text);
    BOOST_TEST(text.find("5555") == text.npos, text);
    BOOST_TEST(text.find("bad token") != text.npos, text);

    auto const folder = std::filesystem::temp_directory_path() / ("coax-own-secret-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder);
    BOOST_TEST(!extract(connect(chosen.record(folder.string())))->has_value());
    std::ifstream file(folder / "0001.json");
    std::string const recorded{std::istreambuf_iterator<char>(file), {}};
    BOOST_TEST(recorded.find("X-Gateway-Token") != recorded.npos);
    BOOST_TEST(recorded.find(token) == recorded.npos);
    BOOST_TEST(recorded.find("5555") == recorded.npos);
    file.close();
    std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(they_stay_with_their_provider)
{
    auto const client = connect(options().header("X-Team", "red").query("v", "1"));
    BOOST_TEST(extract(client.with_model("openai/other"))->has_value());
    BOOST_TEST(transport->urls.back() == "https://h.example/v1/chat/completions?v=1");
    (void)extract(client.with_model("ollama/other"));
    BOOST_TEST(transport->urls.size() >= 2U);
    BOOST_TEST(transport->urls.back().find("v=1") == std::string::npos);
    for (auto const& field : transport->headers)
        BOOST_TEST(field.name != "X-Team");
}

BOOST_AUTO_TEST_CASE(a_header_that_http_does_not_allow_is_refused)
{
    for (auto const& [name, value] : std::vector<std::pair<std::string, std::string>>{{"", "v"}, {"a b", "v"},
             {"a:", "v"}, {"x", "secret\r\ny: z"}, {"x", std::string("secret\0", 7)}, {"Host", "h"},
             {"content-length", "1"}, {"Transfer-Encoding", "chunked"}, {"Connection", "close"}})
        BOOST_CHECK_EXCEPTION(connect(options().header(name, value)), coax::error, [](coax::error const& thrown) {
            std::string_view const text = thrown.what();
            return thrown.code() == errc::invalid_option && text.find("client_options::header") != text.npos
                && text.find("secret") == text.npos;
        });
    BOOST_CHECK_THROW(connect(options().query("", "v")), coax::error);
}

BOOST_AUTO_TEST_CASE(an_option_that_it_would_ignore_is_refused)
{
    for (auto const& chosen : {options().ca_file("f"), options().ca_pem("p"), options().replay("r"),
             options().proxy("http://p:1"), options().no_proxy("*"), options().client_certificate("c", "k")})
        BOOST_CHECK_EXCEPTION(connect(chosen), coax::error, [](coax::error const& thrown) {
            return thrown.code() == errc::invalid_option
                && std::string_view(thrown.what()).find("transport") != std::string_view::npos;
        });
}

BOOST_AUTO_TEST_SUITE_END()
