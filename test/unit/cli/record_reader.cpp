// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/record_reader.hpp"

#include "cli/usage_error.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using coax::cli::input_format;
using coax::cli::record_reader;

namespace {

// Each record as "line: members", or "line! problem".
std::vector<std::string> read(input_format format, std::string_view bytes, std::size_t piece, std::size_t most = 1000)
{
    std::vector<std::string> out;
    record_reader reader(format, most);
    auto const take = [&] {
        while (auto const one = reader.next())
            out.push_back(std::to_string(one->line)
                + (one->problem.empty() ? ": " + boost::json::serialize(one->members) : "! " + one->problem));
    };
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.substr(at, piece));
        take();
    }
    reader.finish();
    take();
    return out;
}

void check(input_format format, std::string_view bytes, std::vector<std::string> const& expected)
{
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
        BOOST_TEST(read(format, bytes, piece) == expected, boost::test_tools::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(cli_record_reader)

BOOST_AUTO_TEST_CASE(json_lines)
{
    check(input_format::json_lines, "{\"id\":1,\"text\":\"a\"}\r\n\n  \n\"plain\"\n{\"id\":2}",
        {R"(1: {"id":1,"text":"a"})", R"(4: {"text":"plain"})", R"(5: {"id":2})"});
}

BOOST_AUTO_TEST_CASE(a_bad_line_does_not_disturb_the_next)
{
    check(input_format::json_lines, "{\"a\":1}\n{\"a\":\n3\n{\"a\":\"\xC3\"}\n{\"a\":2}\n",
        {R"(1: {"a":1})", "2! is not JSON: incomplete JSON", "3! is neither a JSON object nor a string",
            "4! is not UTF-8 at byte 6", R"(5: {"a":2})"});
}

BOOST_AUTO_TEST_CASE(plain_lines)
{
    check(input_format::lines,
        "\xEF\xBB\xBF"
        "first\nsecond \"x\"\n\nthird",
        {R"(1: {"text":"first"})", R"(2: {"text":"second \"x\""})", R"(4: {"text":"third"})"});
}

BOOST_AUTO_TEST_CASE(csv)
{
    check(input_format::csv, "id,text\n1,\"a, \"\"b\"\"\nc\"\n2,5\" pipe\n3,\n",
        {R"(2: {"id":"1","text":"a, \"b\"\nc"})", R"(4: {"id":"2","text":"5\" pipe"})", R"(5: {"id":"3","text":""})"});
    check(input_format::csv, "a,b\n1\n1,2,3\n\"x\"y,2\n3,4",
        {"2! has 1 fields, and the header has 2", "3! has 3 fields, and the header has 2", "4! has a misplaced quote",
            R"(5: {"a":"3","b":"4"})"});
}

BOOST_AUTO_TEST_CASE(a_csv_header_that_is_none)
{
    for (auto const* const header : {"a,,b\n1,2,3\n", "a,a\n1,2\n", "\"a\"b,c\n1,2\n"})
        BOOST_CHECK_THROW(read(input_format::csv, header, 3), coax::cli::usage_error);
}

BOOST_AUTO_TEST_CASE(a_record_that_is_too_long_is_counted_and_not_kept)
{
    std::string const bytes = "short\n" + std::string(5000, 'x') + "\nnext\n";
    for (auto const piece : {1, 7, 100, 999, 1001, 6000})
        BOOST_TEST(read(input_format::lines, bytes, static_cast<std::size_t>(piece), 10)
                == (std::vector<std::string>{R"(1: {"text":"short"})",
                    "2! is 5000 bytes long, and the limit is 10 (--max-line-bytes)", R"(3: {"text":"next"})"}),
            boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(nothing_at_all)
{
    for (auto const format : {input_format::json_lines, input_format::csv, input_format::lines})
        BOOST_TEST(read(format, "", 1).empty());
    BOOST_TEST(read(input_format::lines, "\n\n\n", 1).empty());
}

BOOST_AUTO_TEST_SUITE_END()
