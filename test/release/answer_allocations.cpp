// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// No heap allocation for a delta in steady state: events, decoder and binder.
#include "bench/counted_new.hpp"
#include "bench/document.hpp"

#include "answer/response_accumulator.hpp"
#include "provider/registry.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(answer_allocations)

BOOST_AUTO_TEST_CASE(are_none_beyond_the_users_own_containers)
{
    // One long string and a skipped member: the user's container is reserved, so whatever is counted is ours.
    auto const long_text = std::string(20'000, 'x');
    auto const json = R"({"skipped":{"a":[1,2.5,"y",null,true]},"summary":")" + long_text + R"(","findings":[]})";
    auto const events = coax::bench::chat_events(json, 4);

    coax::bench::report value;
    value.summary.reserve(json.size());
    coax::answer::response_accumulator answer;
    auto const& protocol = *coax::provider::find_service("openai")->protocol;
    for (int round = 0; round < 2; ++round) { // the first one warms what is kept between attempts
        auto const decoder = protocol.decode();
        answer.start(*coax::detail::shape_of<coax::bench::report>(), &value, coax::mode::json_schema, 1, false);
        std::size_t const steady = 40;
        for (std::size_t i = 0; i < steady; ++i)
            decoder->feed(events[i], answer);
        auto const before = coax::bench::allocations();
        for (std::size_t i = steady; i + 10 < events.size(); ++i)
            decoder->feed(events[i], answer);
        if (round == 1)
            BOOST_TEST(coax::bench::allocations() - before == 0U, events.size() << " deltas");
        for (std::size_t i = events.size() - 10; i < events.size(); ++i)
            decoder->feed(events[i], answer);
        decoder->finish(answer);
        answer.finish();
        BOOST_TEST(!answer.broken());
        BOOST_TEST(value.summary.size() == long_text.size());
    }
}

BOOST_AUTO_TEST_SUITE_END()
