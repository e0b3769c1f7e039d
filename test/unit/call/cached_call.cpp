// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a call does with a cache, as tables of facts and actions.
#include "machine_fixture.hpp"

#include <coax/price_list.hpp>

#include <set>

using namespace coax;
using namespace coax::test;
using detail::audience;

namespace {

struct quoting_product {
    std::string quote;
};
BOOST_DESCRIBE_STRUCT(quoting_product, (), (quote))
constexpr auto tag_invoke(annotate_tag, quoting_product const*)
{
    return notes(note<&quoting_product::quote>().quoted());
}

struct cached_calls : machine_of<product> {
    cached_calls() { settings.has_cache = true; }

    action found(std::string text) { return resume(call::looked_up{cached_answer(std::move(text))}); }
    action nothing_found() { return resume(call::looked_up{}); }

    /// The key of a request.
    cache_key key(request asked)
    {
        ask(std::move(asked));
        BOOST_TEST(go_on().type == kind::look_up);
        return machine->key_of_answer();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(cached_call, cached_calls)

BOOST_AUTO_TEST_CASE(what_is_found_is_the_value_and_nothing_is_sent)
{
    price_list prices;
    prices.set("*", {.input = 1, .output = 1});
    settings.prices = &prices;
    ask(request("A product").tag("t"));
    BOOST_TEST(go_on().type == kind::look_up);
    BOOST_TEST(found(std::string(bolt)).type == kind::done);
    BOOST_TEST(value.name == "bolt");
    BOOST_TEST(value.price == 5);
    BOOST_TEST(go_on().type == kind::done);
    auto const details = machine->take_details();
    BOOST_TEST(details.cached);
    BOOST_TEST(details.attempts.empty());
    BOOST_TEST(details.usage.input_tokens == 0U);
    BOOST_TEST(details.cost == 0);
    BOOST_TEST(details.text == bolt);
    BOOST_TEST(details.model == "openai/first");
    BOOST_TEST(details.tag == "t");
    BOOST_TEST((details.stop == stop_reason::complete));
}

BOOST_AUTO_TEST_CASE(what_is_not_found_is_asked_and_kept)
{
    ask("A product");
    BOOST_TEST(go_on().type == kind::look_up);
    auto const key = machine->key_of_answer();
    BOOST_TEST(nothing_found().type == kind::admit);
    sent();
    bytes(whole("Here: {'name': 'bolt', 'price': 5}"));
    BOOST_TEST(end().type == kind::keep);
    BOOST_TEST((machine->key_of_answer() == key));
    BOOST_TEST(machine->answer_to_keep().text == bolt); // as it was accepted
    BOOST_TEST(!machine->answer_to_keep().as_received);
    BOOST_TEST(resume(call::kept()).type == kind::done);
    auto const details = machine->take_details();
    BOOST_TEST(!details.cached);
    BOOST_TEST(details.attempts.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_kept_answer_that_is_none_any_more_is_asked_again)
{
    for (auto const* const kept : {R"({"name":"bolt","price":500})", R"({"name":"bolt"})", "", "{", "[]"}) {
        ask("A product");
        go_on();
        BOOST_TEST(found(kept).type == kind::admit, kept);
        sent();
        bytes(whole(bolt));
        BOOST_TEST(end().type == kind::keep);
        BOOST_TEST(value.price == 5);
        BOOST_TEST(resume(call::kept()).type == kind::done);
        BOOST_TEST(!machine->take_details().cached);
    }
}

BOOST_AUTO_TEST_CASE(quotes_are_taken_from_the_question_again)
{
    machine_of<quoting_product> calls;
    calls.settings.has_cache = true;
    calls.ask("The lamp is broken.");
    calls.go_on();
    BOOST_TEST(calls.resume(call::looked_up{cached_answer(R"({"quote":"lamp is broken"})")}).type == kind::done);
    calls.ask("The lamp is broken.");
    calls.go_on();
    BOOST_TEST(calls.resume(call::looked_up{cached_answer(R"({"quote":"lamp is lit"})")}).type == kind::admit);
}

BOOST_AUTO_TEST_CASE(a_cache_that_fails_makes_no_call_fail)
{
    ask("A product");
    go_on();
    BOOST_TEST(breaks(errc::cache_failed).type == kind::admit);
    sent();
    bytes(whole(bolt));
    BOOST_TEST(end().type == kind::keep);
    BOOST_TEST(breaks(errc::cache_failed).type == kind::done);
    BOOST_TEST(value.price == 5);
}

BOOST_AUTO_TEST_CASE(a_cancelled_call_ends_wherever_it_is)
{
    ask("A product");
    go_on();
    BOOST_TEST(cancelled().type == kind::fail);
    ask("A product");
    go_on();
    nothing_found();
    sent();
    bytes(whole(bolt));
    end();
    BOOST_TEST(cancelled().type == kind::fail);
}

BOOST_AUTO_TEST_CASE(only_whole_values_of_the_first_model_are_kept)
{
    auto const begins_with = [&](kind type, request asked, audience viewer) {
        ask(std::move(asked), viewer);
        BOOST_TEST(go_on().type == type);
    };
    begins_with(kind::look_up, "A product", audience::nobody);
    begins_with(kind::admit, "A product", audience::partials);
    request checked("A product");
    checked.check(check<product>([](product const&, violations&) -> boost::asio::awaitable<void> { co_return; }));
    begins_with(kind::admit, checked, audience::nobody);
    settings.has_cache = false;
    begins_with(kind::admit, "A product", audience::nobody);
    settings.has_cache = true;
    // A fallback's answer is another one.
    fallbacks.push_back(endpoint_of("openai/second"));
    settings.max_retries = 0;
    ask("A product");
    go_on();
    nothing_found();
    BOOST_TEST(refused(503).type == kind::admit);
    sent();
    bytes(whole(bolt));
    BOOST_TEST(end().type == kind::done);
}

BOOST_AUTO_TEST_CASE(the_key_has_all_that_shapes_the_answer_and_no_secret)
{
    std::set<cache_key> keys;
    auto const base = key("A product");
    BOOST_TEST((key("A product") == base));
    BOOST_TEST((key(request("A product").tag("t").max_reasks(9).priority(3).timeout(1h)) == base));
    keys.insert(base);
    std::vector<request> const others{request("A products"), request("A product").system("s"),
        request("A product").temperature(0), request("A product").temperature(0.5), request("A product").seed(1),
        request("A product").max_tokens(17), request("A product").model("openai/other"),
        request("A product").mode(mode::tool), request("A product").source("A product"),
        request("A product").source(""), request("A product").tolerance(tolerance::strict),
        request("A product").extra(R"({"user":"u"})"), request("A product").streamed(false)};
    for (auto const& one : others)
        keys.insert(key(one));
    BOOST_TEST(keys.size() == others.size() + 1);

    first = detail::find_endpoint("openai/first", client_options().api_key("another-key-of-some-length"));
    BOOST_TEST((key("A product") == base));
    first = detail::find_endpoint(
        "openai/first", client_options().api_key("k").query("sig", "secret").header("x-api-key", "secret"));
    BOOST_TEST((key("A product") == base));
    first = detail::find_endpoint("openai/first", client_options().api_key("k").base_url("https://elsewhere/v1"));
    BOOST_TEST((key("A product") != base));
    first = detail::find_endpoint("groq/first", client_options().api_key("k").base_url("https://api.openai.com/v1"));
    BOOST_TEST((key("A product") != base));
}

BOOST_AUTO_TEST_SUITE_END()
