// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/escape_reader.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax::repair;

namespace {

struct row {
    std::string_view text, json;
    std::size_t controls = 0, escapes = 0; ///< bytes from the first to the last
    bool unclear = false;
};

} // namespace

BOOST_AUTO_TEST_SUITE(escapes)

BOOST_AUTO_TEST_CASE(characters_and_escapes_become_those_of_json)
{
    for (auto const& [text, json, controls, escapes, unclear] : {
             row{R"(\n\"\\)", R"(\n\"\\)"},
             row{R"(\u00e9)", R"(\u00e9)"},
             row{R"(\x41)", R"(\u0041)", 0, 4},
             row{R"(\')", "'", 0, 2},
             row{"\n\t\x01", R"(\n\t\u0001)", 3},
             row{"\"", R"(\")"},
             row{R"(\d\w)", R"(\\d\\w)", 0, 4},
             row{R"(\d\n)", R"(\\d\\n)", 0, 4},
             row{R"(\u12)", R"(\\u12)", 0, 2},
             row{R"(\n\d)", R"(\n\\d)", 0, 2, true},
             row{R"(\"\d)", R"(\"\\d)", 0, 2, true},
         })
        BOOST_TEST_CONTEXT(text)
        {
            lookahead whole;
            whole.see(text, true);
            escape_reader escapes_of(whole);
            escapes_of.start();
            std::string out;
            for (std::size_t i = 0; i < text.size();)
                if (auto const c = whole.peek(i); c == '\\' || c == '"' || c < 0x20)
                    BOOST_TEST_REQUIRE(escapes_of.read(i, out));
                else
                    out += static_cast<char>(c), ++i;
            BOOST_TEST(out == json);
            BOOST_TEST(escapes_of.controls().size() == controls);
            BOOST_TEST(escapes_of.escapes().size() == escapes);
            BOOST_TEST(escapes_of.unclear() == unclear);
        }
}

BOOST_AUTO_TEST_CASE(an_escape_that_is_not_complete_waits)
{
    for (std::string_view const text : {R"(\)", R"(\u)", R"(\u00)", R"(\x4)", R"(\b)"}) {
        lookahead part;
        part.see(text, false);
        escape_reader escapes(part);
        std::size_t i = 0;
        std::string out;
        BOOST_TEST(!escapes.read(i, out), text);
        BOOST_TEST((i == 0 && out.empty()), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
