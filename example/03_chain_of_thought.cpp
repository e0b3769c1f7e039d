// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// Chain of thought before the answer: members are written in the order in which they are described, so a `reasoning`
// in front lets the model think before it commits itself, and leaves a record of why.
#include "support/answers.hpp"
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

struct diagnosis_result {
    std::string reasoning;
    std::string likely_cause;
    coax::literal<"low", "medium", "high"> confidence;
    std::string recommended_action;
    bool escalate_to_human;
};
BOOST_DESCRIBE_STRUCT(
    diagnosis_result, (), (reasoning, likely_cause, confidence, recommended_action, escalate_to_human))
constexpr auto tag_invoke(coax::annotate_tag, diagnosis_result const*)
{
    using result = diagnosis_result;
    return coax::notes(
        coax::note<&result::reasoning>("Step-by-step analysis of the symptoms before reaching a conclusion")
            .max_length(800),
        coax::note<&result::likely_cause>("In a few words").max_length(120),
        coax::note<&result::recommended_action>("What to do first").max_length(300));
}

boost::asio::awaitable<void> diagnose(coax::client client)
{
    using result = diagnosis_result;
    auto const* const symptoms = "Server CPU is at 100%, response times spiked 10 minutes ago, no recent deploys.";
    demo::screen screen(symptoms);

    auto stream = client.stream<result>(coax::request(symptoms).max_tokens(1024));
    while (auto const partial = co_await stream.next()) {
        auto const& now = **partial;
        screen.row("reasoning", partial->state<&result::reasoning>(), now.reasoning);
        screen.row("likely cause", partial->state<&result::likely_cause>(), now.likely_cause);
        // A literal appears as soon as no other of its strings can be meant, and never half.
        screen.row("confidence", partial->state<&result::confidence>(), std::string(now.confidence.view()));
        screen.row("action", partial->state<&result::recommended_action>(), now.recommended_action);
    }

    auto const done = co_await stream.result();
    screen.row("escalate", done.value.escalate_to_human ? "yes: call whoever is on duty" : "no");
    screen.finish(done);
}

int main() { return demo::run(diagnose, demo::answers::diagnosis); }
