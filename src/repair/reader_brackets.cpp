// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Brackets that do not fit: which is missing, and which is one too many.
#include "repair/reader.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace coax::repair {

namespace {

constexpr bool is_closer(int c) { return c == '}' || c == ']' || c == ')'; }

constexpr std::size_t most_brackets = 32; ///< that stand in a row, where one of them does not fit
constexpr unsigned most_changes = 2;
constexpr unsigned never = 100;

} // namespace

/// What follows the closing brackets from `at_` on.
struct reader::row {
    std::array<std::size_t, most_brackets> at{};
    std::size_t size = 0;
    std::size_t next = 0; ///< where what follows begins, ...
    int first = 0; ///< ... its first character, behind a comma if there is one
    bool comma = false;
    bool goes_on = false; ///< what follows is a value or a key
    lookahead::key key;
};

bool reader::closer(char c)
{
    bool const fits = levels_.back().closer == c;
    if (pending_ || settled_ || (fits && levels_.size() > 1)) {
        if (fits)
            close_as_written();
        else
            give_up(std::string("has a '") + c + "' that closes nothing");
        return true;
    }
    row found;
    if (!look_behind_brackets(found))
        return false;
    if (fits && !(found.comma && found.goes_on)) {
        close_as_written();
        return true;
    }
    if (!close_in_best_way(found)) {
        if (fits)
            close_as_written();
        else
            give_up(std::string("has a '") + c + "' that closes nothing");
    }
    return true;
}

/// At a comma in an object, behind which an element stands: that of an array around it.
bool reader::element_after_comma()
{
    row found;
    if (!look_behind_brackets(found))
        return false;
    if (!close_in_best_way(found))
        give_up("has an object where a key should be");
    return true;
}

void reader::close_as_written()
{
    if (after_comma_)
        repaired(kind::trailing_comma, comma_, comma_ + 1);
    mark(at_, at_ + 1);
    ++at_;
    close();
}

/// False: more must come to know.
bool reader::look_behind_brackets(row& found)
{
    auto k = at_;
    while (found.size < most_brackets && is_closer(see_.peek(k))) {
        found.at[found.size++] = k;
        k = see_.skip(k + 1);
    }
    found.first = see_.peek(k);
    if (found.first == ',') {
        found.comma = true;
        k = see_.skip(k + 1);
        found.first = see_.peek(k);
    }
    found.next = k;
    if (found.first == lookahead::more)
        return false;
    bool const value = found.first == '{' || found.first == '[' || found.first == '"';
    if (found.comma || value)
        found.key = see_.find_key(k);
    found.goes_on = value || (found.comma && (found.key.found == verdict::yes || is_digit(found.first)));
    return found.key.found != verdict::wait;
}

/// What speaks against `depth` levels being open where the row ends.
unsigned reader::doubt_behind(row const& found, std::size_t depth)
{
    auto const up = levels_.size() - depth;
    if (found.first == lookahead::end || found.first == '`')
        return static_cast<unsigned>(depth); // the others are missing, too
    if (!found.goes_on)
        return depth == 0 ? 0 : never;
    if (depth == 0)
        return never;
    if (levels_[depth - 1].closer != '}') {
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

/// With the fewest brackets added and left out that what follows agrees with; nothing where two ways are as good.
bool reader::close_in_best_way(row const& found)
{
    enum class change : std::uint8_t { none, pop, drop, add };
    auto const width = levels_.size() + 1;
    std::vector<unsigned> cost((found.size + 1) * width, never);
    std::vector<change> by(cost.size(), change::none);
    auto const reach = [&](std::size_t i, std::size_t depth, unsigned price, change by_way) {
        if (price < cost[i * width + depth]) {
            cost[i * width + depth] = price;
            by[i * width + depth] = by_way;
        }
    };
    reach(0, levels_.size(), 0, change::none);
    for (std::size_t i = 0; i <= found.size; ++i)
        for (auto depth = levels_.size() + 1; depth-- > 0;) {
            auto const price = cost[i * width + depth];
            if (price >= never)
                continue;
            if (i < found.size && depth > 0 && levels_[depth - 1].closer == see_.peek(found.at[i]))
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
    for (std::size_t i = found.size, depth = best_depth; i != 0 || depth != levels_.size();) {
        way.push_back(by[i * width + depth]);
        added += way.back() == change::add ? 1 : 0;
        dropped += way.back() == change::drop ? 1 : 0;
        i -= way.back() == change::add ? 0 : 1;
        depth += way.back() == change::drop ? 0 : 1;
    }
    bool const as_good = found.goes_on && !clear;
    if (as_good || best > most_changes + (found.goes_on ? 0 : levels_.size())
        || (added != 0 && dropped != 0 && !found.goes_on))
        return false;
    if (after_comma_ && (way.empty() || way.back() != change::pop))
        return false;
    if (added != 0 && misplaced_) {
        give_up("lacks a bracket, and has a member where it does not belong");
        return true;
    }
    guessed_ = guessed_ || added + dropped != 0;
    auto i = found.at.begin();
    for (auto one = way.rbegin(); one != way.rend() && !over_ && !levels_.empty(); ++one) {
        if (*one == change::add) {
            repaired(kind::missing_bracket, at_, at_);
            close();
            continue;
        }
        at_ = *i++;
        if (*one == change::pop) {
            close_as_written();
        } else {
            repaired(kind::extra_bracket, at_, at_ + 1);
            ++at_;
            place_ = place::after;
        }
    }
    return true;
}

} // namespace coax::repair
