// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/json_cursor.hpp"

#include "text/ascii.hpp"
#include "text/utf8.hpp"

#include <bit>
#include <charconv>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace coax::json {

namespace {

// The first quote or backslash: sixteen bytes at a time where every machine has SSE2, then eight.
inline char const* quote_or_escape(char const* at, char const* end) noexcept
{
#ifdef __SSE2__
    while (end - at >= 16) {
        auto const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(at));
        auto const found = _mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
        if (found)
            return at + std::countr_zero(static_cast<unsigned>(found));
        at += 16;
    }
#endif
    if constexpr (std::endian::native == std::endian::little) {
        // The high bit of each byte of the result is set where the byte is `c`; exact for the lowest, which is the one
        // used.
        auto const hits = [](std::uint64_t word, unsigned char c) {
            constexpr std::uint64_t ones = 0x0101010101010101u;
            auto const x = word ^ (ones * c);
            return (x - ones) & ~x & (ones << 7);
        };
        while (end - at >= 8) {
            std::uint64_t word;
            std::memcpy(&word, at, 8);
            if (auto const found = hits(word, '"') | hits(word, '\\'))
                return at + std::countr_zero(found) / 8;
            at += 8;
        }
    }
    while (at != end && *at != '"' && *at != '\\')
        ++at;
    return at;
}

int hex(char const* at) noexcept
{
    unsigned value = 0;
    auto const [last, error] = std::from_chars(at, at + 4, value, 16);
    return error == std::errc() && last == at + 4 ? static_cast<int>(value) : -1;
}

bool ends_scalar(char c) noexcept { return c == ',' || c == '}' || c == ']' || c == ':' || text::is_space(c); }

} // namespace

void json_cursor::start(std::string_view text) noexcept
{
    begin_ = at_ = text.data();
    end_ = begin_ + text.size();
    unescaped_ = nullptr;
    unread_ = nullptr;
    failed_ = first_ = false;
}

inline void json_cursor::space() noexcept
{
    if (at_ != end_ && *at_ > ' ') [[likely]]
        return;
    while (at_ != end_ && text::is_space(*at_))
        ++at_;
}

bool json_cursor::fail() noexcept
{
    failed_ = true;
    end_ = at_;
    return false;
}

inline json_cursor::kind json_cursor::next_kind() noexcept
{
    space();
    if (at_ == end_) {
        fail();
        return kind::nothing;
    }
    switch (*at_) {
    case '{':
        return kind::object;
    case '[':
        return kind::array;
    case '"':
        return kind::string;
    case 't':
    case 'f':
        return kind::boolean;
    case 'n':
        return kind::null;
    default:
        if (*at_ == '-' || (*at_ >= '0' && *at_ <= '9'))
            return kind::number;
        fail();
        return kind::nothing;
    }
}

json_cursor::kind json_cursor::peek() noexcept { return next_kind(); }

bool json_cursor::enter_object()
{
    if (next_kind() != kind::object) {
        skip();
        return false;
    }
    ++at_;
    return first_ = true;
}

bool json_cursor::enter_array()
{
    if (next_kind() != kind::array) {
        skip();
        return false;
    }
    ++at_;
    return first_ = true;
}

// Passes a value that was not read, and a comma or the closing bracket.
inline bool json_cursor::more(char closing)
{
    if (at_ == unread_)
        skip();
    space();
    if (at_ == end_)
        return fail();
    auto const first = first_;
    first_ = false;
    if (*at_ == closing) {
        ++at_;
        return false;
    }
    if (first)
        return true;
    if (*at_ != ',')
        return fail();
    ++at_;
    space();
    return true;
}

bool json_cursor::next_key(std::string_view& key)
{
    if (!more('}'))
        return false;
    if (at_ == end_ || *at_ != '"')
        return fail();
    auto const* const stop = quote_or_escape(at_ + 1, end_);
    if (stop != end_ && *stop == '"') [[likely]] {
        key = {at_ + 1, static_cast<std::size_t>(stop - at_ - 1)};
        at_ = stop + 1;
    } else {
        key = string();
    }
    space();
    if (at_ == end_ || *at_ != ':')
        return fail();
    ++at_;
    space();
    unread_ = at_;
    return true;
}

bool json_cursor::next_element()
{
    if (!more(']'))
        return false;
    unread_ = at_;
    return true;
}

std::string_view json_cursor::string() { return string(false); }
std::string_view json_cursor::piece() { return string(true); }

std::string_view json_cursor::string(bool keep_halves)
{
    if (next_kind() != kind::string) {
        skip();
        return {};
    }
    auto const* const from = at_ + 1;
    auto const* const stop = quote_or_escape(from, end_);
    if (stop == end_) {
        at_ = end_; // it is the end that is wrong, not the beginning
        fail();
        return {};
    }
    if (*stop == '\\')
        return unescape(from, stop, keep_halves);
    at_ = stop + 1;
    return {from, static_cast<std::size_t>(stop - from)};
}

std::string_view json_cursor::unescape(char const* from, char const* escape, bool keep_halves)
{
    // An escape is never shorter than what it stands for, so all strings of the text fit in its size (U+FFFD
    // takes three bytes of six).
    if (!unescaped_) {
        if (auto const size = static_cast<std::size_t>(end_ - begin_); size > buffer_size_) {
            buffer_size_ = size + size / 2;
            buffer_.reset(new char[buffer_size_]); // make_unique would write zeros first
        }
        unescaped_ = buffer_.get();
    }
    auto* const start = unescaped_;
    auto* out = start;
    auto const* at = from;
    auto const* stop = escape;
    for (;;) {
        std::memcpy(out, at, static_cast<std::size_t>(stop - at));
        out += stop - at;
        at = stop;
        if (at == end_)
            break;
        if (*at == '"') {
            at_ = at + 1;
            unescaped_ = out;
            return {start, static_cast<std::size_t>(out - start)};
        }
        if (end_ - at < 2) {
            at = end_;
            break;
        }
        auto const letter = at[1];
        at += 2;
        if (letter == 'u') {
            if (end_ - at < 4) {
                at = end_;
                break;
            }
            auto code = hex(at);
            if (code < 0)
                break;
            at += 4;
            auto const low
                = code >= 0xD800 && code < 0xDC00 && end_ - at >= 6 && at[0] == '\\' && at[1] == 'u' ? hex(at + 2) : -1;
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += 6;
            } else if (code >= 0xD800 && code < 0xE000) {
                bool const outermost = code < 0xDC00 ? at != end_ && *at == '"' : at - 6 == from;
                if (!keep_halves || !outermost)
                    code = 0xFFFD;
            }
            out = text::put_utf8(out, static_cast<std::uint32_t>(code));
        } else {
            static constexpr std::string_view letters = "\"\\/bfnrt";
            static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
            auto const which = letters.find(letter);
            if (which == letters.npos)
                break;
            *out++ = meanings[which];
        }
        stop = quote_or_escape(at, end_);
    }
    at_ = at;
    fail();
    return {};
}

std::uint64_t json_cursor::count()
{
    auto const value = integer(0);
    return value < 0 ? 0 : static_cast<std::uint64_t>(value);
}

std::int64_t json_cursor::integer(std::int64_t otherwise)
{
    if (next_kind() == kind::number) {
        std::int64_t value = 0;
        auto const [last, error] = std::from_chars(at_, end_, value);
        if (error == std::errc() && (last == end_ || ends_scalar(*last))) {
            at_ = last;
            return value;
        }
    }
    auto const value = real(1e300);
    return value > -9e18 && value < 9e18 ? static_cast<std::int64_t>(value) : otherwise;
}

double json_cursor::real(double otherwise)
{
    if (next_kind() != kind::number) {
        skip();
        return otherwise;
    }
    double value = otherwise;
    auto const [last, error] = std::from_chars(at_, end_, value);
    if (error == std::errc::invalid_argument)
        fail();
    else
        at_ = last;
    return value;
}

bool json_cursor::boolean() { return raw() == "true"; }

std::string_view json_cursor::raw()
{
    space();
    auto const* const from = at_;
    skip();
    return failed_ ? std::string_view() : std::string_view(from, static_cast<std::size_t>(at_ - from));
}

void json_cursor::skip_string() noexcept
{
    ++at_;
    for (;;) {
        at_ = quote_or_escape(at_, end_);
        if (end_ - at_ < 1) {
            fail();
            return;
        }
        if (*at_ == '"') {
            ++at_;
            return;
        }
        if (end_ - at_ < 2) {
            at_ = end_;
            fail();
            return;
        }
        at_ += 2;
    }
}

void json_cursor::skip_scalar() noexcept
{
    do
        ++at_;
    while (at_ != end_ && !ends_scalar(*at_));
}

void json_cursor::skip()
{
    std::size_t depth = 0;
    switch (next_kind()) {
    case kind::nothing:
        return;
    case kind::string:
        return skip_string();
    case kind::object:
    case kind::array:
        break;
    default:
        return skip_scalar();
    }
    while (at_ != end_) {
        switch (*at_) {
        case '"':
            skip_string();
            continue;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            --depth;
            break;
        default:
            break;
        }
        ++at_;
        if (depth == 0)
            return;
    }
    fail();
}

bool json_cursor::at_end() noexcept
{
    space();
    return at_ == end_ && !failed_;
}

} // namespace coax::json
