// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/moment.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace coax;
using namespace std::chrono;
using format = detail::moment_format;

BOOST_AUTO_TEST_SUITE(moments)

BOOST_AUTO_TEST_CASE(dates_and_times_are_read_as_utc)
{
    struct row {
        std::string_view text;
        format as;
        sys_days day;
        nanoseconds since_midnight;
    };
    constexpr sys_days leap_day = 2024y / February / 29;
    for (auto const& [text, as, day, since_midnight] :
        {row{"2024-02-29", format::date, leap_day, 0s}, row{"2024-02-29T23:30:00Z", format::date, leap_day, 0s},
            row{"2024-02-29T01:02:03Z", format::date_time, leap_day, 1h + 2min + 3s},
            row{"2024-02-29 01:02:03.5z", format::date_time, leap_day, 1h + 2min + 3s + 500ms},
            row{"2024-02-29T01:00:00+02:00", format::date_time, leap_day, -1h},
            row{"2024-02-29T23:59:60Z", format::date_time, leap_day, 24h}}) {
        auto const read = bind::parse_moment(text, as);
        BOOST_TEST_REQUIRE(read.has_value(), text);
        BOOST_TEST((read->day == day && read->since_midnight == since_midnight), text);
    }
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_moment)
{
    for (std::string_view const text :
        {"", "2024", "2023-02-29", "2024-13-01", "24-01-01", "2024-01-01T", "2024-01-01T24:00:00Z",
            "2024-01-01T00:00:00", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+24:00", "2024-01-01x"})
        for (auto const as : {format::date, format::date_time})
            BOOST_TEST(!bind::parse_moment(text, as).has_value(), text);
    BOOST_TEST(!bind::parse_moment("2024-01-01", format::date_time).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
