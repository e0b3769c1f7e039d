// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/moment.hpp"

namespace coax::bind {

namespace {

class reader {
public:
    explicit reader(std::string_view text) : rest_(text) { }

    bool digits(int count, int& out)
    {
        out = 0;
        if (rest_.size() < static_cast<std::size_t>(count))
            return false;
        for (int i = 0; i < count; ++i) {
            char const c = rest_[static_cast<std::size_t>(i)];
            if (c < '0' || c > '9')
                return false;
            out = out * 10 + (c - '0');
        }
        rest_.remove_prefix(static_cast<std::size_t>(count));
        return true;
    }
    bool take(std::string_view any_of)
    {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos)
            return false;
        last_ = rest_.front();
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] char last() const noexcept { return last_; }
    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

    bool fraction(std::chrono::nanoseconds& out)
    {
        std::int64_t value = 0;
        std::int64_t unit = 1'000'000'000;
        int digit = 0;
        bool any = false;
        while (digits(1, digit)) {
            any = true;
            unit /= 10;
            value += digit * unit;
        }
        out = std::chrono::nanoseconds(value);
        return any;
    }

private:
    std::string_view rest_;
    char last_ = 0;
};

} // namespace

std::optional<detail::moment> parse_moment(std::string_view text, detail::moment_format format)
{
    using namespace std::chrono;
    using detail::moment_format;
    reader in(text);
    int y = 0;
    int mo = 0;
    int d = 1;
    if (!in.digits(4, y) || !in.take("-") || !in.digits(2, mo))
        return std::nullopt;
    if (format != moment_format::month && (!in.take("-") || !in.digits(2, d)))
        return std::nullopt;
    auto const date = year(y) / month(static_cast<unsigned>(mo)) / day(static_cast<unsigned>(d));
    if (!date.ok())
        return std::nullopt;
    detail::moment when{date};
    bool const day_alone = format == moment_format::month || format == moment_format::date;
    if (in.at_end())
        return day_alone ? std::optional(when) : std::nullopt;
    if (format == moment_format::month)
        return std::nullopt;

    int h = 0;
    int mi = 0;
    int s = 0;
    if (!in.take("Tt ") || !in.digits(2, h) || !in.take(":") || !in.digits(2, mi) || !in.take(":") || !in.digits(2, s))
        return std::nullopt;
    nanoseconds part{};
    if (in.take(".") && !in.fraction(part))
        return std::nullopt;
    minutes offset{};
    if (format != moment_format::local && !in.take("Zz")) {
        int oh = 0;
        int om = 0;
        if (!in.take("+-"))
            return std::nullopt;
        int const sign = in.last() == '-' ? -1 : 1;
        if (!in.digits(2, oh) || !in.take(":") || !in.digits(2, om) || oh > 23 || om > 59)
            return std::nullopt;
        offset = minutes(sign * (oh * 60 + om));
    }
    if (!in.at_end() || h > 23 || mi > 59 || s > 60) // 60: a leap second, read as the one after it
        return std::nullopt;
    if (format != moment_format::date)
        when.since_midnight = hours(h) + minutes(mi) + seconds(s) + part - offset;
    return when;
}

} // namespace coax::bind
