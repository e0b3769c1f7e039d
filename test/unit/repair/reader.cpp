// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What the repairing reader passes on, for each part that it reads, cut at every place.
#include "repair/reader.hpp"

#include "unit/repair/recorded_sink.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax;

namespace {

struct row {
    std::string_view text, json, repairs;
    std::string_view outside = "";
    bool list = false;
};

test::recorded_sink read(row const& one, std::size_t cut, bool list_at_root = false)
{
    test::recorded_sink result;
    result.list = one.list;
    result.scalar = true;
    repair::reader reader(result);
    reader.start(tolerance::report, list_at_root);
    reader.read(one.text.substr(0, cut));
    reader.read(one.text);
    reader.finish(one.text, true);
    return result;
}

void check(std::initializer_list<row> rows, bool list_at_root = false)
{
    for (auto const& one : rows)
        for (std::size_t cut = 0; cut <= one.text.size(); ++cut)
            BOOST_TEST_CONTEXT(one.text << " cut at " << cut)
            {
                auto const result = read(one, cut, list_at_root);
                BOOST_TEST(result.failed == "");
                BOOST_TEST(result.json == one.json);
                BOOST_TEST(result.repairs == one.repairs);
                BOOST_TEST(result.outside == one.outside);
            }
}

} // namespace

BOOST_AUTO_TEST_SUITE(repairing_reader)

BOOST_AUTO_TEST_CASE(strict_json_is_passed_on)
{
    check({{R"({"name": "Ann", "age": 3})", R"({"name":"Ann","age":3 })", ""},
        {R"({"tags": [true, [1], {}]})", R"({"tags":[true ,[1 ],{}]})", ""}});
    check({{R"([1, 2])", "[1 ,2 ]", ""}}, true);
}

BOOST_AUTO_TEST_CASE(white_space_and_comments_are_left_out)
{
    check({{"{\"age\": 3 // three\n}", R"({"age":3 })", "comment  10+8\n"},
        {R"({"age": /* x */ 3})", R"({"age":3 })", "comment /age 8+7\n"},
        {"{\"age\":\xC2\xA0"
         "3}",
            R"({"age":3 })", "white_space /age 7+2\n"}});
}

BOOST_AUTO_TEST_CASE(keys_are_read_in_other_quotes_or_none)
{
    check({{R"({name: "Ann"})", R"({"name":"Ann"})", "missing_quotes /name 1+4\n"},
        {R"({'name': "Ann"})", R"({"name":"Ann"})", "other_quotes /name 1+6\n"},
        {R"({name": "Ann"})", R"({"name":"Ann"})", "missing_quotes /name 1+5\n"}});
}

BOOST_AUTO_TEST_CASE(words_numbers_and_literals_are_read)
{
    check({{R"({"name": Ann B, "age": 1,000})", R"({"name":"Ann B","age":"1,000"})",
               "missing_quotes /name 9+5\nmissing_quotes /age 23+5\n"},
        {R"({"name": None, "age": True})", R"({"name":null,"age":true})",
            "python_literal /name 9+4\npython_literal /age 22+4\n"},
        {R"({"age": NaN})", R"({"age":<must not be NaN, which is no number>})", ""}});
}

BOOST_AUTO_TEST_CASE(quotes_inside_a_string_belong_to_it)
{
    check({{R"({"name": "say "yes" now"})", R"({"name":"say \"yes\" now"})", "inner_quote /name 14+5\n"},
        {R"({"name": 'it's'})", R"({"name":"it's"})", "other_quotes /name 9+6\ninner_quote /name 12+1\n"},
        {"{\"name\": \"Ann,\n\"age\": 3}", R"({"name":"Ann","age":3 })", "missing_quotes /name 13+0\n"},
        {R"({"name": """a "b" c"""})", R"({"name":"a \"b\" c"})", "other_quotes /name 9+13\n"}});
}

BOOST_AUTO_TEST_CASE(brackets_that_do_not_fit_are_added_or_left_out)
{
    check({{R"({"name": "Ann")", R"({"name":"Ann"})", "missing_bracket  14+0\n"},
        {R"({"tags": ["a"})", R"({"tags":["a"]})", "missing_bracket /tags 13+0\n"},
        {R"({"age": 3]})", R"({"age":3 })", "extra_bracket  9+1\n"},
        {R"({"age": 3,})", R"({"age":3 })", "trailing_comma  9+1\n"},
        {R"({"name": "Ann" "age": 3})", R"({"name":"Ann","age":3 })", "missing_comma  15+0\n"}});
}

BOOST_AUTO_TEST_CASE(text_around_the_value_is_left_out)
{
    check({{"Here: {\"age\": 3} Done.", R"({"age":3 })", "", "surrounding_text  0+5\nsurrounding_text  17+5\n"},
        {"```json\n{\"age\": 3}\n```", R"({"age":3 })", "", "fence  0+7\nfence  19+3\n"},
        {"<think>{\"age\": 1}</think>{\"age\": 3}", R"({"age":3 })", "", "thinking  0+25\n"},
        {"{\"age\": 1} no</think>{\"age\": 3}", R"({"age":3 })", "", "thinking  0+21\n"},
        {"The {thing}: {\"age\": 3}", R"({"age":3 })", "", "surrounding_text  0+12\n"},
        {R"({"age": 3} {"age": 3})", R"({"age":3 })", "", "repeated_answer  11+10\n"}, {" 42 ", "42 ", "", ""}});
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_clear_fails)
{
    struct failure {
        std::string_view text, failed;
    };
    for (auto const& [text, failed] : {failure{"", "is empty"}, failure{"No.", "holds no JSON value"},
             failure{R"({"age": 3} {"age": 4})", "is followed by another answer that says something else"},
             failure{R"({"name": "Ann)", "ends at byte 13, before it is whole"},
             failure{R"({"age": 1} done</think> nothing)", "holds nothing behind its thinking"},
             failure{R"({"name": "a\n\d"})", "is not JSON: it has backslashes that begin escapes beside others"}})
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            auto result = read({text, "", ""}, cut);
            BOOST_TEST(result.failed.starts_with(failed), text << " cut at " << cut << ": " << result.failed);
        }
}

BOOST_AUTO_TEST_SUITE_END()
