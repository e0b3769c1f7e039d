// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace coax::repair {

/// `wait`: more text is needed to decide. `unclear`: all of it has come, and does not decide.
enum class verdict : unsigned char { no, yes, wait, unclear };

constexpr bool is_blank(int c) noexcept { return c == ' ' || c == '\t'; }
constexpr bool is_space(int c) noexcept { return is_blank(c) || c == '\n' || c == '\r'; }
constexpr bool is_digit(int c) noexcept { return c >= '0' && c <= '9'; }
/// A letter, digit, '_', '$', '-', or part of a character that is not ASCII.
constexpr bool is_word(int c) noexcept
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c == '-'
        || c >= 0x80;
}

constexpr bool is_closer(int c) noexcept { return c == '}' || c == ']' || c == ')'; }

/// The text so far. What its functions return stays true whatever text follows.
class lookahead {
public:
    static constexpr int end = -1; ///< the text is over
    static constexpr int more = -2; ///< the byte has not come yet

    void start() noexcept { *this = lookahead(); }
    void see(std::string_view text, bool final) noexcept
    {
        text_ = text;
        final_ = final;
    }
    [[nodiscard]] std::string_view text() const noexcept { return text_; }

    [[nodiscard]] int peek(std::size_t i) const noexcept
    {
        return i < text_.size() ? static_cast<unsigned char>(text_[i]) : final_ ? end : more;
    }
    /// Whether the text has `token` at `i`.
    [[nodiscard]] verdict has(std::size_t i, std::string_view token) const noexcept;
    /// Bytes of a space that is not one of JSON, or of a byte order mark: 0 where there is none, or `wait`.
    static constexpr std::size_t wait = static_cast<std::size_t>(-1);
    [[nodiscard]] std::size_t odd_space(std::size_t i) const noexcept
    {
        return begins_rare_space(peek(i)) ? rare_space(i) : 0;
    }
    /// Where the white space of any kind that begins at `i` ends. A long one is read once, however the text is cut.
    std::size_t skip(std::size_t i)
    {
        constexpr std::size_t short_one = 16;
        for (auto const most = i + short_one; i != most; ++i)
            if (auto const c = peek(i); !is_space(c))
                return begins_rare_space(c) ? long_space_end(i) : i;
        return long_space_end(i);
    }
    /// Where the plain characters from `i` on end: at `quote`, or at another character that has a meaning.
    [[nodiscard]] std::size_t letters_end(std::size_t i, char quote) const noexcept;
    /// Bytes of the UTF-8 character at `i`: 0 where there is none, or `wait`.
    [[nodiscard]] std::size_t character(std::size_t i) const noexcept;
    /// What seems to be a key with a colon.
    struct key {
        verdict found = verdict::no;
        std::string_view name;
        bool half = false; ///< one of its two quotes is missing
        bool bare = false; ///< both are
    };
    key find_key(std::size_t i);
    /// Whether a key with both quotes or none, and a colon, are at `i`.
    verdict key_at(std::size_t i)
    {
        auto const one = find_key(i);
        return one.found == verdict::yes && one.half ? verdict::no : one.found;
    }
    /// The last character before `i` that is no blank, of at most 64; 0 where there is none. A line end is no blank.
    [[nodiscard]] int before(std::size_t i) const noexcept;
    /// Whether a comment begins at `i`.
    [[nodiscard]] verdict comment_at(std::size_t i) const noexcept;

private:
    static constexpr std::size_t longest_key = 256; ///< a longer one is taken for a key without its end

    static constexpr bool begins_rare_space(int c) noexcept { return c == 0xC2 || c == 0xE2 || c == 0xEF; }
    [[nodiscard]] std::size_t rare_space(std::size_t i) const noexcept;
    std::size_t long_space_end(std::size_t i);

    std::string_view text_;
    bool final_ = false;
    std::array<std::pair<std::size_t, std::size_t>, 4> spaces_{}; ///< the last long ones: from, to
    std::size_t next_ = 0;
};

} // namespace coax::repair
