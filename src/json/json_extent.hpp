// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string_view>

namespace coax::json {

/// Follows one JSON object, array or string that comes in pieces cut anywhere, to its end. Brackets count outside of
/// strings only; what else may be wrong in it, its reader finds. Each byte is looked at once.
class json_extent {
public:
    /// How many of the bytes belong to the value, what stands before its beginning included: all of them where it goes
    /// on after the piece.
    std::size_t scan(std::string_view bytes) noexcept;

    [[nodiscard]] bool begun() const noexcept { return whole_ || in_string_ || depth_ != 0; }
    /// Its end was seen; what follows is not looked at.
    [[nodiscard]] bool whole() const noexcept { return whole_; }

private:
    std::size_t depth_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;
    bool whole_ = false;
};

} // namespace coax::json
