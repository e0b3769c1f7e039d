// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "record/cassette.hpp"

#include <coax/error.hpp>

#include <algorithm>

namespace coax::record {

namespace {

std::string of_other_addresses(std::size_t recordings, std::vector<std::string> const& addresses)
{
    constexpr std::size_t max_addresses = 3;
    auto text = recordings == 1 ? std::string("the one recording is of ")
                                : "the " + std::to_string(recordings) + " recordings are of ";
    for (std::size_t i = 0; i < std::min(max_addresses, addresses.size()); ++i)
        text.append(i == 0 ? "" : ", ").append(addresses[i]);
    if (addresses.size() > max_addresses)
        text += " and " + std::to_string(addresses.size() - max_addresses) + " more";
    return text + "; use the base URL that was recorded, or record again";
}

} // namespace

recorded_exchange const& cassette::take(std::string_view url, std::string_view body)
{
    auto const requested = without_local_port(url);
    std::string used;
    std::string nearest;
    std::vector<std::string> others;
    bool near_is_used = false;
    for (auto& one : entries_) {
        auto address = without_local_port(one.exchange.url);
        if (address != requested) {
            if (std::ranges::find(others, address) == others.end())
                others.push_back(std::move(address));
            continue;
        }
        auto const difference = first_difference(one.exchange.request_body, body);
        if (difference.empty() && !one.used) {
            one.used = true;
            return one.exchange;
        }
        if (difference.empty()) {
            used.append(used.empty() ? "" : ", ").append(one.name);
        } else if (nearest.empty() || (near_is_used && !one.used)) {
            nearest = one.name + " differs at " + difference;
            near_is_used = one.used;
        }
    }
    auto text = "no recording answers the request to " + std::string(url);
    if (!used.empty())
        text += "; all recordings of it are used: " + used;
    else if (!nearest.empty())
        text += "; of the recordings of this address, " + nearest;
    else if (others.empty())
        text += "; the folder holds no recordings";
    else
        text += "; " + of_other_addresses(entries_.size(), others);
    throw error({errc::recording_failed, std::move(text)});
}

} // namespace coax::record
