// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace coax::bind {

/// The text that must contain the quotes. A run of white space counts as one space, since models do not keep line ends.
class quoted_text {
public:
    quoted_text() = default;
    explicit quoted_text(std::function<std::string()> text) : text_(std::move(text)) { }

    enum class outcome : std::uint8_t { found, not_found, over_budget };

    /// An empty quote is not found. Linear in the text and the quote.
    [[nodiscard]] outcome find(std::string_view quote);
    [[nodiscard]] bool holds(std::string_view quote) { return find(quote) == outcome::found; }
    /// Sets how many bytes of the text may be compared from now on, for all quotes together.
    void allow(std::uint64_t steps) noexcept { left_ = steps; }

private:
    [[nodiscard]] std::size_t search(std::string_view wanted) const;

    std::function<std::string()> text_; ///< called once, then empty
    std::string folded_;
    std::uint64_t left_ = 256'000'000;
};

} // namespace coax::bind
