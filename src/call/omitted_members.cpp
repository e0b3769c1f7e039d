// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/omitted_members.hpp"

#include <algorithm>
#include <utility>

namespace coax::call {

namespace {

void add_new_names(std::vector<std::string>& to, std::span<std::string const> names)
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

std::vector<std::string> known_refusals::of(std::string const& address) const
{
    std::scoped_lock const lock(mutex_);
    auto const found = by_address_.find(address);
    return found == by_address_.end() ? std::vector<std::string>() : found->second;
}

void known_refusals::add(std::string const& address, std::span<std::string const> names)
{
    std::scoped_lock const lock(mutex_);
    if (by_address_.size() >= max_models && !by_address_.contains(address))
        by_address_.clear();
    add_new_names(by_address_[address], names);
}

provider::own_members* omitted_members::members_for(http::origin const& origin, std::string_view model)
{
    auto address = to_string(origin) + " " + std::string(model);
    if (address != address_) {
        address_ = std::move(address);
        here_.clear();
    }
    auto refused = shared_.of(address_);
    add_new_names(refused, here_);
    sent_ = provider::own_members(std::move(refused));
    return &sent_;
}

std::string omitted_members::learn(failure const& why)
{
    auto const body = std::exchange(body_, {});
    if (!is_refusal(why) || why.http_status == 0)
        return {};
    auto const names = sent_.refused_by(body.empty() ? why.provider_message : body);
    sent_ = {};
    if (names.empty())
        return {};
    add_new_names(here_, names);
    shared_.add(address_, names);
    std::string out;
    for (auto const& one : names)
        out.append(out.empty() ? "" : ", ").append(one);
    return out;
}

} // namespace coax::call
