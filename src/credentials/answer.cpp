// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/answer.hpp"

#include <coax/error.hpp>

#include <boost/json/parse.hpp>

#include <charconv>
#include <cstdint>
#include <limits>
#include <utility>

namespace coax::credentials {

namespace json = boost::json;

namespace {

/// The digits that the text begins with, so many; they are taken from it.
std::optional<int> take_digits(std::string_view& text, std::size_t count)
{
    int value = 0;
    auto const digits = text.substr(0, count);
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.size() != count || fault != std::errc() || end != digits.data() + count || digits[0] == '-')
        return {};
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, std::string_view characters)
{
    if (text.empty() || characters.find(text[0]) == characters.npos)
        return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

void refuse(std::string words) { throw error({errc::credential_failed, std::move(words)}); }

std::optional<credential::time_point> parse_time(std::string_view text)
{
    constexpr struct {
        std::size_t digits;
        std::string_view then;
    } parts[] = {{4, "-"}, {2, "-"}, {2, "Tt "}, {2, ":"}, {2, ":"}, {2, ""}};
    int values[6]{};
    for (std::size_t i = 0; i < 6; ++i) {
        auto const value = take_digits(text, parts[i].digits);
        if (!value || (!parts[i].then.empty() && !take(text, parts[i].then)))
            return {};
        values[i] = *value;
    }
    std::chrono::year_month_day const day{std::chrono::year(values[0]),
        std::chrono::month(static_cast<unsigned>(values[1])), std::chrono::day(static_cast<unsigned>(values[2]))};
    if (!day.ok() || values[3] > 23 || values[4] > 59 || values[5] > 60)
        return {};
    if (take(text, "."))
        text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
    std::chrono::minutes offset{0};
    if (!take(text, "Zz")) {
        int const sign = text.starts_with('-') ? -1 : 1;
        if (!take(text, "+-"))
            return {};
        auto const hours = take_digits(text, 2);
        bool const colon = hours && take(text, ":");
        auto const minutes = colon ? take_digits(text, 2) : std::nullopt;
        if (!minutes)
            return {};
        offset = sign * (std::chrono::hours(*hours) + std::chrono::minutes(*minutes));
    }
    if (!text.empty())
        return {};
    return std::chrono::sys_days(day) + std::chrono::hours(values[3]) + std::chrono::minutes(values[4])
        + std::chrono::seconds(values[5]) - offset;
}

answer::answer(std::string_view text, std::string origin) : origin_(std::move(origin))
{
    boost::system::error_code fault;
    auto found = json::parse(json::string_view(text.data(), text.size()), fault);
    if (fault || !found.is_object())
        refuse(origin_ + " gave no JSON object");
    members_ = std::move(found.get_object());
}

void answer::lacks(std::string_view member, std::string_view kind) const
{
    refuse(origin_ + " gave no " + std::string(kind) + " as \"" + path_ + std::string(member) + "\"");
}

std::string answer::optional_text(std::string_view member) const
{
    auto const* const found = members_.if_contains(member);
    if (found == nullptr || found->is_null())
        return {};
    if (!found->is_string())
        lacks(member, "text");
    return std::string(found->get_string());
}

std::string answer::text(std::string_view member) const
{
    auto found = optional_text(member);
    if (found.empty())
        lacks(member, "text");
    return found;
}

credential::time_point answer::time(std::string_view member) const
{
    auto const text = optional_text(member);
    if (text.empty())
        return credential::never;
    auto const found = parse_time(text);
    if (!found)
        lacks(member, "time (RFC 3339)");
    return *found;
}

credential::time_point answer::seconds(std::string_view member, credential::time_point now) const
{
    auto const* const found = members_.if_contains(member);
    if (found == nullptr || found->is_null())
        return credential::never;
    constexpr std::int64_t longest = 100LL * 365 * 24 * 3600;
    std::int64_t count = -1;
    if (found->is_string()) {
        auto const& text = found->get_string();
        auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (fault != std::errc() || end != text.data() + text.size())
            count = -1;
    } else if (found->is_number()) {
        boost::system::error_code fault;
        count = found->is_double() ? static_cast<std::int64_t>(std::min(found->get_double(), 1e9))
                                   : found->to_number<std::int64_t>(fault);
    }
    if (count < 0)
        lacks(member, "number of seconds");
    return now + std::chrono::seconds(std::min(count, longest));
}

answer answer::object(std::string_view member) const
{
    auto const* const found = members_.if_contains(member);
    if (found == nullptr || !found->is_object())
        lacks(member, "object");
    return {found->get_object(), origin_, path_ + std::string(member) + "."};
}

credential aws_keys_in(answer const& found, std::string_view token_member)
{
    return aws_keys(found.text("AccessKeyId"), found.text("SecretAccessKey"), found.optional_text(token_member),
        found.time("Expiration"));
}

} // namespace coax::credentials
