// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/replay.hpp"

#include "bind/value_builder.hpp"

namespace coax::bind {

namespace {

using event = event_log::event;

void replay(event_log::entry const& one, value_builder& to)
{
    bool const is_number = one.type == event::integer || one.type == event::natural || one.type == event::real;
    to.set_source({is_number ? one.text : std::string_view(), one.offset, one.size});
    switch (one.type) {
    case event::begin_object:
        return to.begin_object();
    case event::end_object:
        return to.end_object();
    case event::begin_array:
        return to.begin_array();
    case event::end_array:
        return to.end_array();
    case event::key_part:
        return to.key_part(one.text);
    case event::key:
        return to.key(one.text);
    case event::text_part:
        return to.text_part(one.text);
    case event::text:
        return to.text(one.text);
    case event::integer:
        return to.integer(one.integer());
    case event::natural:
        return to.natural(one.bits);
    case event::real:
        return to.real(one.real(), one.text);
    case event::boolean:
        return to.boolean(one.bits != 0);
    case event::null:
        return to.null();
    case event::refused:
        return to.refuse(std::string(one.text));
    }
}

void replay_one_value(event_log::reader from, value_builder& to)
{
    event_log::entry now;
    std::size_t depth = 0;
    do {
        from.next(now);
        depth += now.type == event::begin_object || now.type == event::begin_array ? 1 : 0;
        depth -= now.type == event::end_object || now.type == event::end_array ? 1 : 0;
        replay(now, to);
    } while (depth != 0 || now.type == event::text_part);
}

} // namespace

void replay_member(event_log::member const& member, value_builder& to)
{
    auto from = member.from;
    event_log::entry now;
    do {
        from.next(now);
        replay(now, to);
    } while (now.type == event::key_part);
    replay_one_value(from, to);
}

void replay_value(event_log::member const& member, value_builder& to)
{
    auto from = member.from;
    event_log::entry now;
    while (from.next(now) && now.type == event::key_part)
        ;
    replay_one_value(from, to);
}

} // namespace coax::bind
