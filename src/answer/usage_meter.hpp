// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/usage.hpp>

#include <cstddef>

namespace coax::answer {

/// What one attempt costs: as the provider counts it, or an estimate where it does not.
class usage_meter {
public:
    void clear() noexcept { *this = {}; }
    /// A piece of the answer has arrived.
    void add_delta() noexcept { ++deltas_; }
    /// Replaces what was reported before.
    void report(usage const& known) noexcept { reported_ = known; }

    /// The provider has reported the tokens of the answer.
    [[nodiscard]] bool has_output() const noexcept { return reported_.output_tokens != 0; }
    /// `final`: what the provider has reported is the whole answer. Otherwise the output is at least a token for
    /// each piece and for each 4 bytes of the answer, and the input, where it was not reported, a token for each 4
    /// bytes of the request; `usage::estimated` says so.
    [[nodiscard]] usage total(bool final, std::size_t answer_bytes, std::size_t request_bytes) const noexcept;

private:
    usage reported_;
    std::size_t deltas_ = 0;
};

} // namespace coax::answer
