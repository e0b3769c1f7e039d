// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/retry_policy.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <optional>

using namespace coax;
using call::retry_policy;
using std::chrono::milliseconds;

namespace {

constexpr unsigned codes = static_cast<unsigned>(errc::unexpected);

bool retries(failure const& why, bool shown = false)
{
    retry_policy fresh(2, 2);
    return fresh.retry_after(why, shown, 0).has_value();
}

failure with_status(int status, errc code)
{
    failure why(code, "");
    why.http_status = status;
    return why;
}

} // namespace

BOOST_AUTO_TEST_SUITE(call_retry_policy)

BOOST_AUTO_TEST_CASE(each_code_has_its_consequence)
{
    for (unsigned number = 1; number <= codes; ++number) {
        auto const code = static_cast<errc>(number);
        bool expected = false;
        switch (code) {
        case errc::credential_failed: // after the time for which its source holds back
        case errc::resolve_failed:
        case errc::connect_failed:
        case errc::connection_lost:
        case errc::timed_out:
        case errc::rate_limited:
        case errc::overloaded:
        case errc::provider_error:
        case errc::stream_incomplete:
            expected = true;
            break;
        default:
            break;
        }
        BOOST_TEST_CONTEXT(make_error_code(code).message())
        BOOST_TEST(retries({code, ""}) == expected);
    }
    BOOST_TEST(!retries({boost::asio::error::operation_aborted, ""}));
    BOOST_TEST(!retries(failure()));
}

BOOST_AUTO_TEST_CASE(two_refusals_pass_by_their_status)
{
    BOOST_TEST(retries(with_status(408, errc::bad_request)));
    BOOST_TEST(retries(with_status(409, errc::bad_request)));
    for (int const status : {400, 401, 402, 403, 404, 410, 413, 422, 451})
        BOOST_TEST(!retries(with_status(status, errc::bad_request)));
}

BOOST_AUTO_TEST_CASE(the_providers_word_comes_before_our_rule)
{
    for (auto const code : {errc::bad_request, errc::authentication, errc::overloaded, errc::rate_limited}) {
        failure why(code, "");
        why.should_retry = true;
        BOOST_TEST(retries(why));
        why.should_retry = false;
        BOOST_TEST(!retries(why));
    }
    failure broken(errc::invalid_answer, "");
    broken.should_retry = true; // of HTTP; a broken rule is between us and the model
    BOOST_TEST(!retries(broken));
}

BOOST_AUTO_TEST_CASE(what_was_shown_is_not_taken_back_by_a_retry)
{
    BOOST_TEST(!retries({errc::connection_lost, ""}, true));
    BOOST_TEST(!retries({errc::overloaded, ""}, true));
}

BOOST_AUTO_TEST_CASE(re_asks_and_retries_are_counted_apart)
{
    for (unsigned const most : {0U, 1U, 3U}) {
        retry_policy both(most, most + 1);
        for (unsigned n = 0; n < most; ++n)
            BOOST_TEST(both.ask_again());
        BOOST_TEST(!both.ask_again());
        for (unsigned n = 0; n < most + 1; ++n)
            BOOST_TEST(both.retry_after({errc::overloaded, ""}, false, 0).has_value());
        BOOST_TEST(!both.retry_after({errc::overloaded, ""}, false, 0).has_value());
    }
}

BOOST_AUTO_TEST_CASE(the_wait_doubles_up_to_its_bound)
{
    constexpr std::array expected{500, 1000, 2000, 4000, 8000, 8000, 8000};
    for (double const random : {0.0, 0.5, 0.999999}) {
        retry_policy long_lived(0, 100);
        for (int const longest : expected) {
            auto const wait = long_lived.retry_after({errc::overloaded, ""}, false, random).value().count();
            BOOST_TEST(wait <= longest);
            BOOST_TEST(wait >= longest - longest / 4);
            if (random == 0.0)
                BOOST_TEST(wait == longest);
        }
        for (int n = 0; n < 80; ++n) // the shift does not run over
            BOOST_TEST(long_lived.retry_after({errc::overloaded, ""}, false, 0).value().count() == 8000);
    }
}

BOOST_AUTO_TEST_CASE(the_provider_says_how_long)
{
    struct row {
        milliseconds asked;
        std::optional<milliseconds> waited;
    };
    for (auto const& [asked, waited] : {row{milliseconds(0), milliseconds(0)}, row{milliseconds(1), milliseconds(1)},
             row{milliseconds(-5), milliseconds(0)}, row{milliseconds(20'000), milliseconds(20'000)},
             row{retry_policy::longest_asked_wait, retry_policy::longest_asked_wait},
             row{retry_policy::longest_asked_wait + milliseconds(1), std::nullopt},
             row{milliseconds::max(), std::nullopt}}) {
        retry_policy fresh(0, 1);
        failure why(errc::rate_limited, "");
        why.retry_after = asked;
        BOOST_TEST((fresh.retry_after(why, false, 0.5) == waited));
    }
}

BOOST_AUTO_TEST_SUITE_END()
