// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/progress_line.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace coax::cli;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(cli_progress_line)

BOOST_AUTO_TEST_CASE(with_and_without_a_total)
{
    coax::batch_progress now;
    now.done = 7;
    now.failed = 1;
    now.in_flight = 4;
    now.elapsed = 2s;
    now.usage.input_tokens = 12'000;
    now.usage.output_tokens = 345;
    now.cost = 0.0125;
    BOOST_TEST(progress_line(now, 200) == "8 done, 1 failed, 4 in flight, 4/s, 12.3 k tokens, $0.0125");
    now.total = 16;
    now.left = 125s;
    auto const line = progress_line(now, 200);
    BOOST_TEST(line.ends_with(" 8 of 16, 1 failed, 4 in flight, 4/s, 2 min 5 s left, 12.3 k tokens, $0.0125"));
    std::string half;
    for (int n = 0; n < 12; ++n)
        half += "\xE2\x96\x88";
    BOOST_TEST(line.starts_with(half + "\xE2\x96\x91"));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_left_out)
{
    coax::batch_progress now;
    now.done = 1'000'000;
    BOOST_TEST(progress_line(now, 15) == "1000000 done");
    BOOST_TEST(progress_line(now, 27) == "1000000 done, 0 in flight");
    BOOST_TEST(progress_line(now, 1) == "1000000 done"); // never nothing
}

BOOST_AUTO_TEST_CASE(durations)
{
    BOOST_TEST(duration_text(950ms) == "950 ms");
    BOOST_TEST(duration_text(12s) == "12 s");
    BOOST_TEST(duration_text(200s) == "3 min 20 s");
    BOOST_TEST(duration_text(7500s) == "2 h 5 min");
    BOOST_TEST(duration_text(0s) == "0 ms");
}

BOOST_AUTO_TEST_SUITE_END()
