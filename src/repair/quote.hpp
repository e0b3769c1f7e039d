// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/lookahead.hpp"

#include <cstddef>
#include <string_view>

namespace coax::repair {

/// What opens and what closes a key or a string; empty where it has no quotes.
struct quote {
    std::string_view open, close;

    [[nodiscard]] bool empty() const noexcept { return open.empty(); }
    [[nodiscard]] bool of_json() const noexcept { return open == "\""; }
    [[nodiscard]] bool tripled() const noexcept { return close.size() == 3 && close[0] == close[1]; }
};

/// Reads into `found` which quote opens at `i`. False: more text is needed.
bool find_quote(lookahead const& text, std::size_t i, quote& found);

} // namespace coax::repair
