// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace coax::text {

/// The patterns of notes, ECMAScript, tried on UTF-8 character by character. Each is compiled when first needed.
class patterns {
public:
    patterns();
    ~patterns();

    enum class outcome { found, not_found, invalid_pattern, too_complex, over_budget };

    /// How much work all that is searched from now on may be: looks at a character, and 8 more for each byte searched
    /// in.
    void allow(std::uint64_t steps) noexcept { left_ = steps; }

    outcome search(std::string_view pattern, std::string_view in);

private:
    struct entries;
    std::unique_ptr<entries> entries_;
    std::uint64_t left_ = 4'000'000;
};

/// What is wrong with a pattern, "" where nothing is.
std::string fault_of_pattern(std::string_view pattern);

} // namespace coax::text
