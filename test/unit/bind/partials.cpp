// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a partial shows after each byte.
#include "unit/bind/bound.hpp"

#include <coax/detail/target.hpp>
#include <coax/partial.hpp>

using coax::field_state;

namespace {

struct inner {
    std::string a;
    int b = 0;
};
BOOST_DESCRIBE_STRUCT(inner, (), (a, b))

struct outer {
    std::string name;
    double score = 7;
    coax::literal<"low", "lower", "high"> level;
    inner nested;
    std::vector<inner> list;
    std::string quiet;
    std::optional<int> last;
};
BOOST_DESCRIBE_STRUCT(outer, (), (name, score, level, nested, list, quiet, last))
constexpr auto tag_invoke(coax::annotate_tag, outer const*)
{
    return coax::notes(coax::note<&outer::score>().le(10), coax::note<&outer::quiet>().whole());
}

/// Feeds text bit by bit and looks in between.
struct watched {
    outer value;
    coax::bind::value_builder to;
    coax::repair::json_feed feed{to};
    coax::partial<outer> partial = coax::detail::partial_access::make(value, to.progress());

    watched() { to.start(*coax::detail::shape_of<outer>(), &value); }
    watched& operator()(std::string_view text)
    {
        feed.feed(text);
        return *this;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(binder_partials)

BOOST_AUTO_TEST_CASE(a_member_is_absent_until_something_of_it_is_there)
{
    watched w;
    BOOST_TEST((w.partial.state<&outer::name>() == field_state::absent));
    w("{\"name\":");
    BOOST_TEST((w.partial.state<&outer::name>() == field_state::absent));
    w("\"Ad");
    BOOST_TEST((w.partial.state<&outer::name>() == field_state::streaming));
    BOOST_TEST(w.partial->name == "Ad");
    BOOST_TEST(w.partial.path() == "/name");
    w("a\"");
    BOOST_TEST((w.partial.complete<&outer::name>()));
    BOOST_TEST((w.partial.state<&outer::score>() == field_state::absent)); // whatever its initialiser says
    BOOST_TEST(w.partial.path() == "");
}

BOOST_AUTO_TEST_CASE(closed_values_appear_whole)
{
    watched w;
    w(R"({"score":1)");
    BOOST_TEST((w.partial.state<&outer::score>() == field_state::absent));
    BOOST_TEST(w.partial->score == 7);
    w(".5,");
    BOOST_TEST((w.partial.complete<&outer::score>()));
    BOOST_TEST(w.partial->score == 1.5);
}

BOOST_AUTO_TEST_CASE(a_literal_is_shown_as_soon_as_it_is_the_only_one)
{
    watched w;
    w(R"({"level":"lo)");
    BOOST_TEST((w.partial.state<&outer::level>() == field_state::absent));
    w("w");
    BOOST_TEST((w.partial.state<&outer::level>() == field_state::absent)); // could be lower
    w("e");
    BOOST_TEST((w.partial.state<&outer::level>() == field_state::streaming));
    BOOST_TEST((w.partial->level == "lower"));
    w("r\"");
    BOOST_TEST((w.partial.complete<&outer::level>()));
}

BOOST_AUTO_TEST_CASE(a_broken_field_is_never_complete)
{
    watched w;
    w(R"({"score":11,"name":"x")");
    BOOST_TEST(w.to.broken());
    BOOST_TEST((w.partial.state<&outer::score>() == field_state::absent));
    BOOST_TEST(w.partial->score == 7);
}

BOOST_AUTO_TEST_CASE(nested_members_have_states_too)
{
    watched w;
    w(R"({"nested":{"a":"x","b)");
    BOOST_TEST((w.partial.state<&outer::nested>() == field_state::streaming));
    BOOST_TEST((w.partial.complete<&outer::nested, &inner::a>()));
    BOOST_TEST((w.partial.state<&outer::nested, &inner::b>() == field_state::absent));
    w(R"(":1},"list":[{"a":"q","b":2},{"a":"r)");
    BOOST_TEST((w.partial.complete<&outer::nested, &inner::b>()));
    BOOST_TEST((w.partial.state<&outer::list>() == field_state::streaming));
    BOOST_TEST(w.partial.path() == "/list/1/a");
    BOOST_TEST(w.partial->list.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_quiet_string_is_shown_whole)
{
    watched w;
    w(R"({"quiet":"par)");
    BOOST_TEST((w.partial.state<&outer::quiet>() == field_state::absent));
    BOOST_TEST(w.partial->quiet == "");
    w("t\"");
    BOOST_TEST(w.partial->quiet == "part");
}

BOOST_AUTO_TEST_CASE(the_end_shows_all)
{
    watched w;
    w(R"({"name":"n","score":1,"level":"high","nested":{"a":"","b":1},"list":[],"quiet":"","last":null})");
    BOOST_TEST(w.to.done());
    BOOST_TEST(!w.to.broken());
    BOOST_TEST((w.partial.complete<&outer::last>()));
    BOOST_TEST(w.partial.path() == "");
}

BOOST_AUTO_TEST_CASE(characters_are_never_shown_in_half)
{
    std::string const text = "{\"name\":\"aé😀\\u00e9\\ud83d\\ude00b\"";
    watched w;
    for (char const c : text) {
        w(std::string_view(&c, 1));
        auto const& shown = w.partial->name;
        BOOST_TEST((shown.empty() || shown == std::string("aé😀é😀b").substr(0, shown.size())));
        if (!shown.empty()) {
            auto const next = std::string("aé😀é😀b").c_str()[shown.size()];
            BOOST_TEST(((static_cast<unsigned char>(next) & 0xC0U) != 0x80U), shown);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_element_and_its_members_have_states)
{
    watched w;
    w(R"({"list":[{"a":"q","b":2},{"a":"r)");
    BOOST_TEST((w.partial.element_state<&outer::list>(0) == field_state::complete));
    BOOST_TEST((w.partial.element_state<&outer::list>(1) == field_state::streaming));
    BOOST_TEST((w.partial.element_state<&outer::list>(2) == field_state::absent));
    BOOST_TEST((w.partial.element_state<&outer::list, &inner::b>(0) == field_state::complete));
    BOOST_TEST((w.partial.element_state<&outer::list, &inner::a>(1) == field_state::streaming));
    BOOST_TEST((w.partial.element_state<&outer::list, &inner::b>(1) == field_state::absent));
    w(R"(","b":3)");
    BOOST_TEST((w.partial.element_state<&outer::list, &inner::a>(1) == field_state::complete));
    BOOST_TEST((w.partial.element_state<&outer::list, &inner::b>(1) == field_state::absent)); // it may go on
    w("}");
    BOOST_TEST((w.partial.element_state<&outer::list>(1) == field_state::complete));
    BOOST_TEST((w.partial.element_state<&outer::list>(2) == field_state::absent));
    w("]");
    BOOST_TEST((w.partial.element_state<&outer::list>(1) == field_state::complete));
}

BOOST_AUTO_TEST_CASE(elements_of_lists_in_lists_have_states)
{
    std::vector<std::vector<std::string>> rows;
    auto const target = coax::detail::target_for(rows);
    coax::bind::value_builder to;
    coax::repair::json_feed feed(to);
    auto const partial = coax::detail::partial_access::make(rows, to.progress());
    to.start(*target.written_as, target.value);
    feed.start();
    BOOST_TEST((partial.element_state(0) == field_state::absent));
    feed.feed(R"({"value":[["a"],["b","c)");
    BOOST_TEST((partial.element_state(0) == field_state::complete));
    BOOST_TEST((partial.element_state(1) == field_state::streaming));
    feed.feed("\"]]}");
    BOOST_TEST((partial.element_state(1) == field_state::complete));
}

BOOST_AUTO_TEST_SUITE_END()
