// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/json_extent.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using coax::json::json_extent;

BOOST_AUTO_TEST_SUITE(extent)

BOOST_AUTO_TEST_CASE(the_end_and_the_key_are_found_at_every_cut)
{
    struct row {
        std::string text;
        bool whole;
        bool has_key;
        std::size_t end = text.size(); ///< behind the value
    };
    for (auto const& [text, whole, has_key, end] : {
             row{R"({"kind":"a"})", true, true},
             row{R"({"x":{"kind":"a"}})", true, false},
             row{R"({"x":"kind","y":["kind",{"kind":1}]})", true, false},
             row{R"({"x":"}\"{","kind" : 1}  trailing })", true, true, 23},
             row{R"({"kin":1,"kinds":2,"k\u0069nd":3})", true, false},
             row{R"(  { } )", true, false, 5},
             row{R"(["kind"])", true, false},
             row{R"({"kind":{"a":1})", false, true},
             row{R"("kind")", true, false},
             row{R"("a \"quote\", {" })", true, false, 16},
             row{R"(}]{"kind":1})", true, true},
             row{"", false, false},
         })
        for (std::size_t cut = 0; cut <= text.size(); ++cut)
            BOOST_TEST_CONTEXT(text << " cut at " << cut)
            {
                json_extent value("kind");
                auto const first = value.scan(std::string_view(text).substr(0, cut));
                bool const in_first = value.whole();
                auto const second = value.scan(std::string_view(text).substr(cut));
                BOOST_TEST(value.whole() == whole);
                BOOST_TEST(value.has_key() == has_key);
                BOOST_TEST(first + second == (whole ? end : text.size()));
                BOOST_TEST(second == (in_first ? 0 : first + second - cut));
            }
}

BOOST_AUTO_TEST_CASE(an_object_is_empty_until_its_first_member)
{
    json_extent value;
    BOOST_TEST(!value.begun());
    BOOST_TEST(!value.empty());
    value.scan(" { ");
    BOOST_TEST(value.begun());
    BOOST_TEST(value.is_object());
    BOOST_TEST(value.empty());
    value.scan("\"a\"");
    BOOST_TEST(!value.empty());
}

BOOST_AUTO_TEST_SUITE_END()
