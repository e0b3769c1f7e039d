// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/plan.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace coax::sim;

namespace {

answer one_block(std::string text, std::size_t cut)
{
    answer made;
    made.blocks.push_back({block::kind::text, std::move(text), {}});
    made.cut = cut;
    return made;
}

/// begin, three deltas, stop, end.
std::vector<step> small_plan()
{
    std::vector<step> steps{{step::kind::begin}};
    append_deltas(steps, one_block("abcdef", 2), 0);
    steps.push_back({step::kind::stop});
    steps.push_back({step::kind::end});
    return steps;
}

/// One letter for each step: b(egin) 0 1 2 (deltas) s(top) e(nd) E(rror) + (endless).
std::string letters(std::vector<step> const& steps)
{
    std::string out;
    for (auto const& one : steps)
        switch (one.type) {
        case step::kind::begin:
            out += 'b';
            break;
        case step::kind::delta:
            out += static_cast<char>('0' + one.begin / 2);
            break;
        case step::kind::stop:
            out += 's';
            break;
        case step::kind::end:
            out += 'e';
            break;
        case step::kind::error:
            out += 'E';
            break;
        case step::kind::endless:
            out += '+';
            break;
        default:
            out += '?';
        }
    return out;
}

std::string spoilt(faults const& with)
{
    auto steps = small_plan();
    spoil(steps, with);
    return letters(steps);
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan)

BOOST_AUTO_TEST_CASE(deltas_keep_characters_whole)
{
    std::string const text = "a\u00e9\u4e16\U0001F600z";
    auto const planned = one_block(text, 2);
    std::vector<step> steps;
    append_deltas(steps, planned, 0);
    BOOST_TEST(steps.size() == 3U);
    BOOST_TEST(text.substr(steps[0].begin, steps[0].length) == "a\u00e9");
    BOOST_TEST(text.substr(steps[1].begin, steps[1].length) == "\u4e16\U0001F600");
    BOOST_TEST(text.substr(steps[2].begin, steps[2].length) == "z");
}

BOOST_AUTO_TEST_CASE(no_text_no_delta)
{
    std::vector<step> steps;
    append_deltas(steps, one_block("", 4), 0);
    BOOST_TEST(steps.empty());
}

BOOST_AUTO_TEST_CASE(errors_cut_the_rest_off)
{
    faults with;
    for (auto const& [after, expected] :
        {std::pair(0, "bE"), std::pair(1, "b0E"), std::pair(3, "b012E"), std::pair(9, "b012E")}) {
        with.error_after = static_cast<std::size_t>(after);
        BOOST_TEST(spoilt(with) == expected);
    }
}

BOOST_AUTO_TEST_CASE(doubled_and_swapped)
{
    faults with;
    with.duplicated = {1, 3};
    BOOST_TEST(spoilt(with) == "b00122se");
    with.duplicated = {99};
    BOOST_TEST(spoilt(with) == "b012se");
    with.duplicated.clear();
    with.swapped = {1};
    BOOST_TEST(spoilt(with) == "b102se");
    with.swapped = {5};
    BOOST_TEST(spoilt(with) == "b012se");
}

BOOST_AUTO_TEST_CASE(endless_stands_after_the_last_delta)
{
    faults with;
    with.endless = "x";
    BOOST_TEST(spoilt(with) == "b012+se");
}

BOOST_AUTO_TEST_SUITE_END()
