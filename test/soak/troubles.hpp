// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

/// What an answer's last member must be: no protocol has a checksum, so the answers have.
std::uint64_t sum_of(std::uint64_t document, std::string_view text);

/// What a provider can do to an answer. Which one falls to a document, and whether any, is a matter of its number and
/// of how often it was asked, so that a run can be repeated.
class troubles {
public:
    /// `share` of all answers have one, 0 to 1.
    explicit troubles(double share) : share_(share) { }

    coax::sim::reply answer(std::uint64_t document, std::size_t attempt);

    static constexpr std::array<std::string_view, 19> names{"status 429", "status 500", "status 529", "status 400",
        "hang up", "close", "drop", "reset", "stall", "garbage", "event twice", "events swapped",
        "overload in mid-stream", "truncated", "refused", "not JSON", "a broken rule", "a word changed",
        "another content type"};
    std::array<std::size_t, names.size()> made{};

private:
    double share_;
};

} // namespace soak
