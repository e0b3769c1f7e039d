// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// Partial streaming: a struct fills in while the model is still writing it, so that its first fields can be shown
// long before the last ones exist.
//
// A function that returns `awaitable` is a coroutine. `co_await` waits for what stands to its right without holding up
// the thread; everything else is plain C++. `main` at the end starts the coroutine with a client.
#include "support/answers.hpp"
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

struct product_analysis {
    std::string product_name;
    std::vector<std::string> strengths;
    std::vector<std::string> weaknesses;
    std::string verdict;
    std::optional<double> score;
};
// Tells coax the names of the members; from them come the schema for the model and the reader of its answer.
BOOST_DESCRIBE_STRUCT(product_analysis, (), (product_name, strengths, weaknesses, verdict, score))

// Optional: what the model is told about members, and what coax checks the moment each one is complete.
constexpr auto tag_invoke(coax::annotate_tag, product_analysis const*)
{
    return coax::notes(coax::note<&product_analysis::strengths>("At most five").max_items(5),
        coax::note<&product_analysis::weaknesses>("At most five").max_items(5),
        coax::note<&product_analysis::verdict>("Two sentences").max_length(400),
        coax::note<&product_analysis::score>("0 to 10").ge(0).le(10));
}

boost::asio::awaitable<void> analyse(coax::client client)
{
    using product = product_analysis;
    auto const* const prompt = "Analyse the iPhone 16 Pro for a developer audience";
    demo::screen screen(prompt);

    auto stream = client.stream<product>(coax::request(prompt).max_tokens(1024));
    while (auto const partial = co_await stream.next()) { // each time something new has arrived
        auto const& now = **partial; // the struct, as far as it is there
        // The state of a member: absent, streaming (still growing) or complete (whole, and within its bounds).
        screen.row("product", partial->state<&product::product_name>(), now.product_name);
        screen.row("strengths", partial->state<&product::strengths>(), now.strengths);
        screen.row("weaknesses", partial->state<&product::weaknesses>(), now.weaknesses);
        screen.row("verdict", partial->state<&product::verdict>(), now.verdict);
    }

    auto const done = co_await stream.result(); // the complete, validated struct, and how it came about
    if (done.value.score)
        screen.row("final score", std::to_string(*done.value.score).substr(0, 4));
    screen.finish(done);
}

int main() { return demo::run(analyse, demo::answers::product_analysis); }
