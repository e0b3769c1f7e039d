// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/given_items.hpp"

#include "call/canonical_json.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using coax::call::canonical_json;
using coax::call::given_items;
using coax::call::item_splitter;

namespace {

std::string list(std::vector<std::string> const& elements)
{
    std::string json = "{\"items\":[";
    for (auto const& one : elements)
        json += (json.back() == '[' ? "" : ",") + one;
    return json + "]}";
}

/// An answer after others: which of its elements the consumer gets.
std::vector<std::string> answer(given_items& given, std::vector<std::string> const& elements, unsigned reading)
{
    std::vector<std::string> got;
    auto const json = list(elements);
    given.begin_document();
    for (std::size_t i = 0; i < elements.size(); ++i)
        if (!given.repeats(i, json, reading)) {
            given.give(i);
            got.push_back(elements[i]);
        }
    given.end_document(json, reading);
    return got;
}

using texts = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(call_given_items)

BOOST_AUTO_TEST_CASE(of_equal_elements_as_many_are_passed_over_as_were_given)
{
    given_items given;
    BOOST_TEST(given.empty());
    BOOST_TEST(answer(given, {R"({"a":1})", R"({"b":2})", R"({"a":1})"}, 1).size() == 3U);
    BOOST_TEST(!given.empty());
    // In another order, with more of them, and written in another way.
    BOOST_TEST((answer(given, {R"({ "a" : 1.0 })", "7", R"({"a":1})", R"({"a":1})", R"({"b":2,"c":null})"}, 2)
        == texts{"7", R"({"a":1})"}));
    BOOST_TEST(given.stands(0));
    BOOST_TEST(given.stands(1));
    BOOST_TEST(!given.stands(5));
    // What was passed over was given once, not twice.
    BOOST_TEST((answer(given, {R"({"b":2})", R"({"b":2})"}, 3) == texts{R"({"b":2})"}));
    BOOST_TEST(given.json(1000) == list({R"({"a":1})", R"({"b":2})", R"({"a":1})", "7", R"({"a":1})", R"({"b":2})"}));
    BOOST_TEST(given.json(20) == list({"7", R"({"a":1})", R"({"b":2})"})); // the last ones
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_read_again_is_another_text)
{
    given_items given;
    answer(given, {"1", "2"}, 1);
    given.begin_document();
    BOOST_TEST(given.repeats(0,
        R"([1)"
        "\n,",
        2));
    BOOST_TEST(given.repeats(1, R"({"items":[1,2,)", 3));
    BOOST_TEST(!given.repeats(2, R"({"items":[1,2,1,)", 3));
}

BOOST_AUTO_TEST_CASE(elements_are_found_at_every_cut)
{
    struct row {
        std::string text;
        texts items;
    };
    for (auto const& [text, items] : {
             row{R"({"items":[{"a":[1,"]"]},"x,y",12 , true,[[],[]],"\"\\"]})",
                 {R"({"a":[1,"]"]})", R"("x,y")", "12 ", "true", "[[],[]]", R"("\"\\")"}},
             row{R"( {"note":["no"],"items" : [ 1 , 2 ] , "more":[3]})", {"1 ", "2 "}},
             row{"[1,\n2]", {"1", "2"}},
             row{R"({"items":[{"a":1})", {R"({"a":1})"}}, // as soon as it is whole
             row{R"({"items":["a",[1])", {R"("a")", "[1]"}},
             row{R"({"items":[12)", {}},
             row{R"({"items":[]})", {}},
             row{R"({"x":"items","other":[1]})", {}},
         })
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            item_splitter splitter;
            splitter.scan(std::string_view(text).substr(0, cut));
            splitter.scan(text);
            BOOST_TEST_CONTEXT(text << " cut at " << cut)
            {
                for (std::size_t i = 0; i < items.size(); ++i)
                    BOOST_TEST(splitter.item(i, text) == items[i]);
                BOOST_TEST(splitter.item(items.size(), text).empty());
            }
        }
}

BOOST_AUTO_TEST_CASE(the_same_value_has_one_text)
{
    for (auto const& [one, other] : std::vector<std::pair<std::string, std::string>>{
             {R"({"a":1,"b":[true,"x"]})", " {\"b\" : [ true, \"x\"],\n\"a\":1.0}"},
             {R"({"a":null,"b":"\u0041"})", R"({"b":"A"})"},
             {R"({"id":"12"})", R"({"id":12})"},
             {"1e3", "1000"},
         })
        BOOST_TEST(canonical_json(one) == canonical_json(other));
    for (auto const& [one, other] : std::vector<std::pair<std::string, std::string>>{
             {R"("007")", R"("7")"},
             {R"("1.0")", R"("1")"},
             {R"("12345678901234567890123")", R"("12345678901234567890124")"},
             {"9007199254740993", "9007199254740992"},
             {R"({"a":"1,"})", R"({"a":"1"})"},
             {"[1,[2]]", "[[1],2]"},
             {R"({"a":"x"})", R"({"A":"x"})"},
             {"{broken", "{broken2"},
         })
        BOOST_TEST(canonical_json(one) != canonical_json(other), one << " and " << other);
}

BOOST_AUTO_TEST_SUITE_END()
