// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace coax::json {

/// A pull reader of one complete JSON text. It reads in one pass and builds nothing:
///
///     if (c.enter_object())
///         for (std::string_view key; c.next_key(key);)
///             if (key == "id")
///                 use(c.string());
///
/// A value that is not read is skipped when the next key or element is asked for. Strings are views into the
/// text, or into the cursor's buffer where they have escapes; both are valid until the next `start`. A skipped value is
/// only checked for its end. At the first byte that is not JSON the cursor fails: every function then returns nothing,
/// so that the loops end and the caller asks `failed()` once.
class json_cursor {
public:
    json_cursor() = default;
    explicit json_cursor(std::string_view text) noexcept { start(text); }
    json_cursor(json_cursor const&) = delete;
    json_cursor& operator=(json_cursor const&) = delete;

    /// Begins to read `text`, which is borrowed. The buffer is kept.
    void start(std::string_view text) noexcept;

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
    /// The same for a piece of a longer text. The first half of a surrogate pair at its end and the second half at its
    /// beginning stay halves of three bytes each (see `surrogate_joiner`): servers that count in UTF-16 cut there.
    std::string_view piece();
    /// The number that comes next, fractions cut off, and at least 0; 0 for any other value.
    std::uint64_t count();
    /// The same with its sign, or `otherwise`.
    std::int64_t integer(std::int64_t otherwise);
    /// The same with its fraction.
    double real(double otherwise);
    /// True where `true` comes next.
    bool boolean();
    /// Passes a value and returns its text as it is written.
    std::string_view raw();
    void skip();

    /// Nothing but white space follows.
    bool at_end() noexcept;

    [[nodiscard]] bool failed() const noexcept { return failed_; }
    /// Bytes read: up to the error, if it failed.
    [[nodiscard]] std::size_t position() const noexcept { return static_cast<std::size_t>(at_ - begin_); }
    /// The text that was read since that position.
    [[nodiscard]] std::string_view text_since(std::size_t position) const noexcept
    {
        return {begin_ + position, static_cast<std::size_t>(at_ - begin_) - position};
    }

private:
    void space() noexcept;
    kind next_kind() noexcept;
    bool fail() noexcept;
    void skip_string() noexcept;
    void skip_scalar() noexcept;
    std::string_view string(bool keep_halves);
    std::string_view unescape(char const* from, char const* escape, bool keep_halves);
    bool more(char closing);

    char const* begin_ = nullptr;
    char const* at_ = nullptr;
    char const* end_ = nullptr;
    std::unique_ptr<char[]> buffer_; // for strings with escapes
    std::size_t buffer_size_ = 0;
    char* unescaped_ = nullptr; // where the next such string goes
    char const* unread_ = nullptr; // a value begins here
    bool failed_ = false;
    bool first_ = false; // of an object or array just entered: no comma before it
};

} // namespace coax::json
