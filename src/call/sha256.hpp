// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace coax::call {

/// SHA-256 of several texts, each with its length, so that "ab" + "c" is not "a" + "bc". Throws `std::bad_alloc`.
class sha256 {
public:
    sha256();
    ~sha256();

    void add(std::string_view text);
    [[nodiscard]] std::array<std::uint8_t, 32> finish();

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace coax::call
