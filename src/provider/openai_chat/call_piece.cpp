// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_chat/call_piece.hpp"

namespace coax::provider {

void read_function(event_cursor& c, call_piece& into)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "name")
            into.name = c.string();
        else if (key == "arguments") // some send the object itself
            into.arguments = c.peek() == event_cursor::kind::object ? c.raw() : c.piece();
        else
            c.skip();
    }
}

bool read_call_piece(event_cursor& c, call_piece& into)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "index")
            into.index = c.integer(call_piece::no_index);
        else if (key == "id")
            into.id = c.string();
        else if (key == "function")
            read_function(c, into);
        else
            c.skip();
    }
    return true;
}

} // namespace coax::provider
