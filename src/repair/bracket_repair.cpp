// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/bracket_repair.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace coax::repair {

namespace {

constexpr unsigned most_changes = 2;
constexpr unsigned never = 100;

} // namespace

bracket_repair::bracket_repair(
    text_cursor& text, answer_choice& choice, structure_writer& structure, candidate_writer& writer, sink& to) noexcept
    : text_(text),
      choice_(choice),
      structure_(structure),
      writer_(writer),
      containers_(writer.containers()),
      to_(to)
{
}

bool bracket_repair::close(char c)
{
    bool const fits = containers_.closer() == c;
    if (writer_.pending() || writer_.settled() || (fits && containers_.size() > 1)) {
        if (fits)
            structure_.close_as_written();
        else
            choice_.give_up(std::string("has a '") + c + "' that closes nothing");
        return true;
    }
    bracket_row found;
    if (!look_behind_brackets(found))
        return false;
    if (fits && !(found.comma && found.goes_on)) {
        structure_.close_as_written();
        return true;
    }
    if (!close_in_best_way(found)) {
        if (fits)
            structure_.close_as_written();
        else
            choice_.give_up(std::string("has a '") + c + "' that closes nothing");
    }
    return true;
}

bool bracket_repair::close_before_element()
{
    bracket_row found;
    if (!look_behind_brackets(found))
        return false;
    if (!close_in_best_way(found))
        choice_.give_up("has an object where a key should be");
    return true;
}

/// False: more text is needed.
bool bracket_repair::look_behind_brackets(bracket_row& found)
{
    auto k = text_.at;
    while (found.size < bracket_row::most && is_closer(text_.peek(k))) {
        found.at[found.size++] = k;
        k = text_.skip(k + 1);
    }
    found.first = text_.peek(k);
    if (found.first == ',') {
        found.comma = true;
        k = text_.skip(k + 1);
        found.first = text_.peek(k);
    }
    if (found.first == lookahead::more)
        return false;
    bool const value = found.first == '{' || found.first == '[' || found.first == '"';
    if (found.comma || value)
        found.key = text_.find_key(k);
    found.goes_on = value || (found.comma && (found.key.found == verdict::yes || is_digit(found.first)));
    return found.key.found != verdict::wait;
}

/// What is against `depth` open containers where the row ends, as a number of changes.
unsigned bracket_repair::doubt_behind(bracket_row const& found, std::size_t depth)
{
    auto const up = containers_.size() - depth;
    if (found.first == lookahead::end || found.first == '`')
        return static_cast<unsigned>(depth); // the other brackets are missing, too
    if (!found.goes_on)
        return depth == 0 ? 0 : never;
    if (depth == 0)
        return never;
    if (containers_.closer_at(depth) != '}') {
        bool const element = found.key.found != verdict::yes || found.key.bare;
        return element && found.first >= 0 && to_.takes_element(up, static_cast<char>(found.first)) ? 0 : never;
    }
    if (found.key.found != verdict::yes)
        return never;
    switch (to_.status_of_key(up, found.key.name)) {
    case key_status::known:
    case key_status::any:
        return 0;
    case key_status::unknown:
        return 1;
    default:
        return never;
    }
}

/// Adds and leaves out the fewest brackets with which what follows fits. False: there is no such way, or there are two.
bool bracket_repair::close_in_best_way(bracket_row const& found)
{
    enum class change : std::uint8_t { none, pop, drop, add };
    auto const width = containers_.size() + 1;
    std::vector<unsigned> cost((found.size + 1) * width, never);
    std::vector<change> by(cost.size(), change::none);
    auto const reach = [&](std::size_t i, std::size_t depth, unsigned price, change by_way) {
        if (price < cost[i * width + depth]) {
            cost[i * width + depth] = price;
            by[i * width + depth] = by_way;
        }
    };
    reach(0, containers_.size(), 0, change::none);
    for (std::size_t i = 0; i <= found.size; ++i)
        for (auto depth = containers_.size() + 1; depth-- > 0;) {
            auto const price = cost[i * width + depth];
            if (price >= never)
                continue;
            if (i < found.size && depth > 0 && containers_.closer_at(depth) == text_.peek(found.at[i]))
                reach(i + 1, depth - 1, price, change::pop);
            if (depth > 0 && (i < found.size || found.goes_on))
                reach(i, depth - 1, price + 1, change::add);
            if (i < found.size)
                reach(i + 1, depth, price + 1, change::drop);
        }
    auto best = never;
    std::size_t best_depth = 0;
    bool clear = true;
    for (std::size_t depth = 0; depth < width; ++depth) {
        auto const price = cost[found.size * width + depth] + doubt_behind(found, depth);
        clear = price == best ? false : price < best ? true : clear;
        if (price < best) {
            best = price;
            best_depth = depth;
        }
    }
    if (best >= never)
        return false;
    std::vector<change> way;
    unsigned added = 0, dropped = 0;
    for (std::size_t i = found.size, depth = best_depth; i != 0 || depth != containers_.size();) {
        way.push_back(by[i * width + depth]);
        added += way.back() == change::add ? 1 : 0;
        dropped += way.back() == change::drop ? 1 : 0;
        i -= way.back() == change::add ? 0 : 1;
        depth += way.back() == change::drop ? 0 : 1;
    }
    bool const as_good = found.goes_on && !clear;
    if (as_good || best > most_changes + (found.goes_on ? 0 : containers_.size())
        || (added != 0 && dropped != 0 && !found.goes_on))
        return false;
    if (structure_.after_comma() && (way.empty() || way.back() != change::pop))
        return false;
    if (added != 0 && choice_.current().misplaced) {
        choice_.give_up("lacks a bracket, and has a member where it does not belong");
        return true;
    }
    auto& guessed = choice_.current().guessed;
    guessed = guessed || added + dropped != 0;
    auto i = found.at.begin();
    for (auto one = way.rbegin(); one != way.rend() && !writer_.stopped() && !containers_.empty(); ++one) {
        if (*one == change::add) {
            structure_.close_missing();
            continue;
        }
        text_.at = *i++;
        if (*one == change::pop) {
            structure_.close_as_written();
        } else {
            writer_.repaired(applied_repair::kind::extra_bracket, text_.at, text_.at + 1);
            ++text_.at;
            text_.next = place::after;
        }
    }
    return true;
}

} // namespace coax::repair
