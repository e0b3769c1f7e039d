// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/left_out.hpp"

#include <algorithm>
#include <utility>

namespace coax::detail {

namespace {

void add_new(std::vector<std::string>& to, std::span<std::string const> names)
{
    for (auto const& one : names)
        if (std::ranges::find(to, one) == to.end())
            to.push_back(one);
}

bool is_refusal(failure const& why)
{
    return why.code == errc::bad_request || why.code == errc::unsupported_schema || why.code == errc::not_found
        || why.code == errc::unsupported_request;
}

} // namespace

std::vector<std::string> known_refusals::of(std::string const& place) const
{
    std::scoped_lock const lock(mutex_);
    auto const found = names_.find(place);
    return found == names_.end() ? std::vector<std::string>() : found->second;
}

void known_refusals::add(std::string const& place, std::span<std::string const> names)
{
    std::scoped_lock const lock(mutex_);
    if (names_.size() >= max_models && !names_.contains(place))
        names_.clear();
    add_new(names_[place], names);
}

provider::own_members* left_out::at(http::origin const& where, std::string_view model)
{
    auto place = to_string(where) + " " + std::string(model);
    if (place != place_) {
        place_ = std::move(place);
        here_.clear();
    }
    auto refused = shared_.of(place_);
    add_new(refused, here_);
    sent_ = provider::own_members(std::move(refused));
    return &sent_;
}

std::string left_out::learn(failure const& why)
{
    auto const body = std::exchange(body_, {});
    if (!is_refusal(why) || why.http_status == 0)
        return {};
    auto const names = sent_.refused_by(body.empty() ? why.provider_message : body);
    sent_ = {};
    if (names.empty())
        return {};
    add_new(here_, names);
    shared_.add(place_, names);
    std::string out;
    for (auto const& one : names)
        out.append(out.empty() ? "" : ", ").append(one);
    return out;
}

} // namespace coax::detail
