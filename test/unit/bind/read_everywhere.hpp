// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "unit/repair/reading.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <vector>

namespace coax::test {

/// Reads whole, cut in two at every offset, and byte by byte; all must agree with the first.
template <class T>
reading<T> read_everywhere(std::string_view text, tolerance level = tolerance::report, bool clean = true)
{
    auto first = read<T>(text, level, clean);
    auto const again = [&](std::vector<std::size_t> const& cuts) {
        auto const other = read<T>(text, level, clean, cuts);
        BOOST_TEST_CONTEXT("first cut at " << cuts.front() << " of " << text)
        {
            BOOST_TEST(other.done == first.done);
            BOOST_TEST(other.report() == first.report());
            BOOST_TEST((other.repairs == first.repairs));
            if constexpr (requires { *other.value == *first.value; })
                if (first.good())
                    BOOST_TEST((*other.value == *first.value));
        }
    };
    std::vector<std::size_t> every;
    for (std::size_t at = 1; at < text.size(); ++at) {
        again({at});
        every.push_back(at);
    }
    if (!every.empty())
        again(every);
    return first;
}

/// Whether exactly one thing was put right, and this.
template <class T>
bool put_right(reading<T> const& got, applied_repair::kind kind, std::string_view pointer)
{
    return got.repairs.size() == 1 && got.repairs.front().repair == kind && got.repairs.front().pointer == pointer;
}

} // namespace coax::test
