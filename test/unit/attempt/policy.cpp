// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "attempt/policy.hpp"

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <optional>

using namespace coax;
using attempts::decision;
using attempts::policy;
using action = decision::action;
using std::chrono::milliseconds;

namespace {

constexpr unsigned codes = static_cast<unsigned>(errc::unexpected);

action then(failure const& why, bool shown = false)
{
    policy fresh(2, 2);
    return fresh.after(why, shown, 0).then;
}

failure with_status(int status, errc code)
{
    failure why(code, "");
    why.http_status = status;
    return why;
}

} // namespace

BOOST_AUTO_TEST_SUITE(attempt_policy)

BOOST_AUTO_TEST_CASE(each_code_has_its_consequence)
{
    for (unsigned number = 1; number <= codes; ++number) {
        auto const code = static_cast<errc>(number);
        auto expected = action::give_up;
        switch (code) {
        case errc::resolve_failed:
        case errc::connect_failed:
        case errc::connection_lost:
        case errc::timed_out:
        case errc::rate_limited:
        case errc::overloaded:
        case errc::provider_error:
        case errc::stream_incomplete:
            expected = action::retry;
            break;
        case errc::invalid_answer:
            expected = action::ask_again;
            break;
        default:
            break;
        }
        BOOST_TEST_CONTEXT(make_error_code(code).message())
        BOOST_TEST((then({code, ""}) == expected));
    }
    BOOST_TEST((then({boost::asio::error::operation_aborted, ""}) == action::give_up));
    BOOST_TEST((then(failure()) == action::give_up));
}

BOOST_AUTO_TEST_CASE(two_refusals_pass_by_their_status)
{
    BOOST_TEST((then(with_status(408, errc::bad_request)) == action::retry));
    BOOST_TEST((then(with_status(409, errc::bad_request)) == action::retry));
    for (int const status : {400, 401, 402, 403, 404, 410, 413, 422, 451})
        BOOST_TEST((then(with_status(status, errc::bad_request)) == action::give_up));
}

BOOST_AUTO_TEST_CASE(the_providers_word_comes_before_our_rule)
{
    for (auto const code : {errc::bad_request, errc::authentication, errc::overloaded, errc::rate_limited}) {
        failure why(code, "");
        why.should_retry = true;
        BOOST_TEST((then(why) == action::retry));
        why.should_retry = false;
        BOOST_TEST((then(why) == action::give_up));
    }
    failure broken(errc::invalid_answer, "");
    broken.should_retry = false; // of HTTP; a broken rule is between us and the model
    BOOST_TEST((then(broken) == action::ask_again));
}

BOOST_AUTO_TEST_CASE(what_was_shown_is_not_taken_back_by_a_retry)
{
    BOOST_TEST((then({errc::connection_lost, ""}, true) == action::give_up));
    BOOST_TEST((then({errc::overloaded, ""}, true) == action::give_up));
    BOOST_TEST((then({errc::invalid_answer, ""}, true) == action::ask_again)); // partial::attempt tells
}

BOOST_AUTO_TEST_CASE(re_asks_and_retries_are_counted_apart)
{
    for (unsigned const most : {0U, 1U, 3U}) {
        policy both(most, most + 1);
        for (unsigned n = 0; n < most; ++n)
            BOOST_TEST((both.after({errc::invalid_answer, ""}, false, 0).then == action::ask_again));
        BOOST_TEST((both.after({errc::invalid_answer, ""}, false, 0).then == action::give_up));
        for (unsigned n = 0; n < most + 1; ++n)
            BOOST_TEST((both.after({errc::overloaded, ""}, false, 0).then == action::retry));
        BOOST_TEST((both.after({errc::overloaded, ""}, false, 0).then == action::give_up));
    }
}

BOOST_AUTO_TEST_CASE(the_wait_doubles_up_to_its_bound)
{
    constexpr std::array expected{500, 1000, 2000, 4000, 8000, 8000, 8000};
    for (double const random : {0.0, 0.5, 0.999999}) {
        policy long_lived(0, 100);
        for (int const longest : expected) {
            auto const wait = long_lived.after({errc::overloaded, ""}, false, random).wait.count();
            BOOST_TEST(wait <= longest);
            BOOST_TEST(wait >= longest - longest / 4);
            if (random == 0.0)
                BOOST_TEST(wait == longest);
        }
        for (int n = 0; n < 80; ++n) // the shift does not run over
            BOOST_TEST(long_lived.after({errc::overloaded, ""}, false, 0).wait.count() == 8000);
    }
    policy re_asks(1, 0);
    BOOST_TEST(re_asks.after({errc::invalid_answer, ""}, false, 0).wait.count() == 0);
}

BOOST_AUTO_TEST_CASE(the_provider_says_how_long)
{
    struct row {
        milliseconds asked;
        std::optional<milliseconds> waited;
    };
    for (auto const& [asked, waited] : {row{milliseconds(0), milliseconds(0)}, row{milliseconds(1), milliseconds(1)},
             row{milliseconds(-5), milliseconds(0)}, row{milliseconds(20'000), milliseconds(20'000)},
             row{policy::longest_asked_wait, policy::longest_asked_wait},
             row{policy::longest_asked_wait + milliseconds(1), std::nullopt}, row{milliseconds::max(), std::nullopt}}) {
        policy fresh(0, 1);
        failure why(errc::rate_limited, "");
        why.retry_after = asked;
        auto const next = fresh.after(why, false, 0.5);
        BOOST_TEST((next.then == (waited ? action::retry : action::give_up)));
        if (waited)
            BOOST_TEST(next.wait.count() == waited->count());
    }
}

BOOST_AUTO_TEST_SUITE_END()
