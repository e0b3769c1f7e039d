// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "binder/lexer.hpp"

#include "binder/characters.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace coax::binder {

namespace {

bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

} // namespace

void lexer::start() noexcept
{
    bytes_ = 0;
    open_.clear();
    token_.clear();
    step_ = step::value;
    wrong_ = trouble::none;
}

bool lexer::feed(std::string_view fragment)
{
    auto const* at = begin_ = fragment.data();
    auto const* const end = at + fragment.size();
    while (at != nullptr && at != end)
        at = next(at, end);
    if (at == nullptr)
        return false;
    bytes_ += fragment.size();
    return true;
}

bool lexer::finish(bool clean)
{
    begin_ = nullptr;
    if (step_ == step::number)
        number_ends(nullptr, clean);
    return step_ == step::end && wrong_ == trouble::none;
}

void lexer::refuse(std::string why)
{
    to_.refuse(std::move(why));
    value_ends();
}

char const* lexer::wrong(char const* at, trouble what, std::size_t bytes_before) noexcept
{
    wrong_ = what;
    bytes_ += static_cast<std::size_t>(at - begin_);
    bytes_ -= bytes_before;
    return nullptr;
}

inline char const* lexer::open(char const* at)
{
    if (open_.size() == max_depth_)
        return wrong(at, trouble::too_deep);
    open_.push_back(*at);
    if (*at == '{') {
        step_ = step::first_key;
        to_.begin_object();
    } else {
        step_ = step::first_element;
        to_.begin_array();
    }
    return at + 1;
}

inline char const* lexer::close(char const* at)
{
    open_.pop_back();
    value_ends();
    if (*at == '}')
        to_.end_object();
    else
        to_.end_array();
    return at + 1;
}

/// Each step falls into the one that comes after it as a rule.
inline char const* lexer::next(char const* at, char const* end)
{
    switch (step_) {
    case step::text:
        return token_.empty() ? text(at, end) : rest_of_character(at, end);
    case step::number:
        return number(at, end);
    case step::word:
        return word(at, end);
    case step::comma:
        if (*at == (open_.back() == '{' ? '}' : ']'))
            return close(at);
        if (*at != ',')
            break;
        step_ = open_.back() == '{' ? step::key : step::value;
        if (++at == end || step_ != step::key)
            return at;
        [[fallthrough]];
    case step::first_key:
    case step::key:
        if (*at != '"') {
            if (*at == '}' && step_ == step::first_key)
                return close(at);
            break;
        }
        if (auto const size = to_.expected_key({at + 1, end}); size != 0)
            at += size + 2;
        else
            return begin_text(at, end, true);
        step_ = step::colon;
        if (at == end)
            return at;
        [[fallthrough]];
    case step::colon:
        if (*at != ':')
            break;
        step_ = step::value;
        if (++at == end)
            return at;
        [[fallthrough]];
    case step::value:
    case step::first_element:
        return value(at, end);
    case step::end:
        break;
    }
    if (is_space(*at))
        return at + 1;
    return wrong(at, unexpected());
}

inline char const* lexer::value(char const* at, char const* end)
{
    if (*at == '"')
        return begin_text(at, end, false);
    if (*at == '-' || (*at >= '0' && *at <= '9'))
        return number(at, end);
    switch (*at) {
    case '{':
    case '[':
        return open(at);
    case ']':
        return step_ == step::first_element ? close(at) : wrong(at);
    case 't':
    case 'f':
    case 'n':
        return begin_word(at, end);
    default:
        return is_space(*at) ? at + 1 : wrong(at);
    }
}

inline char const* lexer::begin_text(char const* at, char const* end, bool is_key)
{
    is_key_ = is_key;
    step_ = step::text;
    return text(at + 1, end);
}

inline char const* lexer::text(char const* at, char const* end)
{
    auto const* const stop = plain_end(at, end);
    return stop != end && *stop == '"' ? text_ends({at, stop}, stop) : odd_text(at, stop, end);
}

/// A string of which all is plain from `from` to `at`, but that does not end there.
char const* lexer::odd_text(char const* from, char const* at, char const* end)
{
    while (at != end) {
        if (*at == '"')
            return text_ends({from, at}, at);
        if (*at == '\\')
            return unescaped(from, at, end);
        auto const size = character(at, end);
        if (size <= 0) {
            part({from, at});
            return size == cut ? keep(at, end) : wrong(at);
        }
        at = plain_end(at + size, end);
    }
    part({from, at});
    return at;
}

/// A string goes on at `at` with an escape; what came of it before, back to `from`, stands for itself.
char const* lexer::unescaped(char const* from, char const* at, char const* end)
{
    std::array<char, 1024> buffer;
    auto* out = buffer.data();
    auto const* const full = out + buffer.size() - 4; // the longest character
    auto const written = [&] { return std::string_view(buffer.data(), out); };
    if (at - from > full - out)
        part({from, at});
    else
        out = std::copy(from, at, out);
    while (at != end) {
        if (*at == '"')
            return text_ends(written(), at);
        auto const size = odd_character(at, end, out);
        if (size <= 0) {
            part(written());
            return size == cut ? keep(at, end) : wrong(at, *at == '\\' ? trouble::escape : trouble::syntax);
        }
        at += size;
        while (copy_plain(at, end, out, full)) {
            part(written());
            out = buffer.data();
        }
    }
    part(written());
    return at;
}

char const* lexer::rest_of_character(char const* at, char const* end)
{
    while (at != end) {
        token_.push_back(*at++);
        char bytes[4];
        auto* out = bytes;
        auto const size = odd_character(token_.data(), token_.data() + token_.size(), out);
        if (size == cut)
            continue;
        if (size == none)
            return wrong(at, token_.front() == '\\' ? trouble::escape : trouble::syntax, token_.size());
        token_.clear();
        part({bytes, out});
        break;
    }
    return at;
}

inline char const* lexer::text_ends(std::string_view last_piece, char const* quote)
{
    if (is_key_) {
        step_ = step::colon;
        to_.key(last_piece);
    } else {
        value_ends();
        to_.text(last_piece);
    }
    return quote + 1;
}

void lexer::part(std::string_view piece)
{
    if (piece.empty())
        return;
    if (is_key_)
        to_.key_part(piece);
    else
        to_.text_part(piece);
}

char const* lexer::keep(char const* at, char const* end)
{
    token_.append(at, end);
    return end;
}

char const* lexer::begin_word(char const* at, char const* end)
{
    said_ = *at;
    word_ = said_ == 't' ? "true" : said_ == 'f' ? "false" : "null";
    step_ = step::word;
    return word(at, end);
}

char const* lexer::word(char const* at, char const* end)
{
    for (; at != end && !word_.empty(); ++at, word_.remove_prefix(1))
        if (*at != word_.front())
            return wrong(at);
    if (word_.empty()) {
        value_ends();
        if (said_ == 'n')
            to_.null();
        else
            to_.boolean(said_ == 't');
    }
    return at;
}

} // namespace coax::binder
