// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "http/retry_after.hpp"

#include <array>
#include <charconv>

namespace coax::http {

namespace {

using std::chrono::milliseconds;

std::optional<double> number(std::string_view text)
{
    double value = 0;
    auto const [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || last != text.data() + text.size())
        return {};
    return value;
}

// A delay of more than a year is ignored.
std::optional<milliseconds> positive(double ms)
{
    if (!(ms > 0) || ms > 366.0 * 24 * 3600 * 1000)
        return {};
    return milliseconds(static_cast<long long>(ms < 1 ? 1 : ms));
}

std::chrono::sys_time<milliseconds> now_of(http::response_head const& head)
{
    if (auto const date = parse_http_date(http::find(head.headers, "date")))
        return *date;
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    auto const [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || last != text.data() + text.size())
        return {};
    return value;
}

} // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text)
{
    static constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    // "Sun, 06 Nov 1994 08:49:37 GMT": the one form that senders may use.
    if (text.size() < 29 || text[3] != ',' || text.substr(26, 3) != "GMT")
        return {};
    auto const day = digits(text.substr(5, 2));
    auto const year = digits(text.substr(12, 4));
    auto const hour = digits(text.substr(17, 2));
    auto const minute = digits(text.substr(20, 2));
    auto const second = digits(text.substr(23, 2));
    unsigned month = 0;
    while (month < 12 && months[month] != text.substr(8, 3))
        ++month;
    if (!day || !year || !hour || !minute || !second || month == 12)
        return {};
    std::chrono::year_month_day const date{
        std::chrono::year(*year), std::chrono::month(month + 1), std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return {};
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute)
        + std::chrono::seconds(*second);
}

std::optional<milliseconds> retry_after(http::response_head const& head)
{
    if (auto const ms = number(http::find(head.headers, "retry-after-ms"))) {
        if (auto const wait = positive(*ms))
            return wait;
    }
    auto const after = http::find(head.headers, "retry-after");
    if (auto const seconds = number(after)) {
        if (auto const wait = positive(*seconds * 1000))
            return wait;
    } else if (auto const date = parse_http_date(after)) {
        return positive(static_cast<double>((*date - now_of(head)).count()));
    }
    if (head.status == 429) {
        // Together: seconds from now. OpenRouter: milliseconds since 1970.
        if (auto const reset = number(http::find(head.headers, "x-ratelimit-reset"))) {
            auto const ms
                = *reset > 1e11 ? *reset - static_cast<double>(now_of(head).time_since_epoch().count()) : *reset * 1000;
            return positive(ms);
        }
    }
    return {};
}

} // namespace coax::http
