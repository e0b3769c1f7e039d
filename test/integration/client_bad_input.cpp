// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a wrong setting or a stranger's server can do to a client: each is an error that says so.
#include "client_fixture.hpp"

#include <array>

using namespace coax;
using namespace coax::test;
using sim::reply;

namespace {

struct status_row {
    int status;
    errc code;
};
constexpr std::array statuses{status_row{400, errc::bad_request}, status_row{401, errc::authentication},
    status_row{403, errc::permission}, status_row{404, errc::not_found}, status_row{413, errc::request_too_large},
    status_row{429, errc::rate_limited}, status_row{500, errc::provider_error}, status_row{529, errc::overloaded}};

/// What the constructor of a client throws.
failure refused(std::string_view model, client_options options)
{
    boost::asio::io_context io;
    try {
        client made(io, model, std::move(options));
        BOOST_ERROR("it was made");
    } catch (error const& thrown) {
        return thrown.failure();
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_bad_input, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(settings_that_cannot_be_meant)
{
    auto const with_key = [](std::string key) { return client_options().api_key(std::move(key)); };
    auto const at = [&](std::string url) { return with_key(std::string(secret)).base_url(std::move(url)); };
    for (std::string const bad : {"\n", "\r\nx-evil: 1", " ", "\t", "\x7f", "\xc3\xa4"})
        for (auto const& key : {std::string(secret) + bad, bad + std::string(secret)})
            check_failure(refused("anthropic/m", with_key(key)), errc::invalid_api_key, "api_key");
    check_failure(refused("nobody/m", with_key(std::string(secret))), errc::unknown_provider, "\"nobody/m\"");
    check_failure(refused("m", with_key(std::string(secret))), errc::unknown_provider, "anthropic, openai");
    check_failure(refused("", with_key(std::string(secret))), errc::unknown_provider, "provider/model");
    check_failure(refused("anthropic/", with_key(std::string(secret))), errc::invalid_option, "anthropic/MODEL");
    for (char const* url : {"api.example.com", "ftp://example.com", "https://", "https:///v1", "https://a b/", "/v1",
             "https://example.com:99999", "https://example.com:0", "https://example.com?x=1", "https://example.com#f"})
        BOOST_TEST_CONTEXT(url)
    check_failure(refused("openai/m", at(url)), errc::invalid_base_url, "https://host[:port][/prefix]");
    // Who puts the key into the URL does not see it again either.
    auto const url = "https://user:" + std::string(secret) + "@example.com";
    check_failure(refused("openai/m", at(url)), errc::invalid_base_url, "password");
    check_failure(refused("openai-compatible/m", with_key(std::string(secret))), errc::invalid_base_url);
}

BOOST_AUTO_TEST_CASE(certificates_that_do_not_hold)
{
    {
        client_fixture f(sim::server_options().certificate_for({"elsewhere.example"}));
        check_failure(f.failure_from(f.connect("anthropic")), errc::tls_failed, "127.0.0.1");
        BOOST_TEST(f.server.counts().requests == 0U);
    }
    {
        client_fixture f(sim::server_options().expired());
        check_failure(f.failure_from(f.connect("openai")), errc::tls_failed, "expired");
        BOOST_TEST(f.server.counts().requests == 0U);
    }
    {
        client_fixture f;
        auto const options
            = client_options().api_key(std::string(secret)).base_url(f.server.url()).max_reasks(0).max_retries(0);
        check_failure(f.failure_from(f.connect("anthropic", options)), errc::tls_failed, "ca_");
        BOOST_TEST(f.server.counts().requests == 0U);
    }
    {
        boost::asio::io_context io;
        check_failure(refused("openai/m", client_options().api_key(std::string(secret)).ca_pem("no certificate")),
            errc::invalid_option, "ca_pem");
    }
}

BOOST_AUTO_TEST_CASE(every_status_with_every_body)
{
    plain_fixture f;
    for (std::string const provider : providers) {
        auto const client = f.connect(provider);
        for (auto const& [status, code] : statuses) {
            auto const check = [&](std::string_view kind, reply const& answer, std::string_view words,
                                   std::string_view received) {
                for (bool const streamed : {true, false}) {
                    BOOST_TEST_CONTEXT(provider << ' ' << status << ' ' << kind << " streamed " << streamed)
                    {
                        auto const why = f.failure_from(client, answer, request("Judge").streamed(streamed));
                        check_failure(why, code, "HTTP " + std::to_string(status));
                        check_failure(why, code, words);
                        BOOST_TEST(why.http_status == status);
                        BOOST_TEST(why.attempts.size() == 1U);
                        BOOST_TEST(why.provider_message.find(received) != std::string::npos, why.provider_message);
                        BOOST_TEST(why.provider_message.empty() == (kind == "empty"));
                        BOOST_TEST(why.provider_type.empty() == (kind != "JSON"));
                    }
                }
            };
            check("JSON", reply::status(status), {}, {});
            check("HTML",
                reply::status(status)
                    .content_type("text/html")
                    .body("<!DOCTYPE html><html><head><title>No</title></head><body>" + std::string(2000, ' ')
                        + "</html>"),
                "HTML", "No");
            check("empty", reply::status(status).body(""), "empty", {});
            check("endless", reply::status(status).body("Out of order.").endless(" And more."), {},
                "Out of order. And more. And more.");
            check("broken off", reply::status(status).body("Out of order.").close_after(7), {}, "Out of");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_redirect_is_refused_and_the_key_goes_nowhere)
{
    client_fixture f;
    sim::server other(f.io.get_executor());
    for (std::string const provider : providers) {
        auto const to = other.url() + "/v1?key=" + std::string(secret);
        for (auto const& answer : {reply::redirect(to), reply::status(301).header("location", to),
                 reply::status(302).header("location", to), reply::status(308).header("location", to)}) {
            auto const why = f.failure_from(f.connect(provider), answer);
            check_failure(why, errc::redirected, other.url());
        }
    }
    BOOST_TEST(other.counts().accepted == 0U);
    other.stop();
}

BOOST_AUTO_TEST_CASE(a_200_that_is_not_of_the_protocol)
{
    plain_fixture f;
    for (std::string const provider : providers) {
        for (bool const streamed : {true, false}) {
            auto const ask = request("Judge").streamed(streamed);
            BOOST_TEST_CONTEXT(provider << " streamed " << streamed)
            {
                auto const page = "<!DOCTYPE html><html><head><title>Sign in, " + std::string(secret)
                    + "</title></head><body>to the hotel's network</body></html>";
                auto const why = f.failure_from(f.connect(provider), reply().content_type("text/html").body(page), ask);
                check_failure(why, errc::unexpected_content, "HTML");
                BOOST_TEST(why.provider_message.find("Sign in") != std::string::npos);
                auto const plain
                    = f.failure_from(f.connect(provider), reply().content_type("text/plain").body("hello"), ask);
                check_failure(plain, errc::unexpected_content, "base URL");
                BOOST_TEST(plain.provider_message == "hello");
                check_failure(
                    f.failure_from(f.connect(provider), reply().content_type("application/json").body("[1,2]"), ask),
                    errc::unexpected_content, "base URL");
                check_failure(
                    f.failure_from(f.connect(provider), reply().content_type("application/json").body(""), ask),
                    errc::stream_incomplete, "empty");
                check_failure(
                    f.failure_from(f.connect(provider), reply().content_type("image/png").body("\x89PNG\r\n"), ask),
                    errc::unexpected_content);
            }
        }
        // A proxy that forgot the type does no harm.
        f.server.enqueue(reply().content_type("application/octet-stream").body(events(provider)));
        BOOST_TEST(f.outcome(f.connect(provider)).has_value());
    }
}

BOOST_AUTO_TEST_CASE(an_error_in_the_middle_of_the_stream)
{
    plain_fixture f;
    for (std::string const provider : providers) {
        for (auto const code : {errc::overloaded, errc::rate_limited, errc::provider_error}) {
            auto const why
                = f.failure_from(f.connect(provider), reply::json(std::string(good)).cut(4).error_after(4, code));
            check_failure(why, code, "inside its answer");
            BOOST_TEST(why.text == good.substr(0, 16));
            BOOST_TEST(!why.provider_message.empty());
        }
    }
}

// ---- a key that comes back

BOOST_AUTO_TEST_CASE(a_key_that_the_provider_says_back_is_not_passed_on)
{
    plain_fixture f;
    auto const key = std::string(secret);
    for (std::string const provider : providers) {
        auto const client = f.connect(provider);
        auto const quoted_in = [&](std::string const& text) {
            return R"({"type":"error","error":{"type":")" + text + R"(","code":")" + text
                + R"(","message":"wrong key ')" + text + "'\"}}";
        };
        auto const why = f.failure_from(client,
            reply::status(401).body(quoted_in(key)).header("request-id", key).header("location", "https://x/" + key));
        check_failure(why, errc::authentication);
        BOOST_TEST(why.provider_message == "wrong key '[API key]'");

        // Cut in two by what is quoted at most.
        for (std::size_t const before : {470U, 480U, 490U})
            check_failure(
                f.failure_from(client, reply::status(500).body(std::string(before, 'x') + key)), errc::provider_error);
        check_failure(f.failure_from(client, reply().content_type("text/plain").body(std::string(475, 'x') + key)),
            errc::unexpected_content);
        check_failure(f.failure_from(client, reply::redirect("https://" + key + ".example/" + key)), errc::redirected);

        // Inside a stream, and in the model's own words.
        auto const in_stream
            = "data: {\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"bad " + key + "\"}}\n\n";
        auto const told = f.failure_from(client, reply().content_type("text/event-stream").body(in_stream));
        check_no_key(told);
        BOOST_TEST(told.provider_message.find("[API key]") != std::string::npos, told.message);
        check_failure(f.failure_from(client, reply::json("{\"name\":\"" + key + "\",\"word\":\"" + key + "\"}")),
            errc::invalid_answer);
        check_failure(f.failure_from(client, reply::json("{\"" + key + "\":\"" + key + "\"}")), errc::invalid_answer);
        check_failure(f.failure_from(client, reply().refusal("Your key is " + key)), errc::refused);
    }
}

BOOST_AUTO_TEST_SUITE_END()
