// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// Multi-label classification with confidence. Labels are literal types: the model can give no other, and a wrong
// one in this program does not compile. The simulated model first gives a confidence of 9.5: coax stops it at that
// very token, tells it which rule was broken, and takes the second answer.
#include "support/answers.hpp"
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

using ticket_category = coax::literal<"billing", "technical", "account", "feature-request", "complaint">;

struct category_score {
    ticket_category category;
    double confidence;
};
BOOST_DESCRIBE_STRUCT(category_score, (), (category, confidence))
constexpr auto tag_invoke(coax::annotate_tag, category_score const*)
{
    return coax::notes(coax::note<&category_score::confidence>("Confidence score 0-1").ge(0).le(1).example(0.85));
}

struct ticket_classification {
    std::vector<category_score> categories;
    ticket_category primary_category;
    coax::literal<"low", "medium", "high", "critical"> urgency;
    bool needs_human;
};
BOOST_DESCRIBE_STRUCT(ticket_classification, (), (categories, primary_category, urgency, needs_human))
constexpr auto tag_invoke(coax::annotate_tag, ticket_classification const*)
{
    return coax::notes(coax::note<&ticket_classification::categories>(
        "All applicable categories with confidence scores, highest confidence first")
                           .max_items(3));
}

boost::asio::awaitable<void> classify(coax::client client)
{
    auto const* const ticket = "I've been charged twice this month and now I can't log in. Very frustrated.";
    demo::screen screen(ticket);
    screen.row("classifying", coax::field_state::streaming, "");

    // `extract` would give the ticket_classification alone; this one also tells how it came about.
    auto const got = co_await client.extract_detailed<ticket_classification>(
        coax::request(ticket).temperature(0.2).max_tokens(512));
    auto const& result = got.value;

    for (auto const& attempt : got.attempts)
        for (auto const& broken : attempt.violations)
            screen.row("stopped at", broken.pointer + " " + broken.message);
    auto const tries = got.attempts.size();
    screen.row("classifying", tries == 1 ? "at the first attempt" : "after " + std::to_string(tries) + " attempts");
    screen.row("primary", std::string(result.primary_category.view()));
    if (result.primary_category == "billing") // "biling" would not compile
        screen.row("goes to", "the accounts department");
    screen.row("urgency", std::string(result.urgency.view()));
    screen.row("needs human", result.needs_human ? "yes" : "no");
    std::vector<std::string> scores;
    for (auto const& [category, confidence] : result.categories)
        scores.push_back(std::string(category.view()) + ": " + std::to_string(int(confidence * 100 + 0.5)) + "%");
    screen.row("categories", coax::field_state::complete, scores);
    screen.finish(got);
}

int main() { return demo::run(classify, demo::answers::ticket); }
