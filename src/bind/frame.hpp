// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <cstdint>
#include <limits>

namespace coax::bind {

/// The place of a value in the user's.
struct slot {
    detail::shape const* type = nullptr; ///< null: there is none, the value is skipped
    void* at = nullptr;
    detail::rules const* rules = nullptr; ///< null where there are none
};

/// An object or array that is being written.
struct frame {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    detail::shape const* type = nullptr; ///< record, map, sequence, set, tuple; variant until its tag is known
    void* object = nullptr;
    detail::rules const* rules = nullptr;
    void* place = nullptr; ///< map: the slot of the current key's value; set: the element being made
    std::uint64_t bits[2] = {}; ///< record: which of its first 64 members were seen, which are complete
    std::uint32_t index = none; ///< member or element being written
    std::uint32_t next = 0; ///< elements begun
    std::uint32_t more_bits = 0; ///< record: where the bits of its other members begin
    std::uint32_t key_begin = none; ///< map: where the key's name begins; implied: where its value does, in the text
    std::uint32_t key_size = 0; ///< map: its length
    std::uint32_t choice = 0; ///< map: which of its keys, where these are a closed set; implied: which repair
    bool broken = false; ///< something in it broke a rule
    bool was_broken = false; ///< as it was when the element being written began
    bool pairs = false; ///< map: written as a list of objects with `key` and `value`
    bool skip = false; ///< the next value is not wanted
    bool implied = false; ///< not in the text: it ends with its only value
    bool repeats_kept = false; ///< record: a member came again that an earlier document completed
    std::uint8_t unknown_keys = 0; ///< record: how many; 2 is more than one
    bool is_more = false; ///< record: the member being written is none of its fields; its name is kept as a map's key
    bool unrelated_key = false; ///< record: one of them has nothing to do with a call or a schema
};

} // namespace coax::bind
