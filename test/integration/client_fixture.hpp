// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/client.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
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

/// For a suite: no store of the system's, which takes longer to read than everything else here together.
struct own_authority_only {
    own_authority_only()
    {
        if (char const* const now = std::getenv("SSL_CERT_FILE"))
            before = now;
        ::setenv("SSL_CERT_FILE", "/dev/null", 1);
    }
    ~own_authority_only()
    {
        if (before)
            ::setenv("SSL_CERT_FILE", before->c_str(), 1);
        else
            ::unsetenv("SSL_CERT_FILE");
    }
    own_authority_only(own_authority_only const&) = delete;
    own_authority_only& operator=(own_authority_only const&) = delete;

    std::optional<std::string> before;
};

/// A simulator and clients of it on one context.
struct client_fixture {
    client_fixture() : client_fixture(sim::server_options()) { }
    explicit client_fixture(sim::server_options how) : server(io.get_executor(), std::move(how)) { }

    boost::asio::io_context io;
    sim::server server;

    /// With the secret as its key, and no retries: each failure is seen as it is.
    [[nodiscard]] client_options options(std::string_view provider) const
    {
        auto how = server.options(provider);
        how.api_key(std::string(secret)).max_retries(0);
        return how;
    }
    client connect(std::string const& provider) { return connect(provider, options(provider)); }
    client connect(std::string const& provider, client_options how)
    {
        return client(io, provider + "/test-model", std::move(how));
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
