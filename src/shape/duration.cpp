// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/detail/forms.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace coax::detail {

namespace {

constexpr std::int64_t most_seconds = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t second = 1'000'000'000; // nanoseconds

/// What a text says: so many months, or seconds and nanoseconds below one second; without a sign.
struct amount {
    std::int64_t months = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    bool negative = false;
};

enum class outcome { good, other, too_long, calendar };

bool add(std::int64_t& to, std::int64_t count, std::int64_t times)
{
    if (count > (most_seconds - to) / times)
        return false;
    to += count * times;
    return true;
}

struct part {
    char letter;
    bool of_time;
    std::int64_t length; ///< seconds, or months where it is negative
};
constexpr std::array parts{part{'Y', false, -12}, part{'M', false, -1}, part{'W', false, 7 * 86'400},
    part{'D', false, 86'400}, part{'H', true, 3'600}, part{'M', true, 60}, part{'S', true, 1}};

class duration_reader {
public:
    explicit duration_reader(std::string_view text) : rest_(text) { }

    outcome read(amount& out)
    {
        out.negative = take('-');
        if (!take('P'))
            return outcome::other;
        bool any = false;
        for (auto const* next = parts.data(); !rest_.empty();) {
            if (!in_time_ && take('T')) {
                in_time_ = true;
                any = false; // something must follow
                continue;
            }
            if (auto const got = read_part(out, next); got != outcome::good)
                return got;
            any = true;
        }
        return any ? outcome::good : outcome::other;
    }

private:
    bool take(char c)
    {
        if (!rest_.starts_with(c))
            return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// `next` is the largest part that may come.
    outcome read_part(amount& out, part const*& next)
    {
        std::int64_t count = 0;
        auto const read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), count);
        if (rest_.front() < '0' || rest_.front() > '9')
            return outcome::other;
        if (read.ec != std::errc())
            return outcome::too_long;
        rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
        std::string_view fraction;
        if (take('.') || take(',')) {
            auto const size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
            fraction = rest_.substr(0, size);
            rest_.remove_prefix(size);
            if (fraction.empty())
                return outcome::other;
        }
        auto const* const end = parts.data() + parts.size();
        while (next != end && (rest_.empty() || next->letter != rest_.front() || next->of_time != in_time_))
            ++next;
        if (next == end)
            return outcome::other;
        rest_.remove_prefix(1);
        auto const length = (next++)->length;
        if (length < 0)
            return !fraction.empty()              ? outcome::calendar
                : add(out.months, count, -length) ? outcome::good
                                                  : outcome::too_long;
        if (!add(out.seconds, count, length))
            return outcome::too_long;
        return fraction.empty() ? outcome::good : add_fraction(out, fraction, length);
    }
    /// Only the smallest part may have one.
    outcome add_fraction(amount& out, std::string_view fraction, std::int64_t length)
    {
        if (!rest_.empty())
            return outcome::other;
        std::int64_t unit = second * length; // below 2^63 for a week
        std::int64_t sum = 0;
        for (char const c : fraction) {
            if (c != '0' && unit % 10 != 0) // finer than a nanosecond
                break;
            unit /= 10;
            sum += (c - '0') * unit;
        }
        out.nanoseconds = sum % second;
        return add(out.seconds, sum / second, 1) ? outcome::good : outcome::too_long;
    }

    std::string_view rest_;
    bool in_time_ = false;
};

std::string unit_words(tick unit)
{
    struct named {
        std::int64_t num, den;
        std::string_view name;
    };
    constexpr std::array all{named{1, 1, "seconds"}, named{60, 1, "minutes"}, named{3'600, 1, "hours"},
        named{86'400, 1, "days"}, named{604'800, 1, "weeks"}, named{tick::month, 1, "months"},
        named{12 * tick::month, 1, "years"}, named{1, 1'000, "milliseconds"}, named{1, 1'000'000, "microseconds"},
        named{1, second, "nanoseconds"}};
    for (auto const& one : all)
        if (one.num == unit.num && one.den == unit.den)
            return "a whole number of " + std::string(one.name);
    return "a multiple of " + std::to_string(unit.num) + "/" + std::to_string(unit.den) + " s";
}

/// The text as an amount of the unit's kind.
bool read_amount(std::string_view text, tick unit, amount& out, std::string& problem)
{
    switch (duration_reader(text).read(out)) {
    case outcome::good:
        if (unit.of_calendar() && (out.seconds != 0 || out.nanoseconds != 0))
            problem = "only years and months can be meant";
        else if (!unit.of_calendar() && out.months != 0)
            problem = "years and months have no fixed length";
        return problem.empty();
    case outcome::too_long:
        problem = "it is too long";
        return false;
    case outcome::calendar:
        problem = "years and months have no fractions";
        return false;
    default:
        return false;
    }
}

long double exact(amount const& of, tick unit)
{
    auto const wide = unit.of_calendar()
        ? static_cast<long double>(of.months) * tick::month
        : static_cast<long double>(of.seconds) + static_cast<long double>(of.nanoseconds) / second;
    return (of.negative ? -wide : wide) * static_cast<long double>(unit.den) / static_cast<long double>(unit.num);
}

/// Days, hours, minutes and seconds; or years and months.
void write_amount(amount const& of, tick unit, std::string& to)
{
    to += of.negative ? "-P" : "P";
    auto const put = [&to](std::int64_t count, char letter) {
        if (count != 0)
            to.append(std::to_string(count)) += letter;
    };
    if (unit.of_calendar()) {
        put(of.months / 12, 'Y');
        put(of.months % 12, 'M');
        if (of.months == 0)
            to += "0M";
        return;
    }
    put(of.seconds / 86'400, 'D');
    auto const time = of.seconds % 86'400;
    if (time == 0 && of.nanoseconds == 0) {
        if (of.seconds == 0)
            to += "T0S";
        return;
    }
    to += 'T';
    put(time / 3'600, 'H');
    put(time % 3'600 / 60, 'M');
    if (of.nanoseconds == 0)
        return put(time % 60, 'S');
    auto fraction = std::to_string(second + of.nanoseconds).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    to.append(std::to_string(time % 60)).append(".").append(fraction) += 'S';
}

bool is_fine(tick unit) noexcept { return unit.num == 1 && unit.den <= second && second % unit.den == 0; }

} // namespace

bool read_ticks(
    std::string_view text, tick unit, std::int64_t least, std::int64_t most, std::int64_t& ticks, std::string& problem)
{
    amount read;
    if (!read_amount(text, unit, read, problem))
        return false;
    bool whole = true;
    bool fits = true;
    std::int64_t count = 0;
    if (unit.of_calendar()) {
        whole = read.months % (unit.num / tick::month) == 0;
        count = read.months / (unit.num / tick::month);
    } else if (unit.den == 1) {
        whole = read.nanoseconds == 0 && read.seconds % unit.num == 0;
        count = read.seconds / unit.num;
    } else if (is_fine(unit)) {
        auto const length = second / unit.den;
        whole = read.nanoseconds % length == 0;
        fits = add(count, read.seconds, unit.den) && add(count, read.nanoseconds / length, 1);
    } else {
        read.negative = false;
        auto const wide = exact(read, unit);
        auto const nearest = std::round(wide);
        whole = std::fabs(wide - nearest) < 1e-6L;
        fits = nearest < 0x1p63L;
        count = fits ? static_cast<std::int64_t>(nearest) : 0;
        read.negative = text.starts_with('-');
    }
    if (!whole)
        problem = "it is not " + unit_words(unit);
    count = read.negative ? -count : count;
    if (whole && (!fits || count < least || count > most))
        problem = read.negative && least == 0 ? "it is negative" : "it is too long";
    ticks = count;
    return problem.empty();
}

bool read_ticks(std::string_view text, tick unit, double& ticks, std::string& problem)
{
    amount read;
    if (!read_amount(text, unit, read, problem))
        return false;
    ticks = static_cast<double>(exact(read, unit));
    return true;
}

bool write_ticks(tick unit, std::int64_t ticks, std::string& to)
{
    amount all;
    all.negative = ticks < 0;
    if (ticks == std::numeric_limits<std::int64_t>::min())
        return false;
    auto const count = ticks < 0 ? -ticks : ticks;
    if (unit.of_calendar()) {
        if (!add(all.months, count, unit.num / tick::month))
            return false;
    } else if (unit.den == 1) {
        if (!add(all.seconds, count, unit.num))
            return false;
    } else if (is_fine(unit)) {
        all.seconds = count / unit.den;
        all.nanoseconds = count % unit.den * (second / unit.den);
    } else {
        return write_ticks(unit, static_cast<double>(ticks), to);
    }
    write_amount(all, unit, to);
    return true;
}

bool write_ticks(tick unit, double ticks, std::string& to)
{
    auto wide = static_cast<long double>(ticks) * static_cast<long double>(unit.num)
        / static_cast<long double>(unit.den); // seconds
    if (!std::isfinite(ticks) || std::fabs(wide) >= 0x1p63L)
        return false;
    amount all;
    all.negative = wide < 0;
    wide = std::fabs(wide);
    if (unit.of_calendar()) {
        all.months = static_cast<std::int64_t>(std::round(wide / tick::month));
    } else {
        all.seconds = static_cast<std::int64_t>(wide);
        all.nanoseconds
            = static_cast<std::int64_t>(std::round((wide - static_cast<long double>(all.seconds)) * second));
        if (all.nanoseconds == second) {
            ++all.seconds;
            all.nanoseconds = 0;
        }
    }
    write_amount(all, unit, to);
    return true;
}

} // namespace coax::detail
