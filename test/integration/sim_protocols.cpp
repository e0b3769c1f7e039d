// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Every protocol of the simulator through coax's own client, over TLS: one table of protocols, and what each must do.
#include "client_fixture.hpp"

#include <functional>
#include <variant>

namespace asio = boost::asio;
namespace sim = coax::sim;
using namespace coax::test;
using coax::errc;
using coax::mode;
using coax::request;
using sim::reply;

namespace {

/// How the protocols differ in what they can say.
struct spoken {
    std::string provider;
    std::string protocol; ///< as the simulator calls it
    std::string stream_path; ///< part of the path of a streamed request
    bool whole_arguments = false; ///< a tool's arguments come in one piece
    errc refused = errc::refused; ///< what a refusal is
    errc filtered = errc::filtered; ///< what a filtered answer is
    bool untyped_errors = false; ///< an error in mid-stream has words alone
    errc wrong_key = errc::authentication;
    errc garbage = errc::protocol_error; ///< what garbage in the first event is: it can be in a key that is passed over
};

spoken const protocols[] = {
    {"anthropic", "anthropic", "/v1/messages", false, errc::refused, errc::refused},
    {"openai", "openai", "/v1/chat/completions"},
    {"openai-responses", "openai-responses", "/v1/responses"},
    {"google", "gemini", ":streamGenerateContent", true, errc::filtered},
    {"vertex", "gemini", ":streamGenerateContent", true, errc::filtered},
    {"bedrock", "bedrock-converse", "/converse-stream", false, errc::filtered, errc::filtered, false, errc::permission,
        errc::unexpected_content},
    {"bedrock-anthropic", "bedrock-invoke", "/invoke-with-response-stream", false, errc::refused, errc::refused, false,
        errc::permission, errc::unexpected_content},
    {"cohere", "cohere", "/v2/chat", false, errc::invalid_answer, errc::filtered, true},
    {"ollama-native", "ollama", "/api/chat", true, errc::invalid_answer, errc::invalid_answer, true,
        errc::authentication, errc::invalid_answer},
};

struct dog {
    coax::literal<"dog"> kind;
    int tricks = 0;
};
BOOST_DESCRIBE_STRUCT(dog, (), (kind, tricks))
struct cat {
    coax::literal<"cat"> kind;
    int lives = 0;
};
BOOST_DESCRIBE_STRUCT(cat, (), (kind, lives))

struct review {
    int stars = 0;
    double score = 0;
    std::string code;
    std::vector<std::string> reasons;
};
BOOST_DESCRIBE_STRUCT(review, (), (stars, score, code, reasons))
constexpr auto tag_invoke(coax::annotate_tag, review const*)
{
    return coax::notes(coax::note<&review::stars>("5 is best").ge(1).le(5),
        coax::note<&review::score>().ge(0.25).le(0.5), coax::note<&review::code>().min_length(30).max_length(40),
        coax::note<&review::reasons>().min_items(3).max_items(4));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(sim_protocols, client_fixture)

BOOST_AUTO_TEST_CASE(gives_the_value_in_every_mode_streamed_and_whole)
{
    for (auto const& one : protocols)
        for (auto const wanted : {mode::automatic, mode::json_schema, mode::tool, mode::prompted})
            for (bool const streamed : {true, false}) {
                BOOST_TEST_CONTEXT(one.provider << ", mode " << int(wanted) << ", streamed " << streamed)
                {
                    server.enqueue(reply::json(std::string(good)).usage(11, 7));
                    auto const got = outcome(
                        connect(one.provider), request("Judge").system("Be fair").mode(wanted).streamed(streamed));
                    BOOST_TEST_REQUIRE(got.has_value(), got.error().message);
                    BOOST_TEST(got.value().value.name == "Ann");
                    BOOST_TEST(got.value().text == good);
                    BOOST_TEST(got.value().repairs.empty());
                    BOOST_TEST(got.value().usage.input_tokens == 11U);
                    BOOST_TEST(got.value().usage.output_tokens == 7U);
                    BOOST_TEST((got.value().stop == coax::stop_reason::complete));
                    BOOST_TEST(!got.value().request_id.empty());
                    auto const asked = server.asked().back();
                    BOOST_TEST(asked.protocol == one.protocol);
                    BOOST_TEST(asked.stream == streamed);
                    BOOST_TEST((asked.path.find(one.stream_path) != std::string::npos)
                        == (streamed || one.stream_path.find("tream") == std::string::npos));
                    BOOST_TEST(asked.model == "test-model");
                    BOOST_TEST(asked.prompt() == "Judge");
                    BOOST_TEST(asked.system.starts_with("Be fair"));
                    if (wanted != mode::automatic)
                        BOOST_TEST((asked.mode == wanted));
                    if (wanted == mode::json_schema || wanted == mode::tool)
                        BOOST_TEST(asked.schema.contains("properties"));
                }
            }
}

BOOST_AUTO_TEST_CASE(streams_what_is_written)
{
    for (auto const& one : protocols)
        for (auto const wanted : {mode::json_schema, mode::tool}) {
            BOOST_TEST_CONTEXT(one.provider << ", mode " << int(wanted))
            {
                std::size_t shows = 0;
                std::string written;
                auto const watch = [&](coax::client with) -> asio::awaitable<void> {
                    auto stream = with.stream<verdict>(request("Judge").mode(wanted).show(coax::granularity::delta));
                    while (auto const now = co_await stream.next()) {
                        ++shows;
                        BOOST_TEST((*now)->name.starts_with(written));
                        written = (*now)->name;
                    }
                    auto const done = co_await stream.result();
                    BOOST_TEST(done.value.marks.size() == 2U);
                };
                server.enqueue(reply::json(std::string(good)).cut(3));
                run(watch(connect(one.provider)));
                BOOST_TEST(written == "Ann");
                if (wanted == mode::tool && one.whole_arguments)
                    BOOST_TEST(shows >= 1U);
                else
                    BOOST_TEST(shows > 5U);
            }
        }
}

BOOST_AUTO_TEST_CASE(calls_several_tools)
{
    for (auto const& one : protocols)
        for (bool const streamed : {true, false}) {
            BOOST_TEST_CONTEXT(one.provider << ", streamed " << streamed)
            {
                std::string seen;
                auto const list = [&](coax::client with) -> asio::awaitable<void> {
                    auto animals = with.each<std::variant<dog, cat>>(
                        request("Which animals?").mode(mode::tools).streamed(streamed));
                    while (auto const animal = co_await animals.next())
                        seen += animal->index() == 0 ? "dog " + std::to_string(std::get<dog>(*animal).tricks) + ' '
                                                     : "cat " + std::to_string(std::get<cat>(*animal).lives) + ' ';
                };
                server.on([](sim::asked const& asked) {
                    BOOST_TEST(asked.tools.size() == 2U);
                    return reply()
                        .call(asked.tools.at(0), R"({"kind":"dog","tricks":2})")
                        .call(asked.tools.at(1), R"({"kind":"cat","lives":9})");
                });
                run(list(connect(one.provider)));
                server.on({});
                BOOST_TEST(seen == "dog 2 cat 9 ");
            }
        }
}

BOOST_AUTO_TEST_CASE(asks_again_after_a_broken_rule)
{
    for (auto const& one : protocols)
        for (auto const wanted : {mode::json_schema, mode::tool})
            for (bool const streamed : {true, false}) {
                BOOST_TEST_CONTEXT(one.provider << ", mode " << int(wanted) << ", streamed " << streamed)
                {
                    server.enqueue(reply::json(R"({"name":"Ann","marks":[1,2],"word":"ugly"})"));
                    server.enqueue(reply::json(std::string(good)));
                    auto const before = server.asked().size();
                    auto const got = outcome(connect(one.provider, options(one.provider).max_reasks(1)),
                        request("Judge " + one.provider).mode(wanted).streamed(streamed));
                    BOOST_TEST_REQUIRE(got.has_value(), got.error().message);
                    BOOST_TEST(got.value().attempts.size() == 2U);
                    auto const asked = server.asked();
                    BOOST_TEST_REQUIRE(asked.size() == before + 2);
                    BOOST_TEST(asked.back().messages.size() == 3U);
                    BOOST_TEST((asked.back().messages.at(1).role == coax::role::assistant));
                    BOOST_TEST(asked.back().messages.at(1).text.find("ugly") != std::string::npos);
                    BOOST_TEST(asked.back().user.find("/word") != std::string::npos, asked.back().user);
                    BOOST_TEST(asked.back().prompt() == "Judge " + one.provider);
                    BOOST_TEST(asked.back().attempt == asked.at(before).attempt + 1);
                }
            }
}

BOOST_AUTO_TEST_CASE(thinks_before_it_answers)
{
    for (auto const& one : protocols)
        for (bool const streamed : {true, false}) {
            server.enqueue(reply().thinking("Let me see.").text(std::string(good)));
            auto const got
                = outcome(connect(one.provider), request("Judge").mode(mode::json_schema).streamed(streamed));
            BOOST_TEST_REQUIRE(got.has_value(), one.provider << ": " << got.error().message);
            BOOST_TEST(got.value().reasoning == "Let me see.", one.provider);
            BOOST_TEST(got.value().text == good, one.provider);
        }
}

BOOST_AUTO_TEST_CASE(makes_up_values_within_their_bounds)
{
    for (auto const& one : protocols)
        for (auto const wanted : {mode::json_schema, mode::tool, mode::prompted}) {
            auto const ask = [&](coax::client with) -> asio::awaitable<void> {
                auto const got = co_await with.extract<review>(request("Review").mode(wanted));
                BOOST_TEST(got.reasons.size() >= 3U);
            };
            BOOST_TEST_CONTEXT(one.provider << ", mode " << int(wanted))
            run(ask(connect(one.provider)));
        }
}

BOOST_AUTO_TEST_CASE(stops_for_each_reason)
{
    struct row {
        errc expected;
        reply scripted;
    };
    row const reasons[] = {
        {errc::truncated, reply::json(std::string(good)).truncate_after(3)},
        {errc::refused, reply().refusal("I cannot judge.")},
        {errc::filtered, reply().text("I").stop(coax::stop_reason::filtered)},
    };
    for (auto const& one : protocols)
        for (auto const& [expected, scripted] : reasons)
            for (bool const streamed : {true, false})
                for (auto const wanted : {mode::json_schema, mode::tool}) {
                    auto const code = expected == errc::filtered ? one.filtered
                        : expected == errc::refused              ? one.refused
                                                                 : expected;
                    BOOST_TEST_CONTEXT(one.provider << ", mode " << int(wanted) << ", streamed " << streamed)
                    check_failure(
                        failure_from(connect(one.provider), scripted, request("Judge").mode(wanted).streamed(streamed)),
                        code);
                }
}

BOOST_AUTO_TEST_CASE(errors_are_the_service_s_own)
{
    std::pair<int, errc> const statuses[] = {
        {400, errc::bad_request},
        {401, errc::authentication},
        {403, errc::permission},
        {404, errc::not_found},
        {413, errc::request_too_large},
        {429, errc::rate_limited},
        {500, errc::provider_error},
        {503, errc::overloaded},
    };
    for (auto const& one : protocols)
        for (auto const& [status, expected] : statuses)
            for (bool const streamed : {true, false}) {
                BOOST_TEST_CONTEXT(one.provider << ", status " << status)
                {
                    auto const why = failure_from(
                        connect(one.provider), reply::status(status), request("Judge").streamed(streamed));
                    check_failure(why, expected);
                    BOOST_TEST(why.http_status == status);
                    BOOST_TEST(!why.provider_message.empty());
                }
            }
}

BOOST_AUTO_TEST_CASE(a_limit_says_when_to_try_again)
{
    for (auto const& one : protocols) {
        auto const why = failure_from(connect(one.provider), reply::status(429).retry_after(std::chrono::seconds(3)));
        check_failure(why, errc::rate_limited);
        BOOST_TEST((why.retry_after == std::chrono::seconds(3)), one.provider);
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_refused)
{
    client_fixture strict(sim::server_options().require_key("right-key-0123456789"));
    for (auto const& one : protocols) {
        check_failure(strict.failure_from(strict.connect(one.provider)), one.wrong_key);
        auto const got = strict.outcome(strict.connect(one.provider, strict.server.options(one.provider)));
        BOOST_TEST(got.has_value(), one.provider);
    }
}

BOOST_AUTO_TEST_CASE(every_fault_is_seen)
{
    auto const json = [] { return reply::json(std::string(good)).cut(2); };
    struct row {
        char const* name;
        reply scripted;
        std::optional<errc> streamed;
        std::optional<errc> whole;
    };
    row const faults[] = {
        {"close", json().close_after(90), errc::connection_lost, errc::connection_lost},
        {"drop", json().drop_after(90), errc::connection_lost, errc::connection_lost},
        {"reset", json().reset_after(90), errc::connection_lost, errc::connection_lost},
        {"stall", json().stall_after(90), errc::timed_out, errc::timed_out},
        {"hang up", reply::hang_up(), errc::connection_lost, errc::connection_lost},
        {"garbage in an event", json().garbage_after(60), errc::protocol_error, {}},
        {"garbage in a body", json().garbage_after(1), {}, errc::protocol_error},
        {"error in mid-stream", json().error_after(2, errc::provider_error), errc::provider_error,
            errc::provider_error},
        {"rate limit in mid-stream", json().error_after(2, errc::rate_limited), errc::rate_limited, errc::rate_limited},
        {"overload in mid-stream", json().error_after(2, errc::overloaded), errc::overloaded, errc::overloaded},
        {"endless", json().endless(), errc::response_too_large, errc::response_too_large},
    };
    for (auto const& one : protocols) {
        for (auto const& [name, scripted, streamed, whole] : faults) {
            auto limits = coax::timeouts();
            if (scripted.faults().end == sim::faults::ending::stall)
                limits.idle = std::chrono::milliseconds(30);
            auto const limited = options(one.provider).timeouts(limits).max_response_bytes(50'000);
            for (bool const is_streamed : {true, false})
                if (auto const expected = is_streamed ? streamed : whole) {
                    bool const in_mid_stream = is_streamed && scripted.faults().error_after.has_value();
                    bool const is_garbage = is_streamed && scripted.faults().garbage_after.has_value();
                    BOOST_TEST_CONTEXT(one.provider << ", " << name << ", streamed " << is_streamed)
                    check_failure(
                        failure_from(connect(one.provider, limited), scripted, request("Judge").streamed(is_streamed)),
                        is_garbage                                ? one.garbage
                            : one.untyped_errors && in_mid_stream ? errc::provider_error
                                                                  : *expected);
                }
        }
    }
}

BOOST_AUTO_TEST_CASE(arrives_whole_in_pieces_of_any_size)
{
    for (auto const& one : protocols)
        for (std::size_t const bytes : {1, 7, 64}) {
            server.enqueue(reply::json(std::string(good)).drip(bytes, std::chrono::nanoseconds(0)));
            auto const got = outcome(connect(one.provider));
            BOOST_TEST(got.has_value(), one.provider);
        }
}

BOOST_AUTO_TEST_SUITE_END()
