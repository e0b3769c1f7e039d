// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/value_text.hpp"

#include "text/printable.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <charconv>
#include <cmath>
#include <cstdio>

namespace coax::detail {

namespace {

/// The text of a JSON string.
std::string string_text(std::string_view text)
{
    if (text::is_utf8(text))
        return boost::json::serialize(boost::json::string(text));
    auto const valid = text::as_utf8(text);
    return boost::json::serialize(boost::json::string(valid));
}

/// Day and time, within the four digits of a year, which an offset can take a time out of by one day.
std::string moment_text(moment when, moment_format format)
{
    using namespace std::chrono;
    auto const is_outside
        = [](year_month_day const& date) { return date.year() < year(0) || date.year() > year(9'999); };
    constexpr minutes farthest{23 * 60 + 59};
    minutes offset{};
    bool leap = false; // the last second of all can be said as a leap second only
    if (format == moment_format::date_time && is_outside(when.day)) {
        offset = year_month_day(when.day).year() < year(0) ? farthest : -farthest;
        when.since_midnight += offset;
        auto const moved = floor<days>(when.since_midnight);
        when.day += moved;
        when.since_midnight -= moved;
        leap = year_month_day(when.day).year() > year(9'999) && when.since_midnight < seconds(1);
        when.day -= days(leap ? 1 : 0);
    }
    year_month_day const date(when.day);
    if (is_outside(date))
        return "";
    char text[64];
    auto const print = [&](char const* form, auto... numbers) {
        auto const size = std::snprintf(text, sizeof text, form, numbers...);
        return std::string(text, static_cast<std::size_t>(size));
    };
    if (format == moment_format::month)
        return print("%04d-%02u", int(date.year()), unsigned(date.month()));
    auto all = print("%04d-%02u-%02u", int(date.year()), unsigned(date.month()), unsigned(date.day()));
    if (format == moment_format::date)
        return all;
    hh_mm_ss<nanoseconds> const time(when.since_midnight);
    all += leap
        ? "T23:59:60"
        : print("T%02d:%02d:%02d", int(time.hours().count()), int(time.minutes().count()), int(time.seconds().count()));
    if (time.subseconds().count() != 0)
        all += print(".%09lld", static_cast<long long>(time.subseconds().count()));
    if (format == moment_format::local)
        return all;
    if (offset == minutes())
        return all + "Z";
    return all + (offset < minutes() ? "-23:59" : "+23:59");
}

class value_printer {
public:
    /// Adds the value, or nothing where it cannot be said.
    bool add(shape const& type, void const* at)
    {
        auto const before = out_.size();
        if (add_some(type, at))
            return true;
        out_.resize(before);
        return false;
    }
    /// What was added.
    std::optional<std::string> take() { return impossible_ ? std::nullopt : std::optional(std::move(out_)); }

private:
    bool add_some(shape const& type, void const* at)
    {
        if (type.in_json)
            return add_raw(boost::json::serialize(*static_cast<boost::json::value const*>(at)));
        switch (type.kind) {
        case shape_kind::boolean:
            out_ += *static_cast<bool const*>(at) ? "true" : "false";
            return true;
        case shape_kind::integer:
            return add_integer(static_cast<integer_shape const&>(type), at);
        case shape_kind::real: {
            auto const number = static_cast<real_shape const&>(type).load(at);
            if (number == 0 && std::signbit(number)) // -0 is an integer, which has none
                return add_raw("-0.0");
            return std::isfinite(number) && add_number(number);
        }
        case shape_kind::text:
            out_ += string_text(*static_cast<std::string const*>(at));
            return true;
        case shape_kind::choice: {
            auto const& choice = static_cast<choice_shape const&>(type);
            auto const index = choice.load(at);
            return index < choice.spellings.size() && add_string(choice.spellings[index]);
        }
        case shape_kind::moment: {
            auto const& one = static_cast<moment_shape const&>(type);
            moment when;
            return one.load(at, when) && add_moment(moment_text(when, one.format));
        }
        case shape_kind::written:
        case shape_kind::digits:
            return add_written(static_cast<written_shape const&>(type), at);
        case shape_kind::nothing:
            return add_raw("null");
        case shape_kind::nullable: {
            auto const& maybe = static_cast<nullable_shape const&>(type);
            auto const* const held = maybe.get(at);
            if (held != nullptr)
                return add(*maybe.inner, held);
            out_ += "null";
            return true;
        }
        case shape_kind::sequence: {
            auto const& list = static_cast<sequence_shape const&>(type);
            return add_list(list, *list.inner, at);
        }
        case shape_kind::set: {
            auto const& list = static_cast<set_shape const&>(type);
            return add_list(list, *list.inner, at);
        }
        case shape_kind::map:
            return add_map(static_cast<map_shape const&>(type), at);
        case shape_kind::record:
            return add_record(static_cast<record_shape const&>(type), at);
        case shape_kind::tuple:
            return add_tuple(static_cast<tuple_shape const&>(type), at);
        case shape_kind::variant: {
            auto const& one = static_cast<variant_shape const&>(type);
            std::size_t index = 0;
            auto const* const held = one.get(at, index);
            return held != nullptr && add(*one.alternatives[index], held);
        }
        case shape_kind::json:
            out_ += boost::json::serialize(*static_cast<boost::json::value const*>(at));
            return true;
        case shape_kind::custom: {
            auto const& one = static_cast<custom_shape const&>(type);
            if (one.load == nullptr)
                return !(impossible_ = true);
            boost::json::value converted;
            one.load(converted, at);
            out_ += boost::json::serialize(converted);
            return true;
        }
        }
        return false;
    }

    template <class Number>
    bool add_number(Number number)
    {
        char text[32];
        auto const end = std::to_chars(text, text + sizeof text, number).ptr; // as few digits as bring it back
        out_.append(text, end);
        return true;
    }
    bool add_raw(std::string_view text)
    {
        out_ += text;
        return true;
    }
    bool add_integer(integer_shape const& type, void const* at)
    {
        auto const bits = type.load(at);
        return type.min < 0 ? add_number(static_cast<std::int64_t>(bits)) : add_number(bits);
    }
    bool add_string(std::string_view text)
    {
        out_ += string_text(text);
        return true;
    }
    bool add_moment(std::string const& text) { return !text.empty() && add_string(text); }

    bool add_written(written_shape const& type, void const* at)
    {
        if (type.write == nullptr)
            return !(impossible_ = true);
        std::string text;
        return type.write(at, text) && (type.kind == shape_kind::digits ? add_raw(text) : add_string(text));
    }

    struct elements {
        value_printer* to;
        shape const* inner;
        bool first = true;
        bool complete = true; ///< all of them

        void next()
        {
            if (!first)
                to->out_ += ',';
            first = false;
        }
    };

    template <class List>
    bool add_list(List const& list, shape const& inner, void const* at)
    {
        elements all{this, &inner};
        out_ += '[';
        list.visit(at, &all, [](void* context, void const* one) {
            auto& in = *static_cast<elements*>(context);
            in.next();
            in.complete = in.complete && in.to->add(*in.inner, one);
        });
        out_ += ']';
        return all.complete;
    }
    bool add_map(map_shape const& type, void const* at)
    {
        elements all{this, type.inner};
        out_ += '{';
        type.visit(at, &all, [](void* context, std::string_view key, void const* one) {
            auto& in = *static_cast<elements*>(context);
            in.next();
            in.complete = in.complete && key.data() != nullptr && in.to->add_string(key);
            in.to->out_ += ':';
            in.complete = in.complete && in.to->add(*in.inner, one);
        });
        out_ += '}';
        return all.complete;
    }
    bool add_record(record_shape const& type, void const* at)
    {
        elements all{this, nullptr};
        out_ += '{';
        for (auto const& member : type.fields) {
            auto const before = out_.size();
            bool const was_first = all.first;
            all.next();
            add_string(member.name);
            out_ += ':';
            if (add(*member.type, member.access(const_cast<void*>(at)))) // which only looks for it
                continue;
            out_.resize(before);
            all.first = was_first;
        }
        out_ += '}';
        return true;
    }
    bool add_tuple(tuple_shape const& type, void const* at)
    {
        elements all{this, nullptr};
        out_ += '[';
        for (auto const& one : type.elements) {
            all.next();
            if (!add(*one.type, one.access(const_cast<void*>(at))))
                return false;
        }
        out_ += ']';
        return true;
    }

    std::string out_;
    bool impossible_ = false; ///< a type converts one way only
};

} // namespace

std::optional<std::string> value_text(shape const& type, void const* value)
{
    value_printer to;
    return to.add(type, value) ? to.take() : std::nullopt;
}

} // namespace coax::detail
