// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"
#include "provider/own_members.hpp"

#include <coax/failure.hpp>

#include <cstddef>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coax::call {

/// The members that services have refused of those that coax adds to requests by itself, by address and model. All
/// calls of a client share it, so that each is refused once. Safe to use from any thread.
class known_refusals {
public:
    /// Beyond this many models, everything is forgotten and learned again.
    static constexpr std::size_t max_models = 1024;

    [[nodiscard]] std::vector<std::string> of(std::string const& address) const;
    void add(std::string const& address, std::span<std::string const> names);

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<std::string>> by_address_;
};

/// The members that one call leaves out of its requests, because the service has refused them.
class omitted_members {
public:
    explicit omitted_members(known_refusals& shared) noexcept : shared_(shared) { }

    /// For encoding the next request to this model.
    provider::own_members* members_for(http::origin const& origin, std::string_view model);
    /// What was left out of the last request.
    [[nodiscard]] std::vector<std::string> const& omitted() const noexcept { return sent_.omitted(); }
    /// Keeps the body of a refusal until `learn`.
    void keep_refusal(std::string_view body) { body_ = body; }
    /// What the next request goes without, as "tool_choice, strict"; "" where the failure is not the service's refusal
    /// of something that coax has added by itself. Each is returned once, so that sending again comes to an end.
    std::string learn(failure const& why);

private:
    known_refusals& shared_;
    provider::own_members sent_;
    std::string address_;
    std::vector<std::string> here_; ///< refused in this call, at `address_`
    std::string body_;
};

} // namespace coax::call
