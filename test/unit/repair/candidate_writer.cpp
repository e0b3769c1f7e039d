// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/candidate_writer.hpp"

#include "unit/repair/recorded_sink.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax;
using kind = applied_repair::kind;

BOOST_AUTO_TEST_SUITE(writing_candidates)

BOOST_AUTO_TEST_CASE(repairs_of_a_pending_value_are_passed_on_when_it_begins)
{
    test::recorded_sink to;
    repair::candidate_writer writer(to);
    writer.start();
    writer.begin();
    writer.containers().push('}');
    writer.repaired(kind::comment, 1, 4);
    BOOST_TEST(to.repairs == "");
    writer.confirm(0);
    BOOST_TEST(to.json == "{");
    BOOST_TEST(to.repairs == "comment  1+3\n");
    writer.begin();
    writer.repaired(kind::comment, 5, 6);
    writer.drop();
    BOOST_TEST(to.repairs == "comment  1+3\n");
}

BOOST_AUTO_TEST_CASE(values_after_the_answer_are_compared_with_it)
{
    test::recorded_sink to;
    repair::candidate_writer writer(to);
    writer.start();
    auto const write = [&](std::string_view json) {
        writer.begin();
        writer.containers().push(']');
        writer.confirm(0);
        writer.emit(json);
        writer.containers().clear();
    };
    write("1]");
    writer.accept();
    write("1]");
    BOOST_TEST(writer.same_as_answer());
    write("2]");
    BOOST_TEST(!writer.same_as_answer());
    BOOST_TEST(to.json == "[1]");
    BOOST_TEST((writer.status_of_key(0, "name") == repair::key_status::any));
}

BOOST_AUTO_TEST_SUITE_END()
