// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "own_authority_only.hpp"

#include <coax/client.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::test {

using namespace std::chrono_literals;

/// Recognisable wherever it should not be.
inline constexpr std::string_view secret = "sk-secret-0123456789-never-to-be-seen-abcdefghij";

struct verdict {
    std::string name;
    std::vector<int> marks;
    literal<"good", "bad"> word;
};
BOOST_DESCRIBE_STRUCT(verdict, (), (name, marks, word))

inline constexpr std::string_view good = R"({"name":"Ann","marks":[1,2],"word":"good"})";

inline constexpr std::array<char const*, 2> providers{"anthropic", "openai"};

/// All there is of the answer `{"name":"Ann","marks":[1,2],"word":"good"}` in each protocol's events.
inline std::string events(std::string_view provider)
{
    if (provider == "anthropic")
        return "event: message_start\n"
               R"(data: {"type":"message_start","message":{"usage":{"input_tokens":1,"output_tokens":1}}})"
               "\n\n"
               R"(data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})"
               "\n\n"
               R"(data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{\"name\":\"Ann\",\"ma"}})"
               "\n\n"
               R"(data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"rks\":[1,2],\"word\":\"good\"}"}})"
               "\n\n"
               R"(data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}})"
               "\n\n"
               "data: {\"type\":\"message_stop\"}\n\n";
    return R"(data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"{\"name\":\"Ann\",\"ma"}}]})"
           "\n\n"
           R"(data: {"choices":[{"index":0,"delta":{"content":"rks\":[1,2],\"word\":\"good\"}"}}]})"
           "\n\n"
           R"(data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})"
           "\n\n"
           "data: [DONE]\n\n";
}

/// A simulator and clients of it on one context.
struct client_fixture {
    client_fixture() : client_fixture(sim::server_options()) { }
    explicit client_fixture(sim::server_options settings) : server(io.get_executor(), std::move(settings)) { }

    boost::asio::io_context io;
    sim::server server;

    /// With the secret as its key, and no retries: each failure is seen as it is.
    [[nodiscard]] client_options options(std::string_view provider) const
    {
        auto settings = server.options(provider);
        settings.api_key(std::string(secret)).max_reasks(0).max_retries(0);
        return settings;
    }
    client connect(std::string const& provider) { return connect(provider, options(provider)); }
    client connect(std::string const& provider, client_options settings)
    {
        return client(io, provider + "/test-model", std::move(settings));
    }

    void run(boost::asio::awaitable<void> work)
    {
        std::exception_ptr thrown;
        boost::asio::co_spawn(io, std::move(work), [&](std::exception_ptr why) {
            thrown = why;
            io.stop();
        });
        io.restart();
        io.run();
        if (thrown)
            std::rethrow_exception(thrown);
    }

    /// What `ask` gives, or why not.
    result<extraction<verdict>> outcome(client with, request ask = "Judge")
    {
        std::optional<result<extraction<verdict>>> got;
        auto const work = [&]() -> boost::asio::awaitable<void> {
            got.emplace(co_await settle(with.extract_detailed<verdict>(ask)));
        };
        run(work());
        return std::move(got).value();
    }
    /// Why the reply is no value.
    failure failure_from(client with, sim::reply reply, request ask = "Judge")
    {
        server.enqueue(std::move(reply));
        return failure_from(std::move(with), std::move(ask));
    }
    failure failure_from(client with, request ask = "Judge")
    {
        auto got = outcome(std::move(with), std::move(ask));
        if (got.has_value()) {
            BOOST_ERROR("a value came: " + got.value().text);
            return {};
        }
        return got.error();
    }
};

/// Over plain http, where it is the words that count.
struct plain_fixture : client_fixture {
    plain_fixture() : client_fixture(sim::server_options().tls(false)) { }
};

/// The key is in none of a failure's words.
inline void check_no_key(failure const& why, std::string_view key = secret)
{
    auto const clean = [&](std::string_view text) {
        BOOST_TEST(text.find(key.substr(0, 20)) == text.npos, "the key is in: " << text);
    };
    for (auto const* text :
        {&why.message, &why.provider_type, &why.provider_code, &why.provider_message, &why.request_id, &why.text})
        clean(*text);
    clean(error(why).what());
    for (auto const& one : why.violations)
        clean(one.pointer + one.message);
    for (auto const& one : why.attempts) {
        clean(one.text + one.provider_stop_reason);
        for (auto const& broken : one.violations)
            clean(broken.pointer + broken.message);
    }
}

/// It has that code, its message holds `words`, says something of its own, and shows no key.
inline void check_failure(failure const& why, boost::system::error_code expected, std::string_view words = {})
{
    BOOST_TEST_CONTEXT(why.message << " (the provider: " << why.provider_message << ")")
    {
        BOOST_TEST(why.code == expected);
        BOOST_TEST(why.message.find(words) != std::string::npos, "it does not say: " << words);
        BOOST_TEST(why.message.size() > 20U);
        if (!why.attempts.empty()) {
            BOOST_TEST(why.attempts.back().code == why.code);
            BOOST_TEST(why.attempts.back().text == why.text);
        }
        check_no_key(why);
    }
}

} // namespace coax::test
