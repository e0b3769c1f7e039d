// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// The snippets of doc/howto, word for word, with just enough around them to run.
#include "client_fixture.hpp"
#include "scratch_folder.hpp"

#include <coax.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <ranges>
#include <sstream>

namespace {

using boost::asio::awaitable;
using coax::sim::reply;

struct ticket {
    std::string summary;
    int urgency = 0;
};
BOOST_DESCRIBE_STRUCT(ticket, (), (summary, urgency))

constexpr auto a_ticket = R"({"summary":"The lamp is broken","urgency":4})";

// [plain]
ticket read_letter(coax::blocking::client const& client, std::string const& letter)
{
    auto const ask = coax::request(letter).timeout(std::chrono::seconds(30));
    return client.extract<ticket>(ask); // waits; throws coax::error
}

// [plain-stream]
std::string first_words_of(coax::blocking::client const& client, std::string const& letter)
{
    for (auto const& now : client.stream<ticket>(letter))
        if (now->summary.size() > 8)
            return now->summary; // the range is destroyed here: the connection closes, the model stops
    return "";
}

// [plain-batch]
std::size_t read_letters(
    coax::blocking::client const& client, std::vector<std::string> const& letters, std::string journal)
{
    auto const all = client.run([&](coax::client model) { return coax::batch<ticket>(model, letters, journal); });
    return static_cast<std::size_t>(std::ranges::count_if(all, [](auto const& one) { return one.has_value(); }));
}

// [callback]
void ask_later(coax::client const& client, std::string const& letter, std::function<void(std::string)> done)
{
    client.async_extract<ticket>(letter, [done](std::exception_ptr thrown, ticket got) {
        done(thrown ? "no answer" : got.summary); // on the client's executor
    });
}

// [embed]
class letter_desk { // a part of a program that has an io_context already
public:
    letter_desk(boost::asio::io_context& context, coax::client client) : context_(context), client_(std::move(client))
    {
    }

    /// From any thread. `done` is called in the context.
    void read(std::string const& letter, std::function<void(coax::result<ticket>)> done)
    {
        co_spawn(context_, coax::settle(client_.extract<ticket>(letter)),
            [done = std::move(done)](std::exception_ptr, coax::result<ticket> got) { done(std::move(got)); });
    }

private:
    boost::asio::io_context& context_;
    coax::client client_;
};

// [cancel]
class reading { // one letter, which a user can stop
public:
    reading(boost::asio::io_context& context, coax::client const& client, std::string const& letter)
    {
        co_spawn(context, coax::settle(client.extract<ticket>(letter)),
            boost::asio::bind_cancellation_slot(
                stop_.slot(), [this](std::exception_ptr, coax::result<ticket> got) { result = std::move(got); }));
    }
    void stop() { stop_.emit(boost::asio::cancellation_type::terminal); } // in the thread of the context

    std::optional<coax::result<ticket>> result;

private:
    boost::asio::cancellation_signal stop_;
};

// [leave]
awaitable<std::string> first_words(coax::client client, std::string letter)
{
    auto stream = client.stream<ticket>(letter);
    while (auto const now = co_await stream.next())
        if ((*now)->summary.size() > 8)
            co_return (*now)->summary; // the stream is destroyed here: the connection closes, the model stops
    co_return "";
}

// [deadline]
awaitable<ticket> within(coax::client client, std::string letter, std::chrono::milliseconds limit)
{
    auto const ask = coax::request(letter).timeout(limit);
    co_return co_await client.extract<ticket>(ask);
}

// [waits]
coax::client_options for_slow_models()
{
    coax::timeouts limits;
    limits.first_byte = std::chrono::minutes(5); // a model that thinks for long
    limits.idle = std::chrono::seconds(30); // between two pieces of an answer
    return coax::client_options().timeouts(limits).max_retries(4);
}

// [credentials]
coax::client on_vertex(boost::asio::io_context& context, coax::client_options options = {})
{
    options.credentials(coax::credentials::google_service_account("service-account.json"));
    return coax::client(context, "vertex/gemini-2.5-flash", options);
}
// [credentials]

struct vault {
    struct token {
        std::string text;
        coax::credential::time_point expires;
    };
    awaitable<token> read(std::string name)
    {
        token const found{"token-of-" + name, std::chrono::system_clock::now() + std::chrono::hours(1)};
        co_return found;
    }
};

// [vault]
coax::client with_vault(boost::asio::io_context& context, coax::client_options options, vault& tokens)
{
    options.credentials([&tokens]() -> awaitable<coax::credential> {
        auto const token = co_await tokens.read("llm-gateway");
        co_return coax::bearer(token.text, token.expires);
    });
    return coax::client(context, "openai-compatible/gpt-5-mini", options);
}
// [vault]

// [gateway]
coax::client through_gateway(boost::asio::io_context& context, std::string url, std::string key)
{
    auto const options = coax::client_options()
                             .base_url(std::move(url)) // https://llm.example.com/team/v1
                             .api_key(std::move(key))
                             .ca_file("company-ca.pem"); // if its certificate is of your company's own authority
    return coax::client(context, "openai-compatible/gpt-5-mini", options);
}

// [log]
coax::client_options with_log(std::ostream& log) // the stream must outlive the client and its calls
{
    return coax::client_options().observe(coax::log_calls(log));
}

// [metrics]
struct counters {
    std::atomic<std::uint64_t> tokens = 0;
    std::atomic<std::uint64_t> failures = 0;
};

coax::client_options with_metrics(counters& counts)
{
    auto const watch = std::make_shared<coax::observer>();
    watch->done = [&counts](coax::call_done const& call) {
        counts.tokens += call.usage.input_tokens + call.usage.output_tokens;
    };
    watch->failed = [&counts](coax::call_failed const&) { ++counts.failures; };
    return coax::client_options().observe(watch);
}

// [batch]
awaitable<std::size_t> read_all(coax::client client, std::vector<std::string> const& letters, std::string journal)
{
    auto inputs = letters | std::views::transform([](std::string const& letter) { return coax::request(letter); });
    coax::batch_options options;
    options.max_in_flight(32).budget({.tokens = 2'000'000});
    auto const results = co_await coax::batch<ticket>(client, inputs, journal, options);

    std::size_t failed = 0;
    for (auto const& one : results)
        if (!one)
            ++failed; // one.error() says why
    co_return failed;
}

// [end]

struct howto_fixture : coax::test::client_fixture {
    howto_fixture()
    {
        server.on([](auto const&) { return reply::json(a_ticket); });
    }
    coax::client of(coax::client_options with)
    {
        auto const here = server.options("openai");
        with.base_url(here.base_url()).api_key("any").ca_pem(here.ca_pem());
        return coax::client(io, "openai/gpt-5-mini", with);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(howto_snippets, *boost::unit_test::fixture<coax::test::own_authority_only>())

BOOST_AUTO_TEST_CASE(from_plain_code)
{
    coax::test::scratch_folder folder;
    boost::asio::thread_pool elsewhere(1);
    coax::sim::server server(elsewhere.get_executor());
    server.on([](auto const&) { return reply::json(a_ticket); });
    coax::blocking::client const client("openai/gpt-5-mini", server.options("openai"));
    BOOST_TEST(read_letter(client, "My lamp is broken.").urgency == 4);
    BOOST_TEST(std::string_view("The lamp is broken").starts_with(first_words_of(client, "My lamp is broken.")));
    BOOST_TEST(read_letters(client, {"One.", "Two."}, (folder.path() / "letters.jsonl").string()) == 2U);
    server.on([](auto const&) { return reply::status(401); });
    BOOST_CHECK_THROW(static_cast<void>(read_letter(client, "My lamp is broken.")), coax::error);
    server.stop();
}

BOOST_FIXTURE_TEST_CASE(with_a_callback, howto_fixture)
{
    std::string words;
    ask_later(of({}), "My lamp is broken.", [&](std::string got) {
        words = std::move(got);
        server.stop();
    });
    io.run();
    BOOST_TEST(words == "The lamp is broken");
}

BOOST_FIXTURE_TEST_CASE(in_a_context_that_is_there, howto_fixture)
{
    letter_desk desk(io, of({}));
    std::optional<coax::result<ticket>> got;
    desk.read("My lamp is broken.", [&](coax::result<ticket> one) {
        got = std::move(one);
        server.stop();
    });
    io.run();
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got->value().urgency == 4);
}

BOOST_FIXTURE_TEST_CASE(stopped_by_a_user, howto_fixture)
{
    server.on([](auto const&) { return reply::json(a_ticket).stall_after(400); });
    reading one(io, of({}), "My lamp is broken.");
    boost::asio::steady_timer later(io, std::chrono::milliseconds(50));
    later.async_wait([&](auto) {
        one.stop();
        server.stop();
    });
    io.run();
    BOOST_TEST_REQUIRE(one.result.has_value());
    BOOST_TEST(one.result->has_error());
    BOOST_TEST((one.result->error().code == boost::asio::error::operation_aborted));
}

BOOST_FIXTURE_TEST_CASE(left_early, howto_fixture)
{
    auto const work = [&]() -> awaitable<void> {
        auto const words = co_await first_words(of({}), "My lamp is broken.");
        BOOST_TEST(std::string_view("The lamp is broken").starts_with(words));
        BOOST_TEST(words.size() > 8U);
    };
    run(work());
}

BOOST_FIXTURE_TEST_CASE(a_deadline, howto_fixture)
{
    auto const work = [&]() -> awaitable<void> {
        auto const client = of(for_slow_models());
        auto const got = co_await within(client, "My lamp is broken.", std::chrono::minutes(1));
        BOOST_TEST(got.urgency == 4);
        server.on([](auto const&) { return reply::json(a_ticket).stall_after(400); });
        auto const late = co_await coax::settle(within(client, "Again.", std::chrono::milliseconds(50)));
        BOOST_TEST(late.has_error());
        BOOST_TEST((late.error().code == coax::errc::timed_out));
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_gateway)
{
    coax::test::scratch_folder folder;
    auto const before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    howto_fixture here;
    coax::sim::server gateway(here.io.get_executor(), coax::sim::server_options().prefix("/team").require_key("k"));
    gateway.on([](auto const&) { return reply::json(a_ticket); });
    std::ofstream("company-ca.pem") << gateway.ca_pem();
    auto const work = [&]() -> awaitable<void> {
        auto const client = through_gateway(here.io, gateway.url() + "/team/v1", "k");
        auto const got = co_await client.extract<ticket>("My lamp is broken.");
        BOOST_TEST(got.urgency == 4);
    };
    here.run(work());
    std::filesystem::current_path(before);
}

BOOST_AUTO_TEST_CASE(credentials_that_expire)
{
    howto_fixture here;
    auto const accepts = [](std::string_view key) { return key == "token-of-llm-gateway"; };
    coax::sim::server gateway(here.io.get_executor(), coax::sim::server_options().accept_key(accepts));
    gateway.on([](auto const&) { return reply::json(a_ticket); });
    vault tokens;
    auto const work = [&]() -> awaitable<void> {
        auto const client = with_vault(here.io, gateway.options("openai").api_key(""), tokens);
        auto const got = co_await client.extract<ticket>("My lamp is broken.");
        BOOST_TEST(got.urgency == 4);
        auto const vertex = on_vertex(here.io, coax::client_options().base_url("http://127.0.0.1:1").max_retries(0));
        auto const failed = co_await coax::settle(vertex.extract<ticket>("My lamp is broken."));
        BOOST_TEST((failed.error().code == coax::errc::credential_failed)); // there is no such file
    };
    here.run(work());
}

BOOST_FIXTURE_TEST_CASE(logs_and_metrics, howto_fixture)
{
    std::ostringstream log;
    counters counts;
    auto const work = [&]() -> awaitable<void> {
        co_await of(with_log(log)).extract<ticket>("My lamp is broken.");
        auto const counted = of(with_metrics(counts));
        co_await counted.extract<ticket>("My lamp is broken.");
        server.on([](auto const&) { return reply::status(401); });
        auto const refused = co_await coax::settle(counted.extract<ticket>("My lamp is broken."));
        BOOST_TEST(refused.has_error());
    };
    run(work());
    BOOST_TEST(log.str().find("gpt-5-mini") != std::string::npos);
    BOOST_TEST(counts.tokens > 0U);
    BOOST_TEST(counts.failures == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_batch, howto_fixture)
{
    coax::test::scratch_folder folder;
    auto const journal = (folder.path() / "letters.jsonl").string();
    std::vector<std::string> const letters{"One.", "Two.", "Three."};
    auto const work = [&]() -> awaitable<void> {
        auto const failed = co_await read_all(of({}), letters, journal);
        BOOST_TEST(failed == 0U);
        auto const again = co_await read_all(of({}), letters, journal);
        BOOST_TEST(again == 0U);
    };
    run(work());
    BOOST_TEST(server.asked().size() == 3U); // the second run found everything in the journal
}

BOOST_AUTO_TEST_SUITE_END()
