// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "scripted_transport.hpp"

#include <coax/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
using coax::errc;
using namespace coax::test;

namespace {

struct listing {
    std::shared_ptr<scripted_transport> transport = std::make_shared<scripted_transport>();

    listing() { transport->body.clear(); }

    [[nodiscard]] coax::client_options options() const
    {
        return coax::client_options().api_key(key).base_url("https://h.example/v1").transport(transport);
    }

    coax::result<std::vector<std::string>> models(std::string_view model, coax::client_options chosen)
    {
        std::optional<coax::result<std::vector<std::string>>> got;
        asio::io_context io;
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                coax::client const from(io, model, std::move(chosen));
                got.emplace(co_await coax::settle(from.models()));
            },
            [](std::exception_ptr thrown) {
                if (thrown)
                    std::rethrow_exception(thrown);
            });
        io.run();
        return *got;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_models, listing)

BOOST_AUTO_TEST_CASE(names_are_those_that_a_client_takes)
{
    transport->body = {R"({"object":"list","data":[{"id":"a"},)", R"({"id":"org/b"}]})"};
    auto const got = models("openai/any", options().query("team", "x").header("x-team", "y"));
    BOOST_TEST(got.value() == (std::vector<std::string>{"openai/a", "openai/org/b"}));
    BOOST_TEST(transport->urls.front() == "https://h.example/v1/models?team=x");
    BOOST_TEST(transport->bodies.front().empty());
    BOOST_TEST(transport->secrets.front() == key);
    auto const has
        = [&](std::string_view name) { return std::ranges::count(transport->headers, name, &coax::http_header::name); };
    BOOST_TEST(has("authorization") == 1);
    BOOST_TEST(has("x-team") == 1);
    BOOST_TEST(has("content-type") == 0);
    BOOST_TEST(transport->open == 0);
}

BOOST_AUTO_TEST_CASE(an_error_is_the_service_s_own_without_the_key)
{
    transport->head.status = 401;
    transport->body = {std::string(R"({"error":{"message":"Incorrect API key provided: )") + key + "\"}}"};
    auto const got = models("openai/any", options());
    BOOST_TEST((got.error().code == errc::authentication));
    BOOST_TEST(got.error().provider_message.find("Incorrect") != std::string::npos);
    BOOST_TEST(got.error().provider_message.find(key) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_answer_is_no_list)
{
    transport->body = {"<html>Sign in</html>"};
    BOOST_TEST((models("openai/any", options()).error().code == errc::unexpected_content));
}

BOOST_AUTO_TEST_CASE(a_service_without_a_list_is_not_asked)
{
    auto const got
        = models("bedrock/any", coax::client_options().api_key(key).transport(transport).base_url("https://h.example"));
    BOOST_TEST((got.error().code == errc::unsupported_request));
    BOOST_TEST(transport->urls.empty());
}

BOOST_AUTO_TEST_CASE(a_broken_connection_is_its_error)
{
    transport->on_send = [] { throw coax::error({errc::connect_failed, "nobody is there"}); };
    BOOST_TEST((models("openai/any", options()).error().code == errc::connect_failed));
}

BOOST_AUTO_TEST_SUITE_END()
