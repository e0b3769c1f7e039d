// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a stranger's server, a wrong setting or a silly model can do to a client: each is an error that says so.
#include "client_fixture.hpp"

#include <coax/violations.hpp>

#include <array>

using namespace coax;
using namespace coax::test;
using sim::reply;

namespace {

constexpr std::array<char const*, 2> providers{"anthropic", "openai"};

/// All there is of the answer `{"name":"Ann","marks":[1,2],"word":"good"}` in each protocol's events.
std::string events(std::string_view provider)
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

struct status_row {
    int status;
    errc code;
};
constexpr std::array statuses{status_row{400, errc::bad_request}, status_row{401, errc::authentication},
    status_row{403, errc::permission}, status_row{404, errc::not_found}, status_row{413, errc::request_too_large},
    status_row{429, errc::rate_limited}, status_row{500, errc::provider_error}, status_row{529, errc::overloaded}};

/// What the constructor of a client throws.
failure refused(std::string_view model, client_options how)
{
    boost::asio::io_context io;
    try {
        client made(io, model, std::move(how));
        BOOST_ERROR("it was made");
    } catch (error const& thrown) {
        return thrown.why();
    }
    return {};
}

struct plain : client_fixture {
    plain() : client_fixture(sim::server_options().tls(false)) { }
};

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
        auto const how = client_options().api_key(std::string(secret)).base_url(f.server.url()).max_retries(0);
        check_failure(f.failure_from(f.connect("anthropic", how)), errc::tls_failed, "ca_");
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
    plain f;
    for (std::string const provider : providers) {
        auto const client = f.connect(provider);
        for (auto const& [status, code] : statuses) {
            auto const check = [&](std::string_view kind, reply said, std::string_view words = {}) {
                BOOST_TEST_CONTEXT(provider << ' ' << status << ' ' << kind)
                {
                    auto const why = f.failure_from(client, std::move(said));
                    check_failure(why, code, "HTTP " + std::to_string(status));
                    check_failure(why, code, words);
                    BOOST_TEST(why.http_status == status);
                    BOOST_TEST(why.attempts.size() == 1U);
                    if (kind == "JSON") {
                        BOOST_TEST(!why.provider_message.empty());
                        BOOST_TEST(!why.provider_type.empty());
                    }
                }
            };
            check("JSON", reply::status(status));
            check("HTML",
                reply::status(status)
                    .content_type("text/html")
                    .body("<!DOCTYPE html><html><head><title>No</title></head><body>" + std::string(2000, ' ')
                        + "</html>"),
                "HTML");
            check("empty", reply::status(status).body(""), "empty");
            check("endless", reply::status(status).body("<html>").endless("<p>and more"));
            check("broken off", reply::status(status).reset_after(5));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_redirect_is_refused_and_the_key_goes_nowhere)
{
    client_fixture f;
    sim::server other(f.io.get_executor());
    for (std::string const provider : providers) {
        auto const to = other.url() + "/v1?key=" + std::string(secret);
        for (auto const& said : {reply::redirect(to), reply::status(301).header("location", to),
                 reply::status(302).header("location", to), reply::status(308).header("location", to)}) {
            auto const why = f.failure_from(f.connect(provider), said);
            check_failure(why, errc::redirected, other.url());
        }
    }
    BOOST_TEST(other.counts().accepted == 0U);
    other.stop();
}

BOOST_AUTO_TEST_CASE(a_200_that_is_not_of_the_protocol)
{
    plain f;
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
                check_failure(
                    f.failure_from(f.connect(provider), reply().content_type("text/plain").body("hello"), ask),
                    errc::unexpected_content, "base URL");
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
    plain f;
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
    plain f;
    auto const key = std::string(secret);
    for (std::string const provider : providers) {
        auto const client = f.connect(provider);
        auto const said = [&](std::string const& text) {
            return R"({"type":"error","error":{"type":")" + text + R"(","code":")" + text
                + R"(","message":"wrong key ')" + text + "'\"}}";
        };
        auto const why = f.failure_from(client,
            reply::status(401).body(said(key)).header("request-id", key).header("location", "https://x/" + key));
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

// ---- answers cut off

BOOST_AUTO_TEST_CASE(a_stream_that_ends_early_at_every_byte)
{
    for (std::string const provider : providers) {
        auto const whole = events(provider);
        std::size_t values = 0;
        std::size_t longest = 0;
        for (auto const ending : {sim::faults::ending::close, sim::faults::ending::reset}) {
            plain f; // afresh: what is asked is kept
            auto const client = f.connect(provider);
            longest = 0;
            for (std::size_t at = 0; at < whole.size(); ++at) {
                f.server.enqueue(reply().content_type("text/event-stream").body(whole).end_after(at, ending));
                auto const got = f.outcome(client);
                BOOST_TEST_CONTEXT(provider << " byte " << at << " ending " << int(ending))
                {
                    if (got.has_value()) { // nothing but the end of the last line is missing
                        ++values;
                        BOOST_TEST(at >= whole.size() - 2);
                        BOOST_TEST(got.value().value.name == "Ann");
                    } else {
                        auto const& why = got.error();
                        check_failure(why, errc::connection_lost);
                        BOOST_TEST(good.starts_with(why.text));
                        // A reset takes away what the kernel had not yet handed over; a close takes nothing.
                        if (ending == sim::faults::ending::close)
                            BOOST_TEST(why.text.size() >= longest);
                        longest = std::max(longest, why.text.size());
                        BOOST_TEST(why.attempts.size() == 1U);
                    }
                }
            }
            if (ending == sim::faults::ending::close)
                BOOST_TEST(longest == good.size());
        }
        BOOST_TEST(values <= 4U);
    }
}

BOOST_AUTO_TEST_CASE(a_stream_cut_by_who_passes_it_on_at_every_byte)
{
    for (std::string const provider : providers) {
        plain f;
        auto const client = f.connect(provider);
        auto const whole = events(provider);
        auto const stop = whole.find(provider == "anthropic" ? "end_turn" : "\"stop\"");
        for (std::size_t at = 0; at <= whole.size(); ++at) {
            f.server.enqueue(reply().content_type("text/event-stream").body(whole.substr(0, at)));
            auto const got = f.outcome(client);
            BOOST_TEST_CONTEXT(provider << " byte " << at)
            {
                if (got.has_value()) { // the model's own word that it had come to the end is there
                    BOOST_TEST(at > stop);
                    BOOST_TEST(got.value().text == good);
                } else {
                    check_failure(got.error(), errc::stream_incomplete, "try again");
                    BOOST_TEST(good.starts_with(got.error().text));
                    BOOST_TEST(at < whole.size());
                }
            }
        }
        BOOST_TEST(f.server.counts().accepted == 1U); // each body was whole, so the connection was good again
    }
}

BOOST_AUTO_TEST_CASE(a_tls_stream_that_ends_early)
{
    for (auto const ending : {sim::faults::ending::close, sim::faults::ending::drop, sim::faults::ending::reset}) {
        client_fixture f;
        auto const client = f.connect("openai");
        auto const whole = events("openai");
        for (std::size_t at = 0; at < whole.size() - 2; at += 37) {
            auto const why
                = f.failure_from(client, reply().content_type("text/event-stream").body(whole).end_after(at, ending));
            check_failure(why, errc::connection_lost);
            BOOST_TEST(good.starts_with(why.text));
        }
        check_failure(f.failure_from(client, reply::hang_up()), errc::connection_lost, "not known");
    }
}

// ---- answers that are no value

BOOST_AUTO_TEST_CASE(json_that_is_none_or_not_this)
{
    struct row {
        std::string what;
        std::string text;
        rule broken;
        std::string pointer;
    };
    std::string const deep(64, '[');
    std::vector<row> const rows{
        {"words", "I think Ann is good.", rule::syntax, ""},
        {"another kind at the root", "[1]", rule::kind, ""},
        {"a fence", "```json\n" + std::string(good) + "\n```", rule::syntax, ""},
        {"cut off", R"({"name":"Ann","marks":[1,)", rule::syntax, ""},
        {"something behind", std::string(good) + " and so on", rule::syntax, ""},
        {"twice", std::string(good) + std::string(good), rule::syntax, ""},
        {"missing", R"({"name":"Ann","marks":[]})", rule::missing, "/word"},
        {"null", R"({"name":null,"marks":[],"word":"good"})", rule::missing, "/name"},
        {"another kind", R"({"name":"Ann","marks":"many","word":"good"})", rule::kind, "/marks"},
        {"another choice", R"({"name":"Ann","marks":[],"word":"ugly"})", rule::choice, "/word"},
        {"a fraction", R"({"name":"Ann","marks":[1,2.5],"word":"good"})", rule::range, "/marks/1"},
        {"1e400", R"({"name":"Ann","marks":[1e400],"word":"good"})", rule::range, "/marks/0"},
        {"too many digits", R"({"name":"Ann","marks":[99999999999999999999],"word":"good"})", rule::range, "/marks/0"},
        {"twice a key", R"({"name":"Ann","marks":[],"name":"Bob","word":"good"})", rule::duplicate, "/name"},
        {"too deep", R"({"name":"Ann","other":)" + deep, rule::limit, ""},
        {"invalid UTF-8", "{\"name\":\"A\xff\xfe\"}", rule::syntax, "/name"},
        {"an overlong UTF-8", "{\"name\":\"A\xc0\x80\"}", rule::syntax, "/name"},
        {"a raw NUL", std::string("{\"name\":\"A\0B\"}", 14), rule::syntax, "/name"},
        {"a lone high surrogate", R"({"name":"\ud800","marks":[],"word":"good"})", rule::syntax, "/name"},
        {"a lone low surrogate", R"({"name":"\udc00","marks":[],"word":"good"})", rule::syntax, "/name"},
    };
    plain f;
    for (std::string const provider : providers) {
        auto const client = f.connect(provider);
        for (bool const streamed : {true, false}) {
            for (auto const mode : {coax::mode::json_schema, coax::mode::tool}) {
                for (auto const& one : rows) {
                    BOOST_TEST_CONTEXT(provider << ' ' << one.what << " streamed " << streamed << " mode " << int(mode))
                    {
                        if (provider == "anthropic" && !streamed && mode == coax::mode::tool
                            && (one.broken == rule::syntax || one.broken == rule::limit))
                            continue; // arguments are JSON there, or the body is none
                        auto const why = f.failure_from(client, reply::json(one.text).cut(3),
                            request("Judge").streamed(streamed).mode(mode).tolerance(tolerance::strict));
                        check_failure(why, errc::invalid_answer, one.pointer);
                        BOOST_TEST_REQUIRE(!why.violations.empty());
                        BOOST_TEST((why.violations.front().rule == one.broken),
                            why.violations.front().pointer << ' ' << why.violations.front().message);
                        BOOST_TEST(!why.text.empty());
                    }
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_escaped_nul_is_a_character)
{
    plain f;
    f.server.enqueue(reply::json(R"({"name":"A\u0000B","marks":[],"word":"good"})"));
    auto const got = f.outcome(f.connect("openai"));
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got.value().value.name == std::string("A\0B", 3));
}

BOOST_AUTO_TEST_CASE(no_answer_at_all)
{
    plain f;
    for (std::string const provider : providers) {
        auto const client = f.connect(provider);
        check_failure(f.failure_from(client, reply::json("")), errc::no_answer, "no JSON");
        check_failure(f.failure_from(client, reply::json("{\"name\":\"A").stop(stop_reason::truncated)),
            errc::truncated, "max_tokens");
        check_failure(f.failure_from(client, reply::json("{\"name\":\"A").stop(stop_reason::filtered)),
            provider == std::string("anthropic") ? errc::refused : errc::filtered);
        auto const why = f.failure_from(client, reply().refusal("I would rather not."));
        check_failure(why, errc::refused);
        BOOST_TEST(why.provider_message == "I would rather not.");
    }
}

BOOST_AUTO_TEST_CASE(an_answer_without_end_is_stopped_by_a_limit)
{
    plain f;
    constexpr std::size_t most = 200'000;
    for (std::string const provider : providers) {
        for (bool const streamed : {true, false}) {
            auto how = f.options(provider);
            how.max_response_bytes(most);
            auto const why = f.failure_from(f.connect(provider, how),
                reply::json(R"({"name":"Once upon a time )").endless(), request("Tell").streamed(streamed));
            check_failure(why, errc::response_too_large, "max_response_bytes");
            if (streamed) // a whole answer is read when it is whole
                BOOST_TEST(why.text.starts_with(R"({"name":"Once upon a time and so on )"));
            BOOST_TEST(why.text.size() <= most);
        }
        // The other endless things: a line, an event's data, white space, a comment, thinking.
        auto how = f.options(provider);
        how.max_response_bytes(most);
        for (std::string const filler : {"x", "data: x\n", " ", ": ping\n\n", "\n"}) {
            auto const why = f.failure_from(
                f.connect(provider, how), reply().content_type("text/event-stream").body("data: ").endless(filler));
            check_failure(why, why.code);
            BOOST_TEST((why.code == errc::response_too_large || why.code == errc::unexpected_content
                || why.code == errc::protocol_error));
        }
    }
}

// ---- after the error

BOOST_AUTO_TEST_CASE(a_stream_that_failed_gives_nothing_more)
{
    plain f;
    f.run([&]() -> boost::asio::awaitable<void> {
        auto const client = f.connect("openai");
        f.server.enqueue(reply::json(R"({"name":"Ann","marks":[1,"two"],"word":"good"})").cut(2));
        auto stream = client.stream<verdict>(request("Judge").max_retries(0));
        errc seen{};
        try {
            for (;;) {
                auto const* now = co_await stream.next();
                BOOST_TEST_REQUIRE(now != nullptr);
            }
        } catch (error const& why) {
            seen = static_cast<errc>(why.code().value());
        }
        BOOST_TEST((seen == errc::invalid_answer));
        auto const* after = co_await stream.next();
        BOOST_TEST(after == nullptr);
        // Half a value is never taken for a whole one.
        auto const got = co_await settle(stream.result());
        BOOST_TEST(got.has_error());
        check_failure(got.error(), errc::invalid_answer, "/marks/1");
    }());
    f.run([&]() -> boost::asio::awaitable<void> {
        auto const client = f.connect("anthropic");
        auto const bad = R"({"items":[)" + std::string(good) + R"(,{"name":"B","marks":[],"word":"ugly"}]})";
        f.server.enqueue(reply::json(bad));
        auto items = client.each<verdict>(request("Judge").max_retries(0));
        std::size_t given = 0;
        bool failed = false;
        try {
            for (;;) {
                auto const one = co_await items.next();
                BOOST_TEST_REQUIRE(one.has_value());
                ++given;
            }
        } catch (error const& why) {
            failed = true;
            check_failure(why.why(), errc::invalid_answer, "/items/1/word");
        }
        BOOST_TEST(failed);
        BOOST_TEST(given == 1U);
        auto const after = co_await items.next();
        BOOST_TEST(!after.has_value());
        auto const how = co_await settle(items.result());
        BOOST_TEST(how.has_error());
    }());
}

BOOST_AUTO_TEST_CASE(a_request_that_cannot_be_sent)
{
    plain f;
    auto const client = f.connect("openai");
    check_failure(f.failure_from(client, request()), errc::invalid_option, "user turn");
    check_failure(f.failure_from(client, request("x").model("anthropic/m")), errc::invalid_option, "client::with");
    check_failure(f.failure_from(client, request("x").model("nobody/m")), errc::unknown_provider, "nobody");
    auto const why = f.failure_from(f.connect("anthropic"), request("x").mode(coax::mode::json_object));
    check_failure(why, errc::invalid_option, "json_object");
    BOOST_TEST(why.attempts.empty()); // nothing was tried
    BOOST_TEST(f.server.counts().accepted == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
