// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/json_events.hpp"

namespace coax::bind {

void give_events(boost::json::value const& of, json::event_handler& to)
{
    switch (of.kind()) {
    case boost::json::kind::null:
        return to.null();
    case boost::json::kind::bool_:
        return to.boolean(of.get_bool());
    case boost::json::kind::int64:
        return to.integer(of.get_int64());
    case boost::json::kind::uint64:
        return to.natural(of.get_uint64());
    case boost::json::kind::double_:
        return to.real(of.get_double(), {});
    case boost::json::kind::string:
        return to.text({of.get_string().data(), of.get_string().size()});
    case boost::json::kind::array:
        to.begin_array();
        for (auto const& one : of.get_array())
            give_events(one, to);
        return to.end_array();
    case boost::json::kind::object:
        to.begin_object();
        for (auto const& [key, one] : of.get_object()) {
            to.key({key.data(), key.size()});
            give_events(one, to);
        }
        return to.end_object();
    }
}

} // namespace coax::bind
