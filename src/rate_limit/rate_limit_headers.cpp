// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/rate_limit_headers.hpp"

#include "http/retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <type_traits>

namespace coax::rate_limit {

namespace {

using std::chrono::milliseconds;

constexpr double longest = 366.0 * 24 * 3600; // seconds; longer is taken for a mistake

/// Takes a number off the front, which has no exponent.
template <class Number>
std::optional<Number> take(std::string_view& text)
{
    Number value{};
    std::from_chars_result found{};
    if constexpr (std::is_floating_point_v<Number>)
        found = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    else
        found = std::from_chars(text.data(), text.data() + text.size(), value);
    auto const [last, error] = found;
    if (error != std::errc())
        return {};
    text.remove_prefix(static_cast<std::size_t>(last - text.data()));
    return value;
}

std::optional<std::uint64_t> whole(std::string_view text)
{
    auto const value = take<std::uint64_t>(text);
    return text.empty() ? value : std::nullopt;
}

/// Exactly `digits` of them.
std::optional<int> field(std::string_view& text, std::size_t digits)
{
    auto part = text.substr(0, digits);
    if (part.size() < digits || part.front() < '0' || part.front() > '9')
        return {};
    auto const value = take<int>(part);
    if (!value || !part.empty())
        return {};
    text.remove_prefix(digits);
    return value;
}

bool skip(std::string_view& text, std::string_view any_of)
{
    if (text.empty() || any_of.find(text.front()) == any_of.npos)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<milliseconds> reset_in(std::string_view text, http::response_head const& head)
{
    if (auto const length = parse_duration(text))
        return length;
    auto const then = parse_time(text);
    if (!then)
        return {};
    // By the clock of the response, where it has one.
    auto const date = http::parse_http_date(http::find(head.headers, "date"));
    auto const now = date ? std::chrono::sys_time<milliseconds>(*date)
                          : std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    return std::max(*then - now, milliseconds(0));
}

quota read(
    http::response_head const& head, std::string const& limit, std::string const& remaining, std::string const& reset)
{
    return {whole(http::find(head.headers, limit)), whole(http::find(head.headers, remaining)),
        reset_in(http::find(head.headers, reset), head)};
}

quota anthropic(http::response_head const& head, std::string const& kind)
{
    auto const name = "anthropic-ratelimit-" + kind;
    return read(head, name + "-limit", name + "-remaining", name + "-reset");
}

quota others(http::response_head const& head, std::string const& kind)
{
    return read(head, "x-ratelimit-limit-" + kind, "x-ratelimit-remaining-" + kind, "x-ratelimit-reset-" + kind);
}

} // namespace

std::optional<milliseconds> parse_duration(std::string_view text)
{
    double seconds = 0;
    if (text.empty())
        return {};
    while (!text.empty()) {
        auto const count = take<double>(text);
        if (!count || !(*count >= 0))
            return {};
        auto const unit = text.substr(0, std::min(text.find_first_of("0123456789."), text.size()));
        text.remove_prefix(unit.size());
        if (unit.empty() || unit == "s")
            seconds += *count;
        else if (unit == "ms")
            seconds += *count / 1e3;
        else if (unit == "us" || unit == "\xc2\xb5s")
            seconds += *count / 1e6;
        else if (unit == "m")
            seconds += *count * 60;
        else if (unit == "h")
            seconds += *count * 3600;
        else if (unit == "d")
            seconds += *count * 86400;
        else
            return {};
    }
    if (seconds > longest)
        return {};
    return milliseconds(static_cast<long long>(seconds * 1000 + 0.999));
}

std::optional<std::chrono::sys_time<milliseconds>> parse_time(std::string_view text)
{
    auto const year = field(text, 4);
    bool fits = year && skip(text, "-");
    auto const month = fits ? field(text, 2) : std::nullopt;
    fits = month && skip(text, "-");
    auto const day = fits ? field(text, 2) : std::nullopt;
    fits = day && skip(text, "Tt ");
    auto const hour = fits ? field(text, 2) : std::nullopt;
    fits = hour && skip(text, ":");
    auto const minute = fits ? field(text, 2) : std::nullopt;
    fits = minute && skip(text, ":");
    auto const second = fits ? field(text, 2) : std::nullopt;
    if (!second)
        return {};
    double fraction = 0;
    if (!text.empty() && text.front() == '.') {
        auto const found = take<double>(text);
        if (!found)
            return {};
        fraction = *found;
    }
    std::chrono::minutes offset{};
    if (!skip(text, "Zz")) {
        bool const east = !text.empty() && text.front() == '+';
        if (!skip(text, "+-"))
            return {};
        auto const hours = field(text, 2);
        auto const minutes = hours && skip(text, ":") ? field(text, 2) : std::nullopt;
        if (!minutes)
            return {};
        offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
        if (!east)
            offset = -offset;
    }
    std::chrono::year_month_day const date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
        std::chrono::day(static_cast<unsigned>(*day))};
    if (!text.empty() || !date.ok() || *hour > 24 || *minute > 59 || *second > 60)
        return {};
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute)
        + std::chrono::seconds(*second) + milliseconds(static_cast<long long>(fraction * 1000)) - offset;
}

rate_limit_headers parse_rate_limit_headers(http::response_head const& head)
{
    rate_limit_headers found{anthropic(head, "requests"), anthropic(head, "tokens")};
    if (!found.requests.limit)
        found.requests = others(head, "requests");
    if (!found.tokens.limit)
        found.tokens = others(head, "tokens");
    return found;
}

} // namespace coax::rate_limit
