// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/response_accumulator.hpp"

#include <coax/detail/target.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <variant>

using namespace coax;

namespace {

struct weather {
    literal<"weather"> kind;
    std::string city;
};
BOOST_DESCRIBE_STRUCT(weather, (), (kind, city))
struct news {
    literal<"news"> kind;
    int count = 0;
};
BOOST_DESCRIBE_STRUCT(news, (), (kind, count))
using task = std::variant<weather, news>;

struct tasks {
    std::deque<task> items;
    answer::response_accumulator response;

    tasks()
    {
        auto const target = detail::target_for_many(items);
        response.builder().track_items(true);
        response.start(*target.written_as, target.value, mode::tools, 1, false);
    }
    tasks(tasks const&) = delete;
};

std::string const first = R"({"kind":"weather","city":"Rome }{"})";
std::string const second = R"({"kind":"news","count":3})";

} // namespace

BOOST_AUTO_TEST_SUITE(call_tools)

BOOST_AUTO_TEST_CASE(each_call_is_an_element_at_every_split)
{
    for (std::size_t a = 0; a <= first.size(); ++a) {
        for (std::size_t b = 0; b <= second.size(); b += 5) {
            tasks t;
            t.response.on_text("I shall look.");
            t.response.on_tool_call(0, "c0", "weather");
            t.response.on_arguments(0, first.substr(0, a));
            t.response.on_arguments(0, first.substr(a));
            BOOST_TEST(t.response.builder().items() == 1u); // at once, not when the next begins
            t.response.on_tool_call(1, "c1", "news");
            t.response.on_arguments(1, second.substr(0, b));
            t.response.on_arguments(1, second.substr(b));
            BOOST_TEST(t.response.builder().items() == 2u);
            t.response.finish();
            BOOST_TEST(!t.response.broken());
            BOOST_TEST_REQUIRE(t.items.size() == 2u);
            BOOST_TEST(std::get<weather>(t.items[0]).city == "Rome }{");
            BOOST_TEST(std::get<news>(t.items[1]).count == 3);
            BOOST_TEST(t.response.json() == "{\"items\":[" + first + "," + second + "]}");
        }
    }
}

BOOST_AUTO_TEST_CASE(calls_that_are_written_at_the_same_time)
{
    tasks t;
    t.response.on_tool_call(0, "c0", "weather");
    t.response.on_tool_call(1, "c1", "news");
    t.response.on_tool_call(2, "c2", "news");
    for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < second.size()) {
            t.response.on_arguments(2, second.substr(i, 1));
            t.response.on_arguments(1, second.substr(i, 1));
        }
        if (i < first.size())
            t.response.on_arguments(0, first.substr(i, 1));
    }
    t.response.finish();
    BOOST_TEST(!t.response.broken());
    BOOST_TEST(t.items.size() == 3u);
}

BOOST_AUTO_TEST_CASE(the_name_of_a_call_says_its_kind)
{
    std::string const untold = R"({"city":"Rome }{"})";
    for (std::size_t cut = 0; cut <= untold.size(); ++cut) {
        tasks t;
        t.response.tag_calls({{"weather", "kind", R"("kind":"weather")"}, {"news", "kind", R"("kind":"news")"}});
        t.response.on_tool_call(0, "c0", "weather");
        t.response.on_arguments(0, untold.substr(0, cut));
        t.response.on_arguments(0, untold.substr(cut));
        BOOST_TEST(t.response.builder().items() == 1u);
        t.response.on_tool_call(1, "c1", "news");
        t.response.on_arguments(1, second); // says it itself
        t.response.on_tool_call(2, "c2", "weather");
        t.response.finish();
        BOOST_TEST_REQUIRE(t.items.size() >= 2u);
        BOOST_TEST(std::get<weather>(t.items[0]).city == "Rome }{");
        BOOST_TEST(std::get<news>(t.items[1]).count == 3);
        BOOST_TEST(t.response.json()
            == R"({"items":[{"city":"Rome }{","kind":"weather"},)" + second + R"(,{"kind":"weather"}]})");
        BOOST_TEST(t.response.calls()[0].arguments == untold); // as it came
        BOOST_TEST(t.response.builder().violations().at(0).pointer == "/items/2/city");
    }
}

BOOST_AUTO_TEST_CASE(a_call_without_arguments_an_answer_in_text_and_none)
{
    tasks empty;
    empty.response.on_tool_call(0, "c0", "weather");
    empty.response.on_tool_call(1, "c1", "news");
    empty.response.on_arguments(1, second);
    empty.response.finish();
    BOOST_TEST(empty.response.broken());
    BOOST_TEST_REQUIRE(!empty.response.builder().violations().empty());
    BOOST_TEST(empty.response.builder().violations().front().pointer == "/items/0/kind");

    tasks text;
    text.response.on_text("{\"items\":[" + first + "]}");
    BOOST_TEST(text.items.empty());
    text.response.finish();
    BOOST_TEST(!text.response.broken());
    BOOST_TEST(text.items.size() == 1u);

    tasks cut; // the second call came, the first was never finished
    cut.response.on_tool_call(0, "c0", "weather");
    cut.response.on_arguments(0, first.substr(0, 10));
    cut.response.on_tool_call(1, "c1", "news");
    cut.response.on_arguments(1, second);
    cut.response.finish();
    BOOST_TEST(cut.response.broken());
}

BOOST_AUTO_TEST_SUITE_END()
