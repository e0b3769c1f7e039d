// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/request.hpp>

#include <initializer_list>

namespace coax::provider {

/// Modes that a service takes.
class mode_set {
public:
    constexpr mode_set() = default;
    constexpr mode_set(std::initializer_list<mode> modes)
    {
        for (auto const m : modes)
            bits_ |= bit(m);
    }
    [[nodiscard]] constexpr bool contains(mode m) const noexcept { return (bits_ & bit(m)) != 0; }

    [[nodiscard]] constexpr mode_set without(mode m) const noexcept
    {
        auto copy = *this;
        copy.bits_ &= ~bit(m);
        return copy;
    }

private:
    static constexpr unsigned bit(mode m) noexcept { return 1u << static_cast<unsigned>(m); }
    unsigned bits_ = 0;
};

} // namespace coax::provider
