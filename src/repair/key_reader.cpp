// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/key_reader.hpp"

#include <algorithm>

namespace coax::repair {

namespace {

/// Whether there is a quote without a backslash.
bool has_open_quote(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            return true;
        i += text[i] == '\\' ? 1 : 0;
    }
    return false;
}

} // namespace

key_reader::key_reader(text_cursor& text, answer_choice& choice, structure_writer& structure, candidate_writer& writer,
    escape_reader& escapes, sink& to) noexcept
    : text_(text),
      choice_(choice),
      structure_(structure),
      writer_(writer),
      containers_(writer.containers()),
      escapes_(escapes),
      to_(to)
{
}

bool key_reader::read_quoted(quote const& quoted)
{
    auto const begin = text_.at + quoted.open.size();
    for (auto j = std::max(text_.ahead, begin);;) {
        j = text_.letters_end(j, quoted.close[0]);
        auto const c = text_.peek(j);
        text_.ahead = j;
        if (c < 0 || (c == '\\' && text_.peek(j + 1) == lookahead::more))
            return false;
        if (c == '\n') {
            choice_.give_up("has a line end in a key");
            return true;
        }
        auto const here = text_.has(j, quoted.close);
        if (here == verdict::wait)
            return false;
        if (here == verdict::yes) {
            auto const end = j + quoted.close.size();
            auto const next = text_.peek(text_.skip(end));
            if (next == lookahead::more)
                return false;
            if (next < 0 || std::string_view(":,}]/#").find(static_cast<char>(next)) != std::string_view::npos) {
                begin_member(text_.text().substr(begin, j - begin), end,
                    quoted.of_json() ? kind::key : kind::other_quotes, quoted.of_json());
                return true;
            }
            if (auto const half = text_.find_key(text_.at);
                half.found == verdict::yes && half.half) { // lacks its last quote
                begin_member(half.name, begin + half.name.size(), kind::missing_quotes, quoted.of_json());
                return true;
            }
            j = end;
            continue;
        }
        j += c == '\\' ? 2 : 1;
    }
}

bool key_reader::read_bare()
{
    auto j = std::max(text_.ahead, text_.at);
    while (is_word(text_.peek(j)) || is_blank(text_.peek(j)) || text_.peek(j) == '.')
        ++j;
    text_.ahead = j;
    auto end = j;
    if (text_.peek(j) == lookahead::more)
        return false;
    if (text_.peek(j) == '"' && j > text_.at) // the opening quote is missing
        ++end;
    auto const next = text_.peek(text_.skip(end));
    if (next == lookahead::more)
        return false;
    while (j > text_.at && is_blank(text_.peek(j - 1)))
        --j;
    if (j == text_.at) {
        choice_.give_up("has no key where one should be");
        return true;
    }
    begin_member(text_.text().substr(text_.at, j - text_.at), std::max(end, j), kind::missing_quotes, false);
    return true;
}

void key_reader::begin_member(std::string_view raw, std::size_t end, kind repair, bool of_json)
{
    auto const next = text_.peek(text_.skip(end));
    text_.ahead = 0;
    if (next != ':' && next != '/' && next != '#') {
        choice_.give_up("has a key without a value");
        return;
    }
    auto const begin = text_.at;
    auto const from = static_cast<std::size_t>(raw.data() - text_.text().data());
    structure_.separate();
    if (of_json && has_open_quote(raw) && writer_.status_of_key(0, raw) != key_status::known) {
        choice_.give_up("has a quote inside a key");
        return;
    }
    escapes_.start();
    out_ = "\"";
    for (auto i = from; i < from + raw.size();) {
        auto const plain = std::min(text_.letters_end(i, '"'), from + raw.size());
        out_ += text_.text().substr(i, plain - i);
        if (i = plain; i == from + raw.size())
            break;
        auto const c = text_.peek(i);
        if (c == '\\' || c == '"' || c < 0x20)
            escapes_.read(i, out_);
        else
            out_ += static_cast<char>(c), ++i;
    }
    if (escapes_.unclear()) {
        choice_.give_up("has a key with backslashes that begin escapes beside others that stand for themselves");
        return;
    }
    escapes_.start();
    out_ += '"';
    writer_.mark(begin, end);
    auto& value = choice_.current();
    value.misplaced = value.misplaced || belongs_elsewhere(raw);
    value.unknown_key = value.unknown_key || writer_.status_of_key(0, raw) == key_status::unknown;
    value.of_type = value.of_type || (containers_.size() == 1 && to_.knows(raw));
    writer_.emit(out_);
    writer_.begin_member(raw);
    if (repair != kind::key)
        writer_.repaired(repair, begin, end);
    text_.at = end;
    text_.next = place::colon;
}

/// Whether the key is unknown in its object, and that of a member around it which has not come.
bool key_reader::belongs_elsewhere(std::string_view key)
{
    if (containers_.size() < 2 || writer_.status_of_key(0, key) != key_status::unknown)
        return false;
    for (std::size_t up = 1; up < containers_.size(); ++up)
        if (containers_.closer_at(containers_.size() - up) == '}'
            && writer_.status_of_key(up, key) == key_status::known)
            return true;
    return false;
}

} // namespace coax::repair
