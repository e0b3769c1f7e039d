// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/event_log.hpp"

#include "shape/pointer.hpp"

#include <bit>
#include <cmath>
#include <utility>

namespace coax::bind {

namespace {

using event = event_log::event;

class json_builder {
public:
    explicit json_builder(event_log const& log) : in_(log) { }

    built_value run()
    {
        in_.next(now_);
        result_.value = value();
        return std::move(result_);
    }

private:
    boost::json::value value()
    {
        switch (now_.type) {
        case event::begin_object:
            return object();
        case event::begin_array:
            return array();
        case event::text_part:
        case event::text:
            return boost::json::string(text(event::text_part));
        case event::integer:
            return now_.integer();
        case event::natural:
            return now_.bits;
        case event::real:
            if (!std::isfinite(now_.real()) && !std::exchange(result_.has_too_large, true))
                result_.too_large = pointer_;
            return now_.real();
        case event::boolean:
            return now_.bits != 0;
        default:
            return nullptr;
        }
    }
    boost::json::object object()
    {
        boost::json::object all;
        auto const depth = pointer_.size();
        while (in_.next(now_) && now_.type != event::end_object) {
            auto const key = text(event::key_part);
            detail::append_token(pointer_, key);
            in_.next(now_);
            auto one = value();
            if (!all.emplace(key, std::move(one)).second && result_.duplicate_key.empty())
                result_.duplicate_key = pointer_;
            pointer_.resize(depth);
        }
        return all;
    }
    boost::json::array array()
    {
        boost::json::array all;
        auto const depth = pointer_.size();
        while (in_.next(now_) && now_.type != event::end_array) {
            detail::append_token(pointer_, std::to_string(all.size()));
            all.push_back(value());
            pointer_.resize(depth);
        }
        return all;
    }
    /// From its first piece to its last.
    std::string text(event piece)
    {
        std::string all;
        for (; now_.type == piece; in_.next(now_))
            all += now_.text;
        return all += now_.text;
    }

    event_log::reader in_;
    event_log::entry now_;
    std::string pointer_;
    built_value result_;
};

} // namespace

double event_log::entry::real() const noexcept { return std::bit_cast<double>(bits); }

void event_log::add(std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        bytes_.push_back(static_cast<char>(number | 0x80));
    bytes_.push_back(static_cast<char>(number));
}

void event_log::add(entry const& one)
{
    bytes_.push_back(static_cast<char>(one.type));
    add(one.offset);
    add(one.size);
    add(one.bits << 1 ^ (one.bits >> 63 != 0 ? ~std::uint64_t(0) : 0)); // small negative numbers stay small
    add(one.text.size());
    bytes_ += one.text;
}

std::uint64_t event_log::reader::number() noexcept
{
    std::uint64_t all = 0;
    for (unsigned shift = 0; !rest_.empty(); shift += 7) {
        auto const byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        all |= std::uint64_t(byte & 0x7FU) << shift;
        if (byte < 0x80)
            break;
    }
    return all;
}

bool event_log::reader::next(entry& into) noexcept
{
    if (rest_.empty())
        return false;
    into.type = static_cast<event>(rest_.front());
    rest_.remove_prefix(1);
    into.offset = number();
    into.size = number();
    auto const folded = number();
    into.bits = folded >> 1 ^ ((folded & 1) != 0 ? ~std::uint64_t(0) : 0);
    auto const length = number();
    into.text = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return true;
}

std::vector<event_log::member> event_log::members() const
{
    std::vector<member> all;
    std::string key;
    std::size_t depth = 0;
    reader in(*this);
    auto from = in;
    entry now;
    for (; in.next(now); from = depth == 1 && key.empty() ? in : from) {
        switch (now.type) {
        case event::begin_object:
        case event::begin_array:
            ++depth;
            break;
        case event::end_object:
        case event::end_array:
            --depth;
            break;
        case event::key_part:
        case event::key:
            if (depth != 1)
                break;
            key += now.text;
            if (now.type == event::key)
                all.push_back({std::exchange(key, {}), from});
            break;
        default:
            break;
        }
    }
    return all;
}

built_value build(event_log const& log) { return json_builder(log).run(); }

} // namespace coax::bind
