// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// The snippets of doc/testing.md, word for word, with just enough around them to run.
#include "client_fixture.hpp"

#include <coax.hpp>
#include <coax/http_transport.hpp>
#include <coax/sim.hpp>

namespace {

using boost::asio::awaitable;
using coax::sim::reply;

// [service]
struct routing {
    coax::literal<"billing", "technical"> team;
    bool urgent = false;
};
BOOST_DESCRIBE_STRUCT(routing, (), (team, urgent))

// What is to be tested. It takes the client, so a test can give it another.
awaitable<std::string> route(coax::client client, std::string letter)
{
    auto const to = co_await client.extract<routing>("Who should read this?\n" + letter);
    co_return std::string(to.team.view()) + (to.urgent ? "!" : "");
}

// [test]
std::string routed(std::string letter, coax::sim::server::script script)
{
    boost::asio::io_context context;
    coax::sim::server server(context.get_executor());
    server.on(std::move(script));
    coax::client client(context, "anthropic/claude-haiku-4-5", server.options("anthropic"));

    std::string team;
    co_spawn(context, route(client, letter), [&](std::exception_ptr thrown, std::string found) {
        team = thrown ? "nobody" : found;
        server.stop(); // else it waits for more, and run() never returns
    });
    context.run();
    return team;
}

coax::sim::reply busy_at_first(coax::sim::asked const& asked)
{
    if (asked.attempt == 1)
        return coax::sim::reply::status(529).header("retry-after-ms", "1");
    bool const money = asked.prompt().find("invoice") != std::string::npos;
    return coax::sim::reply::json(
        money ? R"({"team":"billing","urgent":true})" : R"({"team":"technical","urgent":false})");
}

// [fake]
class fake_transport : public coax::http_transport {
public:
    explicit fake_transport(std::string body) : body_(std::move(body)) { }

    std::vector<std::string> asked; // the bodies of the requests

    awaitable<std::unique_ptr<coax::http_exchange>> send(coax::http_request const& request) override
    {
        asked.emplace_back(request.body);
        co_return std::make_unique<exchange>(body_);
    }

private:
    class exchange : public coax::http_exchange {
    public:
        explicit exchange(std::string body) : body_(std::move(body)) { }
        coax::http_response_head const& head() const noexcept override { return head_; }
        awaitable<std::string_view> read() override
        {
            auto const first = std::exchange(given_, true) == false;
            co_return first ? std::string_view(body_) : ""; // "" is the end
        }

    private:
        coax::http_response_head head_{200, {{"content-type", "application/json"}}};
        std::string body_;
        bool given_ = false;
    };

    std::string body_;
};

// [faked]
std::string routed_by(std::shared_ptr<fake_transport> fake, std::string letter)
{
    boost::asio::io_context context;
    coax::client client(context, "openai/any", coax::client_options().api_key("unused").transport(fake));
    std::string team;
    co_spawn(context, route(client, letter),
        [&](std::exception_ptr thrown, std::string found) { team = thrown ? "nobody" : found; });
    context.run();
    return team;
}

} // namespace

BOOST_AUTO_TEST_SUITE(testing_snippets, *boost::unit_test::fixture<coax::test::own_authority_only>())

BOOST_AUTO_TEST_CASE(a_script)
{
    BOOST_TEST(routed("The invoice is wrong.", busy_at_first) == "billing!");
    BOOST_TEST(routed("It does not start.", busy_at_first) == "technical");
    BOOST_TEST(routed("Anything", [](auto const&) { return reply().refusal("No."); }) == "nobody");
    BOOST_TEST(!routed("Anything", [](auto const&) { return reply(); }).empty());
}

BOOST_AUTO_TEST_CASE(a_fake_transport)
{
    auto const fake = std::make_shared<fake_transport>(
        R"({"choices":[{"index":0,"message":{"role":"assistant","content":"{\"team\":\"billing\",\"urgent\":true}"},"finish_reason":"stop"}]})");
    BOOST_TEST(routed_by(fake, "The invoice is wrong.") == "billing!");
    BOOST_TEST(fake->asked.size() == 1U);
    BOOST_TEST(fake->asked.front().find("The invoice is wrong.") != std::string::npos);
    BOOST_TEST(routed_by(std::make_shared<fake_transport>("{}"), "Anything") == "nobody");
}

BOOST_AUTO_TEST_SUITE_END()
