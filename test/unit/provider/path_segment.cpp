// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/path_segment.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

using coax::provider::path_segment;

BOOST_AUTO_TEST_SUITE(path_segments)

BOOST_AUTO_TEST_CASE(what_is_escaped)
{
    BOOST_TEST(path_segment("gpt-4.1_mini~x") == "gpt-4.1_mini~x");
    BOOST_TEST(path_segment("a/b c:0?#%") == "a%2Fb%20c%3A0%3F%23%25");
    BOOST_TEST(path_segment("models/a..b", "/") == "models/a..b");
}

BOOST_AUTO_TEST_CASE(what_names_another_path_is_refused)
{
    for (auto const* name : {".", "..", "a/..", "../a", "a/./b", "a/../b"})
        for (auto const* keep : {"", "/"})
            BOOST_CHECK_EXCEPTION(path_segment(name, keep), coax::error, [&](coax::error const& e) {
                return e.code() == make_error_code(coax::errc::invalid_option)
                    && e.failure().message.find(name) != std::string::npos;
            });
}

BOOST_AUTO_TEST_SUITE_END()
