// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace coax::tolerant {

/// `wait`: what has come does not say yet.
enum class verdict : unsigned char { no, yes, wait };

bool is_blank(int c) noexcept; ///< space or tab
bool is_space(int c) noexcept; ///< and line ends
bool is_digit(int c) noexcept;
bool is_word(int c) noexcept; ///< a letter, digit, '_', '$', '-', or part of a character that is not ASCII

/// The text so far, and what can be said of it that stays true however it goes on.
class lookahead {
public:
    static constexpr int end = -1; ///< the text is over
    static constexpr int more = -2; ///< not known yet

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
    /// Whether `token` stands at `i`.
    [[nodiscard]] verdict has(std::size_t i, std::string_view token) const noexcept;
    /// Bytes of a space that JSON does not know, or of a byte order mark: 0 where there is none, or `wait`.
    static constexpr std::size_t wait = static_cast<std::size_t>(-1);
    [[nodiscard]] std::size_t odd_space(std::size_t i) const noexcept;
    /// Where the white space of any kind that begins at `i` ends. A long one is looked at once, however it is cut.
    std::size_t skip(std::size_t i);
    /// Bytes of the UTF-8 character at `i`: 0 where there is none, or `wait`.
    [[nodiscard]] std::size_t character(std::size_t i) const noexcept;
    /// Whether a key and a colon stand at `i`.
    verdict key_at(std::size_t i);
    /// Whether a comment begins at `i`.
    [[nodiscard]] verdict comment_at(std::size_t i) const noexcept;

private:
    static constexpr std::size_t longest_key = 256; ///< what goes on for longer and began as a key is one

    std::string_view text_;
    bool final_ = false;
    std::array<std::pair<std::size_t, std::size_t>, 4> spaces_{}; ///< from, to: remembered
    std::size_t next_ = 0;
};

} // namespace coax::tolerant
