// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "recorder/shelf.hpp"

#include <coax/error.hpp>

namespace coax::recorder {

recorded const& shelf::take(std::string_view url, std::string_view body)
{
    std::string used;
    std::string near;
    bool near_is_taken = false;
    for (auto& one : books_) {
        if (one.what.url != url)
            continue;
        auto const difference = first_difference(one.what.request_body, body);
        if (difference.empty() && !one.taken) {
            one.taken = true;
            return one.what;
        }
        if (difference.empty()) {
            used.append(used.empty() ? "" : ", ").append(one.name);
        } else if (near.empty() || (near_is_taken && !one.taken)) {
            near = one.name + " differs at " + difference;
            near_is_taken = one.taken;
        }
    }
    auto words = "no recording answers the request to " + std::string(url);
    if (!used.empty())
        words += "; all that are of it have answered before: " + used;
    else if (!near.empty())
        words += "; of those of that address, " + near;
    else
        words += "; none of the " + std::to_string(books_.size()) + " is of that address";
    throw error({errc::recording_failed, std::move(words)});
}

} // namespace coax::recorder
