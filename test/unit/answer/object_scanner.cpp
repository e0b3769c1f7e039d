// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/object_scanner.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using coax::answer::object_scanner;

BOOST_AUTO_TEST_SUITE(answer_object_scanner)

BOOST_AUTO_TEST_CASE(the_end_and_the_key_are_found_at_every_cut)
{
    struct row {
        std::string text;
        bool whole;
        bool has_key;
    };
    for (auto const& [text, whole, has_key] : {
             row{R"({"kind":"a"})", true, true},
             row{R"({"x":{"kind":"a"}})", true, false},
             row{R"({"x":"kind","y":["kind",{"kind":1}]})", true, false},
             row{R"({"x":"}\"{","kind" : 1}  trailing })", true, true},
             row{R"({"kin":1,"kinds":2,"k\u0069nd":3})", true, false},
             row{R"(  { } )", true, false},
             row{R"(["kind"])", true, false},
             row{R"({"kind":{"a":1})", false, true},
             row{R"("kind")", false, false},
             row{R"(}]{"kind":1})", true, true},
             row{"", false, false},
         })
        for (std::size_t cut = 0; cut <= text.size(); ++cut)
            BOOST_TEST_CONTEXT(text << " cut at " << cut)
            {
                object_scanner s;
                s.start("kind");
                auto const first = s.scan(std::string_view(text).substr(0, cut));
                auto const second = s.scan(std::string_view(text).substr(cut));
                BOOST_TEST(s.whole() == whole);
                BOOST_TEST(s.has_key() == has_key);
                BOOST_TEST(((first == object_scanner::npos) != (second == object_scanner::npos)) == whole);
                if (second != object_scanner::npos)
                    BOOST_TEST((text[cut + second] == '}' || text[cut + second] == ']'));
                s.start("x"); // nothing is left of it
                BOOST_TEST(!s.whole());
                BOOST_TEST(s.empty());
                s.scan(R"({"x":1)");
                BOOST_TEST(s.has_key());
                BOOST_TEST(!s.empty());
            }
}

BOOST_AUTO_TEST_SUITE_END()
