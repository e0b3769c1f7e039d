// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/batch_pack.hpp>
#include <coax/extraction.hpp>
#include <coax/failure.hpp>
#include <coax/usage.hpp>

#include <optional>
#include <utility>

namespace coax::batching {

/// What the call of a pack took, and its parts for the inputs that have an answer by it. The parts are equal but for
/// the first, which has the remainder, so that their sum is the whole.
class spent_by_pack {
public:
    spent_by_pack(extraction_details const& details, std::optional<failure> const& why, detail::batch_pack const& pack);

    std::pair<coax::usage, double> next();
    [[nodiscard]] coax::usage const& usage() const noexcept { return whole_; }
    [[nodiscard]] double cost() const noexcept { return cost_; }

private:
    coax::usage whole_;
    double cost_ = 0;
    std::uint64_t parts_ = 0;
    bool first_ = true;
};

} // namespace coax::batching
