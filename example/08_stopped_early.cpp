// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// A broken rule ends the generation. The simulated model begins a long report with a severity of 11, where 10 is the
// worst. With coax the connection is closed at that number. The other way, to read to the end and check then, is shown
// beside it: the same question with `streamed(false)`, which is one answer that comes whole.
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

struct report {
    int severity = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(report, (), (severity, text))
constexpr auto tag_invoke(coax::annotate_tag, report const*)
{
    return coax::notes(coax::note<&report::severity>("10 is the worst").ge(1).le(10));
}

std::string length_of(coax::attempt const& attempt)
{
    return std::to_string(attempt.text.size()) + " bytes, " + std::to_string(attempt.usage.output_tokens) + " tokens";
}

boost::asio::awaitable<void> compare(coax::client client)
{
    demo::screen screen("Report two outages. The first answer to each breaks a rule in its first number");
    for (bool const streamed : {false, true}) {
        auto const* const name = streamed ? "stopped at once" : "read to the end";
        screen.row(name, coax::field_state::streaming, "");
        auto const ask = coax::request(streamed ? "Report the outage of Monday." : "Report the outage of Sunday.");
        auto const got = co_await client.extract_detailed<report>(coax::request(ask).streamed(streamed));
        screen.row(name, "the wrong answer had " + length_of(got.attempts.front()));
        screen.count(got);
        for (auto const& broken : got.attempts.front().violations)
            screen.row("broken rule", broken.pointer + " " + broken.message);
    }
    screen.finish();
}

coax::sim::reply answer(coax::sim::asked const& asked)
{
    std::string text;
    for (int minute = 0; minute < 12; ++minute)
        text += "At 02:" + std::to_string(10 + minute) + " the second server took over a part of the load. ";
    return coax::sim::reply::json(
        std::string(R"({"severity":)") + (asked.attempt == 1 ? "11" : "7") + R"(,"text":")" + text + R"("})");
}

int main() { return demo::run(compare, answer); }
