// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Going on with what an earlier document left: kept members, further elements, forgiven elements.
#include "unit/bind/bound.hpp"

#include <coax/detail/target.hpp>

#include <deque>

namespace {

struct part {
    std::string name;
    int size = 0;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(part, (), (name, size, note))
constexpr auto tag_invoke(coax::annotate_tag, part const*) { return coax::notes(coax::note<&part::size>().le(10)); }

struct fixture {
    coax::bind::value_builder to;
    coax::repair::json_feed feed{to};

    void document(std::string_view json)
    {
        feed.start();
        feed.feed(json);
        feed.finish();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(binder_resume)

BOOST_AUTO_TEST_CASE(members_that_were_good_stand)
{
    fixture f;
    part value;
    f.to.start(*coax::detail::shape_of<part>(), &value);
    f.document(R"({"name":"bolt","size":99,"no)"); // a broken rule, then cut off
    BOOST_TEST(f.to.broken());
    auto const kept = f.to.complete_members();
    BOOST_TEST((kept == std::vector<bool>{true, false, false}));

    f.to.resume(2, kept);
    f.document(R"({"size":9,"name":"said again","note":"n"})");
    BOOST_TEST(!f.to.broken());
    BOOST_TEST(f.to.done());
    BOOST_TEST(value.name == "bolt");
    BOOST_TEST(value.size == 9);
    BOOST_TEST(value.note == "n");
}

BOOST_AUTO_TEST_CASE(what_is_not_kept_must_come)
{
    fixture f;
    part value;
    f.to.start(*coax::detail::shape_of<part>(), &value);
    f.document(R"({"name":"bolt")");
    f.to.resume(2, f.to.complete_members());
    f.document(R"({"size":9})");
    BOOST_TEST(f.to.violations().size() == 1U);
    BOOST_TEST(f.to.violations().at(0).pointer == "/note");
}

BOOST_AUTO_TEST_CASE(elements_come_after_those_that_are_complete)
{
    fixture f;
    std::deque<part> items;
    f.to.start(*coax::detail::target_for_many(items).written_as, &items);
    f.document(R"({"items":[{"name":"a","size":1,"note":""},{"name":"cut o)");
    BOOST_TEST(f.to.item_open());
    f.to.resume_items(2);
    f.document(R"({"items":[{"name":"b","size":2,"note":""}]})");
    BOOST_TEST(!f.to.broken());
    BOOST_TEST(items.size() == 2U);
    BOOST_TEST(items.at(0).name == "a");
    BOOST_TEST(items.at(1).name == "b");
}

BOOST_AUTO_TEST_CASE(a_bad_element_may_be_left_out_and_is_told)
{
    fixture f;
    std::deque<part> items;
    f.to.start(*coax::detail::target_for_many(items).written_as, &items);
    f.to.forgive_items(true);
    f.document(
        R"({"items":[{"name":"a","size":1,"note":""},{"name":"b","size":11,"note":""},7,{"name":"c","size":3,"note":""}]})");
    BOOST_TEST(!f.to.broken());
    BOOST_TEST(f.to.done());
    BOOST_TEST(items.size() == 2U);
    BOOST_TEST(f.to.forgiven().size() == 2U);
    BOOST_TEST(f.to.forgiven().at(0).pointer == "/items/1/size");
    BOOST_TEST(f.to.forgiven().at(1).pointer == "/items/2");
}

BOOST_AUTO_TEST_SUITE_END()
