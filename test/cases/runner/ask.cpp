// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Reads one call a line on stdin, writes one outcome a line on stdout, in the order in which the calls end.
#include "ask.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>

namespace {

namespace json = boost::json;
using coax::errc;

char const* name_of(boost::system::error_code const& code)
{
    if (code.category() != coax::category())
        return "not_coax";
    static constexpr std::pair<errc, char const*> names[] = {
#define NAMED(x) {errc::x, #x}
        NAMED(invalid_option), NAMED(missing_api_key), NAMED(invalid_api_key), NAMED(unknown_provider),
        NAMED(invalid_base_url), NAMED(unsupported_schema), NAMED(unsupported_request), NAMED(recording_failed),
        NAMED(request_too_large), NAMED(would_deadlock), NAMED(resolve_failed), NAMED(connect_failed),
        NAMED(tls_failed), NAMED(proxy_failed), NAMED(connection_lost), NAMED(timed_out), NAMED(bad_request),
        NAMED(authentication), NAMED(permission), NAMED(not_found), NAMED(context_too_long), NAMED(quota_exhausted),
        NAMED(rate_limited), NAMED(overloaded), NAMED(provider_error), NAMED(redirected), NAMED(unexpected_content),
        NAMED(protocol_error), NAMED(stream_incomplete), NAMED(response_too_large), NAMED(truncated), NAMED(refused),
        NAMED(filtered), NAMED(no_answer), NAMED(invalid_answer), NAMED(budget_exhausted), NAMED(left_out),
        NAMED(cache_failed), NAMED(journal_failed), NAMED(unexpected)
#undef NAMED
    };
    for (auto const& [value, name] : names)
        if (code.value() == static_cast<int>(value))
            return name;
    return "unknown";
}

// All that a user reads who looks at the error and not into its attempts.
void put_failure(coax::error const& error, json::object& out)
{
    auto const& why = error.failure();
    out["error"] = name_of(why.code);
    out["message"] = why.message;
    std::string words = error.what();
    for (auto const* more : {&why.message, &why.provider_message, &why.provider_type, &why.provider_code})
        words += " | " + *more;
    for (auto const& broken : why.violations)
        words += " | " + broken.pointer + " " + broken.message;
    out["words"] = words;
}

std::string text_of(json::object const& from, std::string_view key, std::string_view otherwise = "")
{
    auto const* found = from.if_contains(key);
    return found && found->is_string() ? std::string(found->get_string()) : std::string(otherwise);
}

template <class T, std::size_t N>
T one_of(std::string const& word, std::pair<char const*, T> const (&known)[N])
{
    for (auto const& [name, meaning] : known)
        if (word == name)
            return meaning;
    throw std::runtime_error("no such word: " + word);
}

// For both: asking the model again after a bad answer, and trying again after a failure that passes.
std::uint32_t retries_of(json::object const& line)
{
    auto const* set = line.if_contains("settings");
    auto const* times = set ? set->as_object().if_contains("retries") : nullptr;
    return times ? times->to_number<std::uint32_t>() : 0;
}

coax::request request_of(json::object const& line)
{
    coax::request question("Tell me what is asked for.");
    json::object const none;
    auto const* given = line.if_contains("settings");
    auto const& set = given ? given->as_object() : none;
    if (auto const word = text_of(line, "mode"); !word.empty())
        question.mode(one_of<coax::mode>(word,
            {{"automatic", coax::mode::automatic}, {"json_schema", coax::mode::json_schema}, {"tool", coax::mode::tool},
                {"json_object", coax::mode::json_object}, {"prompted", coax::mode::prompted},
                {"tools", coax::mode::tools}}));
    if (auto const word = text_of(line, "tolerance"); !word.empty())
        question.tolerance(one_of<coax::tolerance>(word,
            {{"strict", coax::tolerance::strict}, {"report", coax::tolerance::report},
                {"lenient", coax::tolerance::lenient}}));
    if (auto const word = text_of(set, "effort"); !word.empty())
        question.effort(one_of<coax::effort>(word,
            {{"none", coax::effort::none}, {"minimal", coax::effort::minimal}, {"low", coax::effort::low},
                {"medium", coax::effort::medium}, {"high", coax::effort::high}, {"most", coax::effort::most}}));
    if (auto const* tokens = set.if_contains("max_tokens"))
        question.max_tokens(tokens->to_number<std::uint32_t>());
    if (auto const* degree = set.if_contains("temperature"))
        question.temperature(degree->to_number<double>());
    if (auto const text = text_of(set, "system"); !text.empty())
        question.system(text);
    question.max_reasks(retries_of(line));
    question.timeout(std::chrono::seconds(60));
    if (auto const* yes = line.if_contains("streamed"))
        question.streamed(yes->as_bool());
    if (text_of(line, "call") == "stream")
        question.show(coax::granularity::delta);
    return question;
}

boost::asio::awaitable<void> one(boost::asio::io_context& context, std::string text)
{
    json::object out;
    try {
        auto const parsed = json::parse(text);
        auto const& line = parsed.as_object();
        out["n"] = line.at("n");
        auto const call = text_of(line, "call", "extract"), type = text_of(line, "type");
        ask::doing run = nullptr;
        if (call == "each" || call == "tools")
            run = ask::find_many(type);
        else
            for (auto find : {ask::find_1, ask::find_2, ask::find_3, ask::find_4})
                run = run ? run : find(call, type);
        if (!run)
            throw std::runtime_error("no such type for this call: " + type);
        coax::timeouts limits;
        limits.first_byte = limits.idle = std::chrono::seconds(20);
        coax::client_options options;
        options.base_url(text_of(line, "url"))
            .api_key("not-a-key")
            .max_reasks(retries_of(line))
            .max_retries(retries_of(line))
            .timeouts(limits);
        coax::client client(context, text_of(line, "model"), options);
        auto ask_for = request_of(line);
        if (call == "tools")
            ask_for.mode(coax::mode::tools);
        co_await run(client, ask_for, out);
    } catch (coax::error const& e) {
        put_failure(e, out);
    } catch (std::exception const& e) {
        out["error"] = "not_coax";
        out["words"] = e.what();
    }
    std::cout << json::serialize(out) << std::endl;
}

boost::asio::awaitable<void> worker(
    boost::asio::io_context& context, std::vector<std::string>& lines, std::size_t& next)
{
    while (next < lines.size())
        co_await one(context, lines[next++]);
}

} // namespace

int main()
{
    std::vector<std::string> lines;
    for (std::string line; std::getline(std::cin, line);)
        if (!line.empty())
            lines.push_back(line);
    boost::asio::io_context context;
    std::size_t next = 0;
    for (int i = 0; i < 12; ++i)
        boost::asio::co_spawn(context, worker(context, lines, next), [](std::exception_ptr thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
    context.run();
}
