// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/name_match.hpp"

#include <coax/applied_repair.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::repair {

using bind::key_status;

/// What a `reader` reports to. Offsets are into the whole text.
class sink {
public:
    /// A value begins. What was passed on of a value before it is void.
    virtual void begin() = 0;
    /// A piece of strict JSON, never cut inside a number, a literal or an escape. False: the sink takes no more.
    virtual bool emit(std::string_view json) = 0;
    /// In place of a value that has no meaning in JSON.
    virtual bool refuse(std::string why) = 0;
    /// The bytes of the text that the key or value that is emitted next was read from.
    virtual void at(std::size_t offset, std::size_t size) = 0;
    /// A repair in the value.
    virtual void repaired(applied_repair done) = 0;
    /// A part of the text outside of the value was left out.
    virtual void left_out(applied_repair done) = 0;
    /// As `left_out`; replaces all that was left out before.
    virtual void all_left_out(applied_repair done) = 0;
    /// Whether the value can begin again: no element of it was passed to the user.
    virtual bool can_forget() = 0;
    /// Whether the answer may be one value without brackets.
    virtual bool may_stand_bare() = 0;
    /// Whether `key` may name a member of the outermost object.
    virtual bool knows(std::string_view key) = 0;
    /// What `key` is to the object that is the `up`-th open container, counted from the innermost, which is 0.
    virtual key_status status_of_key(std::size_t up, std::string_view key) = 0;
    /// Whether the array that is the `up`-th open container may have an element that begins with `first`.
    virtual bool takes_element(std::size_t up, char first) = 0;
    /// The name of the member whose key was just emitted; the key is `raw` in the text.
    virtual std::string_view member(std::string_view raw) = 0;
    /// The text was cut off at `offset`, in a value. True: only closing brackets were missing, and the value is
    /// complete.
    virtual bool close_rest(std::size_t offset) = 0;
    /// Whether the value that has just ended broke no rule.
    virtual bool good() = 0;
    /// There is no answer, or more than one.
    virtual void fail(std::string why) = 0;

protected:
    ~sink() = default;
};

} // namespace coax::repair
