// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/rate_limit_headers.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace std::chrono_literals;
using namespace coax::rate_limit;

namespace {

using maybe = std::optional<std::chrono::milliseconds>;

coax::http::response_head head(coax::http::headers list) { return {200, std::move(list)}; }

} // namespace

BOOST_AUTO_TEST_SUITE(limiting_allowance)

BOOST_AUTO_TEST_CASE(durations)
{
    struct {
        std::string_view text;
        maybe is;
    } const table[] = {
        {"6s", 6s},
        {"30ms", 30ms},
        {"1m2s", 62s},
        {"6m0s", 360s},
        {"1h0m0s", 3600s},
        {"1m2.5s", 62500ms},
        {"2m59.56s", 179560ms},
        {"0s", 0ms},
        {"12", 12s},
        {"0.5", 500ms},
        {"200us", 1ms},
        {"1d", 24h}, //
        {"", {}},
        {"s", {}},
        {"6x", {}},
        {"-6s", {}},
        {"6s6", 12s},
        {"1e99s", {}},
        {"1e1s", {}},
        {"nan", {}},
        {"inf", {}},
        {"99999999999h", {}},
        {"2025-08-21T12:40:59Z", {}},
    };
    for (auto const& row : table)
        BOOST_TEST_CONTEXT(row.text)
    BOOST_TEST((parse_duration(row.text) == row.is));
}

BOOST_AUTO_TEST_CASE(times)
{
    using namespace std::chrono;
    auto const noon = sys_days(2025y / August / 21) + 12h;
    struct {
        std::string_view text;
        std::optional<sys_time<milliseconds>> is;
    } const table[] = {
        {"2025-08-21T12:00:00Z", noon},
        {"2025-08-21t12:00:00z", noon},
        {"2025-08-21T12:00:00.25Z", noon + 250ms},
        {"2025-08-21T14:00:00+02:00", noon},
        {"2025-08-21T07:30:00-04:30", noon},
        {"2025-08-21T12:00:00.999999999999999999999Z", noon + 1s},
        {"2025-08-21T12:00:00.5e300Z", {}},
        {"2025-08-21T12:00:00.5e1Z", {}},
        {"2025-08-21T12:00:00.Z", {}},
        {"9999-12-31T23:59:60-99:59", sys_days(9999y / December / 31) + 24h + 99h + 59min},
        {"2025-08-21T12:00:00", {}},
        {"2025-02-30T12:00:00Z", {}},
        {"2025-08-21T12:61:00Z", {}},
        {"2025-08-21T12:00:00Zx", {}},
        {"2025-08-21", {}},
        {"", {}},
        {"+025-08-21T12:00:00Z", {}},
        {"6s", {}},
    };
    for (auto const& row : table)
        BOOST_TEST_CONTEXT(row.text)
    BOOST_TEST((parse_time(row.text) == row.is));
}

BOOST_AUTO_TEST_CASE(the_headers_of_anthropic)
{
    auto const found = parse_rate_limit_headers(head({
        {"Date", "Thu, 21 Aug 2025 12:41:00 GMT"},
        {"anthropic-ratelimit-requests-limit", "1000"},
        {"anthropic-ratelimit-requests-remaining", "999"},
        {"anthropic-ratelimit-requests-reset", "2025-08-21T12:41:03Z"},
        {"anthropic-ratelimit-tokens-limit", "96000"},
        {"anthropic-ratelimit-tokens-remaining", "95000"},
        {"anthropic-ratelimit-tokens-reset", "2025-08-21T12:40:59Z"},
    }));
    BOOST_TEST(found.requests.limit.value() == 1000U);
    BOOST_TEST(found.requests.remaining.value() == 999U);
    BOOST_TEST((found.requests.reset == maybe(3s)));
    BOOST_TEST(found.tokens.limit.value() == 96000U);
    BOOST_TEST(found.tokens.remaining.value() == 95000U);
    BOOST_TEST((found.tokens.reset == maybe(0ms))); // past
}

BOOST_AUTO_TEST_CASE(the_headers_of_openai)
{
    auto const found = parse_rate_limit_headers(head({
        {"x-ratelimit-limit-requests", "5000"},
        {"x-ratelimit-limit-tokens", "160000"},
        {"x-ratelimit-remaining-requests", "4999"},
        {"x-ratelimit-remaining-tokens", "0"},
        {"x-ratelimit-reset-requests", "12ms"},
        {"x-ratelimit-reset-tokens", "6m0s"},
    }));
    BOOST_TEST(found.requests.limit.value() == 5000U);
    BOOST_TEST(found.requests.remaining.value() == 4999U);
    BOOST_TEST((found.requests.reset == maybe(12ms)));
    BOOST_TEST(found.tokens.remaining.value() == 0U);
    BOOST_TEST((found.tokens.reset == maybe(360s)));
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_is_not_there)
{
    auto const found = parse_rate_limit_headers(head({
        {"x-ratelimit-limit-requests", "many"},
        {"x-ratelimit-remaining-requests", "-1"},
        {"x-ratelimit-reset-requests", "soon"},
        {"x-ratelimit-limit-tokens", "99999999999999999999999"},
    }));
    BOOST_TEST(!found.requests.limit.has_value());
    BOOST_TEST(!found.requests.remaining.has_value());
    BOOST_TEST(!found.requests.reset.has_value());
    BOOST_TEST(!found.tokens.limit.has_value());
    BOOST_TEST(!parse_rate_limit_headers(head({})).requests.limit.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
