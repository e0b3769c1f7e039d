// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/text_buffer.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace coax::provider {

/// Reads one complete JSON text in one pass, in the order it stands, without building anything:
///
///     if (c.enter_object())
///         for (std::string_view key; c.next_key(key);)
///             key == "id" ? use(c.string()) : c.skip();
///
/// Each value must be read, entered or skipped before the next key or element is asked for. Strings come as views
/// into the text, or into `scratch` where they have escapes; both live until the next event. What is skipped is
/// only checked for its end. At the first thing that is not JSON the cursor fails: everything then gives nothing,
/// so that the loops end and the caller asks `failed()` once.
class event_cursor {
public:
    event_cursor(std::string_view text, text_buffer& scratch) noexcept;

    enum class kind : std::uint8_t { object, array, string, number, boolean, null, nothing };

    /// What comes next; `nothing` after a failure.
    [[nodiscard]] kind peek() noexcept;

    /// Enters the object that comes next. Any other value is skipped, and the answer is false.
    bool enter_object();
    /// The next key, its value to be read; false at the closing brace, which is passed.
    bool next_key(std::string_view& key);
    /// Likewise for an array.
    bool enter_array();
    bool next_element();

    /// The string that comes next; "" for any other value, which is skipped. Escapes are resolved, a surrogate
    /// without its other half becomes U+FFFD.
    std::string_view string();
    /// The same for a piece of a longer text: the first half of a surrogate pair at its end, and the second at its
    /// beginning, stay halves (three bytes as of UTF-8, see `pair_joiner`), for servers that count in UTF-16 cut there.
    std::string_view piece();
    /// The number that comes next, fractions cut off, and at least 0; 0 for any other value.
    std::uint64_t count();
    /// The same with its sign, or `otherwise`.
    std::int64_t integer(std::int64_t otherwise);
    /// True where `true` comes next.
    bool boolean();
    /// Passes a value and returns its text as it stands.
    std::string_view raw();
    void skip();

    /// Nothing but white space follows.
    bool at_end() noexcept;

    [[nodiscard]] bool failed() const noexcept { return failed_; }
    /// Bytes read, where it failed in particular.
    [[nodiscard]] std::size_t position() const noexcept { return static_cast<std::size_t>(at_ - begin_); }

private:
    void space() noexcept;
    kind next_kind() noexcept;
    bool fail() noexcept;
    void skip_string() noexcept;
    void skip_scalar() noexcept;
    std::string_view string(bool keep_halves);
    std::string_view unescape(char const* from, char const* escape, bool keep_halves);
    bool more(char closing);

    char const* begin_;
    char const* at_;
    char const* end_;
    text_buffer& scratch_;
    char* unescaped_ = nullptr; // where the next unescaped string goes
    bool failed_ = false;
    bool first_ = false; // of an object or array just entered: no comma before it
};

} // namespace coax::provider
