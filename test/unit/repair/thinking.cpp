// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/thinking.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax::repair;
using kind = thinking_mark::kind;

BOOST_TEST_DONT_PRINT_LOG_VALUE(coax::repair::thinking_mark::kind)

BOOST_AUTO_TEST_SUITE(marks_of_thinking)

BOOST_AUTO_TEST_CASE(tags_and_special_tokens_open_and_close_thinking)
{
    struct row {
        std::string_view text;
        kind is;
    };
    for (auto const& [text, is] :
        {row{"<think>", kind::opens}, row{"</think>", kind::closes}, row{"<reasoning>", kind::opens},
            row{"[THINK]", kind::opens}, row{"[/THINK]", kind::closes}, row{"<|begin_of_thought|>", kind::opens},
            row{"<|end_of_thought|>", kind::closes}, row{"<|channel|>analysis<|message|>", kind::opens},
            row{"<|channel|>final<|message|>", kind::closes}, row{"\xE2\x97\x81think\xE2\x96\xB7", kind::opens},
            row{"<b>", kind::none}, row{"[1]", kind::none}, row{"a", kind::none}, row{"< think>", kind::none}})
        BOOST_TEST_CONTEXT(text)
        {
            lookahead see;
            see.see(text, true);
            auto const mark = mark_at(see, 0);
            BOOST_TEST(mark.is == is);
            if (is != kind::none)
                BOOST_TEST(mark.end == text.size());
            for (std::size_t n = 0; n < text.size() && is != kind::none; ++n) {
                see.see(text.substr(0, n), false);
                if (n > 0)
                    BOOST_TEST(mark_at(see, 0).is == kind::wait);
            }
        }
}

BOOST_AUTO_TEST_SUITE_END()
