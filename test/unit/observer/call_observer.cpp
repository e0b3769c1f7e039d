// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "observer/call_observer.hpp"

#include <coax/errc.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using coax::observing::call_observer;

namespace {

/// Writes down every event in a word or two.
std::shared_ptr<coax::observer> scribe(std::vector<std::string>& to)
{
    auto who = std::make_shared<coax::observer>();
    who->attempt_started = [&to](auto const& e) { to.push_back("attempt " + std::to_string(e.attempt)); };
    who->first_byte = [&to](auto const& e) { to.push_back("byte " + std::to_string(e.after.count())); };
    who->field_completed = [&to](auto const& e) { to.push_back("field " + std::string(e.pointer)); };
    who->rule_broken = [&to](auto const& e) { to.push_back("rule " + e.violation->pointer); };
    who->asked_again = [&to](auto const& e) { to.push_back("again " + std::to_string(e.violations.size())); };
    who->retried = [&to](auto const& e) { to.push_back("retry " + std::to_string(e.wait.count())); };
    who->done = [&to](auto const& e) { to.push_back("done " + std::to_string(e.usage.output_tokens)); };
    who->failed = [&to](auto const& e) { to.push_back("failed " + std::string(coax::error_type(e.failure->code))); };
    return who;
}

void place(call_observer& w) { w.set_model("mistral", "mistral/small", "small", "api.mistral.ai", 443, 512); }

std::string text_of(std::vector<coax::attribute> const& all)
{
    std::string text;
    for (auto const& one : all) {
        text.append(one.name).append("=");
        if (auto const* words = std::get_if<std::string_view>(&one.value))
            text.append(*words);
        else
            text += std::to_string(std::get<std::int64_t>(one.value));
        text += "\n";
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(observer_call_observer)

BOOST_AUTO_TEST_CASE(a_call_with_a_re_ask_is_told_in_order_and_its_usage_summed)
{
    std::vector<std::string> told;
    {
        call_observer w(scribe(told), 7);
        place(w);
        w.began();
        w.began(); // each time it is resumed
        w.attempt_started(1, 0ns);
        w.first_byte(5ns);
        w.field_completed("/name");
        coax::attempt bad;
        bad.usage.output_tokens = 10;
        bad.violations.emplace_back(coax::rule::range, "/score", "must be at most 1");
        w.attempt_ended(bad);
        w.asked_again(bad.violations);
        w.attempt_started(2, 0ns);
        coax::attempt good;
        good.usage.output_tokens = 32;
        w.attempt_ended(good);
        w.done(coax::stop_reason::complete);
    }
    std::vector<std::string> const expected{
        "attempt 1", "byte 5", "field /name", "rule /score", "again 1", "attempt 2", "done 42"};
    BOOST_TEST(told == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_end_and_only_one)
{
    std::vector<std::string> told;
    {
        call_observer w(scribe(told), 1);
        w.began();
        w.failed({coax::errc::rate_limited, "too many"});
        w.failed({coax::errc::unexpected, "again"});
        w.done(coax::stop_reason::complete);
    }
    {
        call_observer w(scribe(told), 2);
        w.began(); // and left
    }
    {
        call_observer w(scribe(told), 3); // nothing was asked
    }
    std::vector<std::string> const expected{"failed rate_limited", "failed cancelled"};
    BOOST_TEST(told == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_a_callback_throws_is_dropped)
{
    auto who = std::make_shared<coax::observer>();
    who->attempt_started = [](auto const&) { throw std::runtime_error("no"); };
    who->failed = [](auto const&) { throw 1; };
    call_observer w(who, 1);
    w.began();
    w.attempt_started(1, 0ns);
    w.failed({coax::errc::unexpected, ""});
    BOOST_TEST(!w.wants_fields());
    call_observer nobody(nullptr, 2);
    nobody.began();
    nobody.attempt_started(1, 0ns);
    nobody.done(coax::stop_reason::complete);
    BOOST_TEST(!nobody.wants_fields());
}

BOOST_AUTO_TEST_CASE(attributes_have_the_names_of_the_conventions)
{
    auto who = std::make_shared<coax::observer>();
    std::string done;
    std::string failed;
    who->done = [&](coax::call_done const& e) { done = text_of(e.attributes()); };
    who->failed = [&](coax::call_failed const& e) { failed = text_of(e.attributes()); };
    coax::attempt spent;
    spent.usage.input_tokens = 11;
    spent.usage.output_tokens = 7;
    call_observer w(who, 1);
    place(w);
    w.began();
    w.attempt_started(1, 0ns);
    w.attempt_ended(spent);
    w.done(coax::stop_reason::complete);
    std::string const common
        = "gen_ai.operation.name=chat\ngen_ai.provider.name=mistral_ai\ngen_ai.request.model=small\n"
          "gen_ai.request.max_tokens=512\ngen_ai.output.type=json\nserver.address=api.mistral.ai\nserver.port=443\n";
    std::string const usage = "gen_ai.usage.input_tokens=11\ngen_ai.usage.output_tokens=7\n";
    BOOST_TEST(done == common + "gen_ai.response.finish_reasons=stop\n" + usage);
    w.began();
    w.failed({coax::errc::overloaded, ""});
    BOOST_TEST(failed == common + usage + "error.type=overloaded\n");
}

BOOST_AUTO_TEST_CASE(every_code_has_a_name_of_its_own)
{
    std::vector<std::string_view> names;
    for (int code = int(coax::errc::invalid_option); code <= int(coax::errc::unexpected); ++code) {
        auto const name = coax::error_type(coax::errc(code));
        BOOST_TEST(name != "other");
        BOOST_TEST((std::find(names.begin(), names.end(), name) == names.end()));
        names.push_back(name);
    }
    BOOST_TEST(coax::error_type(boost::asio::error::operation_aborted) == "cancelled");
    BOOST_TEST(coax::error_type(boost::asio::error::eof) == "other");
}

BOOST_AUTO_TEST_CASE(the_log_has_one_line_for_each_call)
{
    std::ostringstream to;
    auto const who = coax::log_calls(to);
    coax::call_facts facts;
    facts.call = 12;
    facts.attempt = 2;
    facts.name = "anthropic/claude";
    coax::usage spent;
    spent.input_tokens = 1203;
    spent.output_tokens = 512;
    who->done({facts, spent, coax::stop_reason::complete, 310ms, 1840ms});
    coax::failure why(coax::errc::rate_limited, "the provider\nrefused");
    why.http_status = 429;
    why.provider_message = "slow\x1b[2J down";
    facts.attempt = 1;
    who->failed({facts, &why, {}, 2s});
    BOOST_TEST(to.str()
        == "call 12 anthropic/claude done in 1.84 s, 2 attempts, 1203 tokens in, 512 out, first byte after 0.31 s\n"
           "call 12 anthropic/claude failed after 2.00 s, 1 attempt, 0 tokens in, 0 out: rate_limited (HTTP 429): "
           "the provider refused (the provider says: slow [2J down)\n");
}

BOOST_AUTO_TEST_SUITE_END()
