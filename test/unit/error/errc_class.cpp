// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "error/errc_class.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax;
using detail::errc_class;

BOOST_AUTO_TEST_SUITE(error_errc_class)

BOOST_AUTO_TEST_CASE(each_code_is_in_one_class_and_no_class_contradicts_itself)
{
    for (int number = 1; number <= static_cast<int>(errc::unexpected); ++number) {
        auto const code = static_cast<errc>(number);
        BOOST_TEST_CONTEXT(make_error_code(code).message())
        {
            if (detail::is_retried(code)) {
                BOOST_TEST((detail::class_of(code) == errc_class::transient));
                BOOST_TEST(detail::helped_by_another_model(code));
            }
            if (detail::class_of(code) == errc_class::setup)
                BOOST_TEST(!detail::may_differ_next_time(code));
            if (detail::class_of(code) == errc_class::transient)
                BOOST_TEST(detail::may_differ_next_time(code));
        }
    }
    BOOST_TEST((detail::class_of(errc::rate_limited) == errc_class::transient));
    BOOST_TEST((detail::class_of(errc::refused) == errc_class::input));
    BOOST_TEST((detail::class_of(errc::authentication) == errc_class::setup));
}

BOOST_AUTO_TEST_CASE(what_a_second_call_would_meet_as_well)
{
    for (auto const code : {errc::bad_request, errc::authentication, errc::permission, errc::not_found,
             errc::context_too_long, errc::quota_exhausted, errc::invalid_option, errc::tls_failed})
        BOOST_TEST(!detail::may_differ_next_time(code));
    for (auto const code : {errc::overloaded, errc::invalid_answer, errc::truncated, errc::connection_lost})
        BOOST_TEST(detail::may_differ_next_time(code));
}

BOOST_AUTO_TEST_SUITE_END()
