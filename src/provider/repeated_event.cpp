// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/repeated_event.hpp"

#include "text/ascii.hpp"

#include <cstring>
#include <functional>

namespace coax::provider {

namespace {

using json_kind = json::json_cursor::kind;

// Counters and padding: they differ from event to event, and no decoder reads them.
constexpr std::string_view ignored[] = {"\"sequence_number\":", "\"obfuscation\":"};

// Where `piece` stands in `data` between quotes; npos where it does not: its escapes were resolved elsewhere, or it is
// not a string.
std::size_t place_of(std::string_view piece, std::string_view data) noexcept
{
    std::less_equal<char const*> const ordered;
    if (piece.empty() || !ordered(data.data() + 1, piece.data())
        || !ordered(piece.data() + piece.size() + 1, data.data() + data.size()))
        return data.npos;
    auto const at = static_cast<std::size_t>(piece.data() - data.data());
    return data[at - 1] == '"' && data[at + piece.size()] == '"' ? at : data.npos;
}

} // namespace

void repeated_event::learn(std::string_view type, std::string_view data, delta const& only, json::json_cursor& cursor)
{
    // Where events never repeat, learning each is wasted work: then one in 16 is enough.
    constexpr unsigned patience = 8, rest = 16;
    count_ = 0;
    if (only.kind == delta::none)
        return;
    auto const place = place_of(only.text, data);
    if (place == data.npos || data.back() != '}')
        return;
    if (++unmatched_ > patience && unmatched_ % rest != 0)
        return;

    struct gap {
        std::size_t begin, end;
        hole kind;
    };
    std::array<gap, std::size(ignored) + 1> gaps;
    std::size_t found = 0;
    auto const add_gap = [&](gap one) {
        auto n = found++;
        for (; n > 0 && one.begin < gaps[n - 1].begin; --n)
            gaps[n] = gaps[n - 1];
        gaps[n] = one;
    };
    add_gap({place - 1, place + only.text.size() + 1, hole::piece});
    for (auto const name : ignored) {
        auto const key = data.find(name);
        if (key == data.npos)
            continue;
        auto const begin = key + name.size();
        cursor.start(data.substr(begin));
        auto const kind = cursor.peek();
        cursor.skip();
        if (kind == json_kind::string || kind == json_kind::number)
            add_gap({begin, begin + cursor.position(), kind == json_kind::string ? hole::text : hole::number});
    }

    same_.clear();
    std::size_t at = 0;
    auto const add = [&](std::size_t end, hole next) {
        same_.append(data, at, end - at);
        parts_[count_++] = {end - at, next};
    };
    for (std::size_t n = 0; n < found; ++n) {
        add(gaps[n].begin, gaps[n].kind);
        at = gaps[n].end;
    }
    auto end = data.size() - 1;
    while (end > at && text::is_space(data[end - 1]))
        --end;
    add(end, hole::end);
    type_ = type;
    kind_ = only.kind;
    call_ = only.call;
}

delta repeated_event::match(std::string_view type, std::string_view data, json::json_cursor& cursor)
{
    if (count_ == 0 || type != type_)
        return {};
    std::string_view piece;
    auto const* same = same_.data();
    for (std::size_t n = 0;; ++n) {
        auto const [size, next] = parts_[n];
        if (data.size() < size || std::memcmp(data.data(), same, size) != 0)
            return {};
        same += size;
        data.remove_prefix(size);
        if (next == hole::end)
            break;
        cursor.start(data);
        if (cursor.peek() != (next == hole::number ? json_kind::number : json_kind::string))
            return {};
        if (next == hole::piece)
            piece = cursor.piece();
        else
            cursor.skip();
        if (cursor.failed())
            return {};
        data.remove_prefix(cursor.position());
    }
    while (!data.empty() && text::is_space(data.front()))
        data.remove_prefix(1);
    if (data != "}" || piece.empty()) // an empty piece may make a decoder look for another
        return {};
    unmatched_ = 0;
    return {kind_, call_, piece};
}

} // namespace coax::provider
