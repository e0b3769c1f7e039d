// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/name_match.hpp"

#include <coax/applied_repair.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::repair {

using bind::key_status;

/// Whom a `reader` tells what it read. Offsets are into the whole text.
class sink {
public:
    /// A value begins; what came before of another one is void.
    virtual void begin() = 0;
    /// A piece of strict JSON, never cut inside a number, a literal or an escape. False: no more is wanted.
    virtual bool emit(std::string_view json) = 0;
    /// In place of a value that has no meaning in JSON.
    virtual bool refuse(std::string why) = 0;
    /// Where the key or value that is emitted now stands in the text.
    virtual void at(std::size_t offset, std::size_t size) = 0;
    /// Something in the value was put right.
    virtual void repaired(applied_repair done) = 0;
    /// Something beside the value was left out.
    virtual void left_out(applied_repair done) = 0;
    /// All that was left out so far is of this one.
    virtual void all_left_out(applied_repair done) = 0;
    /// Whether nothing of the value was handed out that cannot be taken back.
    virtual bool can_forget() = 0;
    /// Whether the answer may be one value without brackets.
    virtual bool may_stand_bare() = 0;
    /// Whether the root has a member that this key may mean.
    virtual bool knows(std::string_view key) = 0;
    /// What `key` is to the object that is the `up`-th open container from within (0: the innermost).
    virtual key_status status_of_key(std::size_t up, std::string_view key) = 0;
    /// Whether the array that is the `up`-th open container from within may have an element that begins with `first`.
    virtual bool takes_element(std::size_t up, char first) = 0;
    /// What the member is called whose key was just emitted, as `raw` in the text.
    virtual std::string_view member(std::string_view raw) = 0;
    /// The text was cut off at `offset`, in a value. True: only its closing brackets were missing, and are made up for.
    virtual bool close_rest(std::size_t offset) = 0;
    /// The value that has just ended broke no rule.
    virtual bool good() = 0;
    /// There is no value, or more than one.
    virtual void fail(std::string why) = 0;

protected:
    ~sink() = default;
};

} // namespace coax::repair
