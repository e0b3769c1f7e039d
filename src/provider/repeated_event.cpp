// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/repeated_event.hpp"

#include "provider/event_cursor.hpp"

#include <cstring>
#include <functional>

namespace coax::provider {

namespace {

// Counters and padding: they differ from event to event, and no reader looks at them.
constexpr std::string_view never_read[] = {"\"sequence_number\":", "\"obfuscation\":"};

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

bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

} // namespace

void repeated_event::learn(std::string_view type, std::string_view data, told const& what)
{
    // Where events never come again, looking at each would be wasted; now and then is enough.
    constexpr unsigned patience = 8, rest = 16;
    count_ = 0;
    if (what.what == told::kind::nothing || what.what == told::kind::more)
        return;
    auto const place = place_of(what.piece, data);
    if (place == data.npos || data.back() != '}')
        return;
    if (++in_vain_ > patience && in_vain_ % rest != 0)
        return;

    struct gap {
        std::size_t begin, end;
        hole kind;
    };
    std::array<gap, std::size(never_read) + 1> gaps;
    std::size_t found = 0;
    auto const add_gap = [&](gap one) {
        auto n = found++;
        for (; n > 0 && one.begin < gaps[n - 1].begin; --n)
            gaps[n] = gaps[n - 1];
        gaps[n] = one;
    };
    add_gap({place - 1, place + what.piece.size() + 1, hole::piece});
    text_buffer unused;
    for (auto const name : never_read) {
        auto const key = data.find(name);
        if (key == data.npos)
            continue;
        auto const begin = key + name.size();
        event_cursor c(data.substr(begin), unused);
        auto const kind = c.peek();
        c.skip();
        if (kind == event_cursor::kind::string || kind == event_cursor::kind::number)
            add_gap({begin, begin + c.position(), kind == event_cursor::kind::string ? hole::text : hole::number});
    }

    same_.clear();
    std::size_t at = 0;
    auto const add = [&](std::size_t end, hole then) {
        same_.append(data, at, end - at);
        parts_[count_++] = {end - at, then};
    };
    for (std::size_t n = 0; n < found; ++n) {
        add(gaps[n].begin, gaps[n].kind);
        at = gaps[n].end;
    }
    auto end = data.size() - 1;
    while (end > at && is_space(data[end - 1]))
        --end;
    add(end, hole::end);
    type_ = type;
    what_ = what.what;
    call_ = what.call;
}

bool repeated_event::tell(std::string_view type, std::string_view data, text_buffer& scratch, answer_sink& out)
{
    if (count_ == 0 || type != type_)
        return false;
    std::string_view piece;
    auto const* same = same_.data();
    for (std::size_t n = 0;; ++n) {
        auto const [size, then] = parts_[n];
        if (data.size() < size || std::memcmp(data.data(), same, size) != 0)
            return false;
        same += size;
        data.remove_prefix(size);
        if (then == hole::end)
            break;
        event_cursor c(data, scratch);
        if (c.peek() != (then == hole::number ? event_cursor::kind::number : event_cursor::kind::string))
            return false;
        if (then == hole::piece)
            piece = c.piece();
        else
            c.skip();
        if (c.failed())
            return false;
        data.remove_prefix(c.position());
    }
    while (!data.empty() && is_space(data.front()))
        data.remove_prefix(1);
    if (data != "}" || piece.empty()) // an empty piece may make a reader look for another
        return false;

    in_vain_ = 0;
    if (what_ == told::kind::text)
        out.on_text(piece);
    else if (what_ == told::kind::arguments)
        out.on_arguments(call_, piece);
    else
        out.on_reasoning(piece);
    return true;
}

} // namespace coax::provider
