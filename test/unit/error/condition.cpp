// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/errc.hpp>
#include <coax/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

namespace {

using coax::condition;
using coax::errc;

std::set<condition> conditions_of(boost::system::error_code const& code)
{
    std::set<condition> found;
    for (auto const one : {condition::transient, condition::unreachable, condition::authentication,
             condition::limit_reached, condition::invalid_request, condition::invalid_answer})
        if (code == one)
            found.insert(one);
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(conditions)

BOOST_AUTO_TEST_CASE(an_errc_has_the_conditions_that_its_documentation_says)
{
    using set = std::set<condition>;
    using enum condition;
    struct row {
        errc code;
        set expected;
    } const rows[]{
        {errc::rate_limited, {transient, limit_reached}},
        {errc::quota_exhausted, {limit_reached}},
        {errc::budget_exhausted, {limit_reached}},
        {errc::left_out, {transient, limit_reached}},
        {errc::connection_lost, {transient, unreachable}},
        {errc::resolve_failed, {transient, unreachable}},
        {errc::tls_failed, {unreachable}},
        {errc::timed_out, {transient}},
        {errc::overloaded, {transient}},
        {errc::missing_api_key, {authentication}},
        {errc::permission, {authentication}},
        {errc::bad_request, {invalid_request}},
        {errc::would_deadlock, {invalid_request}},
        {errc::unsupported_schema, {invalid_request}},
        {errc::invalid_answer, {condition::invalid_answer}},
        {errc::truncated, {condition::invalid_answer}},
        {errc::cache_failed, {}},
        {errc::journal_failed, {}},
        {errc::unexpected, {}},
    };
    for (auto const& row : rows)
        BOOST_TEST_CONTEXT(make_error_code(row.code).message())
    BOOST_TEST((conditions_of(row.code) == row.expected));
}

BOOST_AUTO_TEST_CASE(codes_of_others_have_none)
{
    BOOST_TEST(conditions_of(boost::asio::error::operation_aborted).empty());
    BOOST_TEST(conditions_of(boost::asio::error::connection_refused).empty());
    BOOST_TEST(conditions_of({}).empty());
}

BOOST_AUTO_TEST_CASE(a_condition_has_a_category_and_words)
{
    auto const found = make_error_condition(condition::transient);
    BOOST_TEST(std::string(found.category().name()) == "coax.condition");
    BOOST_TEST(found.message() == "the same request may succeed later");
    BOOST_TEST((coax::error({errc::overloaded, "busy"}).code() == condition::transient));
}

BOOST_AUTO_TEST_SUITE_END()
