// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/lookahead.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax::repair;

BOOST_TEST_DONT_PRINT_LOG_VALUE(coax::repair::verdict)

BOOST_AUTO_TEST_SUITE(looking_ahead)

BOOST_AUTO_TEST_CASE(a_key_is_a_name_before_a_colon)
{
    struct row {
        std::string_view text;
        verdict found;
        std::string_view name;
        bool half = false, bare = false;
    };
    for (auto const& [text, found, name, half, bare] : {
             row{R"("age": 1)", verdict::yes, "age"},
             row{"'age' : 1", verdict::yes, "age"},
             row{"age: 1", verdict::yes, "age", false, true},
             row{R"(age": 1)", verdict::yes, "age", true},
             row{R"("age: "x")", verdict::yes, "age", true},
             row{R"("age", 1)", verdict::no, ""},
             row{"http://x", verdict::no, ""},
             row{"{", verdict::no, ""},
         })
        BOOST_TEST_CONTEXT(text)
        {
            lookahead see;
            see.see(text, true);
            auto const key = see.find_key(0);
            BOOST_TEST(key.found == found);
            if (found == verdict::yes)
                BOOST_TEST((key.name == name && key.half == half && key.bare == bare));
            // With less of the text the answer is the same, or it is to wait.
            for (std::size_t n = 0; n < text.size(); ++n) {
                see.start();
                see.see(text.substr(0, n), false);
                auto const early = see.find_key(0).found;
                BOOST_TEST((early == verdict::wait || early == found), n);
            }
        }
}

BOOST_AUTO_TEST_CASE(white_space_of_any_kind_is_skipped_however_it_is_cut)
{
    auto const text = std::string(40, ' ') + "\xC2\xA0\n\xEF\xBB\xBF\tx";
    lookahead see;
    for (std::size_t n = 0; n <= text.size(); ++n) {
        see.see(std::string_view(text).substr(0, n), n == text.size());
        auto const end = see.skip(0);
        BOOST_TEST(end == std::min(n, text.size() - 1));
    }
}

BOOST_AUTO_TEST_CASE(comments_and_tokens_wait_for_their_end)
{
    struct row {
        std::string_view text;
        bool all;
        verdict comment;
    };
    for (auto const& [text, all, comment] : {row{"// x", true, verdict::yes}, row{"/*", false, verdict::yes},
             row{"/x", false, verdict::no}, row{"/", false, verdict::wait}, row{"/", true, verdict::no},
             row{"# x", false, verdict::yes}, row{"#x", false, verdict::no}, row{"#", false, verdict::wait},
             row{"#", true, verdict::yes}, row{"x", false, verdict::no}}) {
        lookahead see;
        see.see(text, all);
        BOOST_TEST(see.comment_at(0) == comment, text);
    }
    lookahead see;
    see.see("``", false);
    BOOST_TEST(see.has(0, "``") == verdict::yes);
    BOOST_TEST(see.has(0, "```") == verdict::wait);
    BOOST_TEST(see.has(0, "x") == verdict::no);
}

BOOST_AUTO_TEST_SUITE_END()
