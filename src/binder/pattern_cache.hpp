// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <memory>
#include <string_view>

namespace coax::binder {

/// The patterns of notes, compiled when first needed.
class pattern_cache {
public:
    pattern_cache();
    ~pattern_cache();

    enum class outcome { found, not_found, invalid_pattern, too_complex };

    /// `pattern` must have static storage: notes are constants.
    outcome search(std::string_view pattern, std::string_view text);

private:
    struct entries;
    std::unique_ptr<entries> entries_;
};

} // namespace coax::binder
