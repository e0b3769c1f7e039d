// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/pretty_json.hpp"

#include <boost/json/serialize.hpp>

#include <cstddef>
#include <utility>

namespace coax::cli {

namespace {

void write(std::string& out, boost::json::value const& value, std::size_t depth)
{
    auto const new_line = [&](std::size_t to) { out.append("\n").append(2 * to, ' '); };
    bool first = true;
    if (auto const* const object = value.if_object(); object != nullptr && !object->empty()) {
        out += '{';
        for (auto const& member : *object) {
            out += std::exchange(first, false) ? "" : ",";
            new_line(depth + 1);
            out.append(boost::json::serialize(member.key())).append(": ");
            write(out, member.value(), depth + 1);
        }
        new_line(depth);
        out += '}';
    } else if (auto const* const array = value.if_array(); array != nullptr && !array->empty()) {
        out += '[';
        for (auto const& element : *array) {
            out += std::exchange(first, false) ? "" : ",";
            new_line(depth + 1);
            write(out, element, depth + 1);
        }
        new_line(depth);
        out += ']';
    } else {
        out += boost::json::serialize(value);
    }
}

} // namespace

std::string pretty_json(boost::json::value const& value)
{
    std::string out;
    write(out, value, 0);
    return out;
}

} // namespace coax::cli
