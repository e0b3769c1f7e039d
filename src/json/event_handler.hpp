// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>
#include <string_view>

namespace coax::json {

/// Receives what a parser reads, in the order of the text. A string or a key comes in parts: `text_part` or `key_part`
/// any number of times, then `text` or `key` with the last part, which may be empty. Parts are whole characters, with
/// escapes resolved, and are borrowed for the call.
class event_handler {
public:
    virtual void begin_object() = 0;
    virtual void end_object() = 0;
    virtual void begin_array() = 0;
    virtual void end_array() = 0;
    virtual void key_part(std::string_view part) = 0;
    virtual void key(std::string_view last_part) = 0;
    virtual void text_part(std::string_view part) = 0;
    virtual void text(std::string_view last_part) = 0;
    /// A number without fraction and exponent that fits 64 bits with a sign.
    virtual void integer(std::int64_t number) = 0;
    /// The same where it fits 64 bits only without a sign.
    virtual void natural(std::uint64_t number) = 0;
    /// Any other number: the nearest double, infinite where there is none, and how it is written, borrowed for the
    /// call.
    virtual void real(double number, std::string_view digits) = 0;
    virtual void boolean(bool value) = 0;
    virtual void null() = 0;

protected:
    ~event_handler() = default;
};

} // namespace coax::json
