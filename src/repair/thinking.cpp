// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/thinking.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace coax::repair {

namespace {

using kind = thinking_mark::kind;

constexpr std::size_t longest_name = 48;
constexpr std::size_t longest_channel = 160;

constexpr std::string_view left_triangle = "\xE2\x97\x81"; // as Kimi writes <think>
constexpr std::string_view right_triangle = "\xE2\x96\xB7";

struct taken {
    kind is = kind::none;
    std::string name; ///< in lower case
    std::size_t end = 0;
};

/// The text from `i` to `stop`, which follows within `longest` bytes of words and blanks; else none.
taken up_to(lookahead const& text, std::size_t i, std::string_view stop, std::size_t longest)
{
    taken result;
    for (auto const last = i + longest; i < last; ++i) {
        auto const here = text.has(i, stop);
        auto const c = text.peek(i);
        if (here == verdict::yes) {
            result.is = kind::opens;
            result.end = i + stop.size();
            return result;
        }
        if (here == verdict::wait || c == lookahead::more) {
            result.is = kind::wait;
            return result;
        }
        if (!is_word(c) && !is_space(c)
            && std::string_view("_:./=|<>'\"").find(static_cast<char>(c)) == std::string_view::npos)
            break;
        result.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
    }
    return result;
}

/// Whether a tag or a special token is about thinking; `name` is without the part that opens or closes.
bool is_thinking(std::string_view name)
{
    static constexpr std::array<std::string_view, 12> stems{"think", "thought", "reason", "reflect", "analysis",
        "analyz", "scratch", "rationale", "monologue", "inner", "deliberat", "chain_of_thought"};
    if (auto const space = name.rfind(':'); space != name.npos)
        name.remove_prefix(space + 1);
    return std::ranges::any_of(stems, [&](auto stem) { return name.starts_with(stem); }) || name == "cot"
        || name == "draft" || name == "planning";
}

bool take(std::string_view& name, std::string_view prefix)
{
    if (!name.starts_with(prefix))
        return false;
    name.remove_prefix(prefix.size());
    return true;
}

thinking_mark tag(taken const& from)
{
    std::string_view name = from.name;
    while (!name.empty() && is_space(static_cast<unsigned char>(name.back())))
        name.remove_suffix(1);
    bool const closes = take(name, "/") || take(name, "end_of_") || take(name, "end_");
    if (!closes && !take(name, "begin_of_") && !take(name, "begin_"))
        take(name, "start_");
    if (!is_thinking(name) || (closes && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_:") != name.npos))
        return {};
    return {closes ? kind::closes : kind::opens, from.end};
}

/// After the word `channel` and its bar: the name of the channel, up to the beginning of its message.
thinking_mark channel(lookahead const& text, std::size_t i)
{
    auto const name = up_to(text, i, "<|message|>", longest_channel);
    if (name.is != kind::opens)
        return {name.is, name.end};
    bool const of_answer = name.name.find("final") != name.name.npos || name.name.find("to=") != name.name.npos
        || name.name.find("json") != name.name.npos;
    return {of_answer ? kind::closes : kind::opens, name.end};
}

thinking_mark special(lookahead const& text, std::size_t i)
{
    auto const whole = up_to(text, i + 2, ">", longest_name);
    if (whole.is != kind::opens)
        return {whole.is, 0};
    if (whole.name == "channel|")
        return channel(text, whole.end);
    auto name = whole;
    if (name.name.ends_with('|'))
        name.name.pop_back();
    if (name.name == "channel") // <|channel>thought ... <channel|>
        return {kind::opens, whole.end};
    return tag(name);
}

} // namespace

thinking_mark mark_at(lookahead const& text, std::size_t i)
{
    auto const c = text.peek(i);
    if (c == 'a') { // the special tokens of channels, left out
        auto const here = text.has(i, "assistantfinal");
        if (here == verdict::wait)
            return {kind::wait, 0};
        return here == verdict::yes && text.text().starts_with("analysis") ? thinking_mark{kind::closes, i + 14}
                                                                           : thinking_mark();
    }
    if (c == 0xE2) {
        auto const here = text.has(i, left_triangle);
        if (here != verdict::yes)
            return {here == verdict::wait ? kind::wait : kind::none, 0};
        auto const name = up_to(text, i + left_triangle.size(), right_triangle, longest_name);
        return name.is == kind::opens ? tag(name) : thinking_mark{name.is, 0};
    }
    if (c != '<' && c != '[')
        return {};
    auto const next = text.peek(i + 1);
    if (next == lookahead::more)
        return {kind::wait, 0};
    if (c == '<' && next == '|')
        return special(text, i);
    if (next != '/' && !(next >= 'A' && next <= 'Z') && !(c == '<' && next >= 'a' && next <= 'z'))
        return {};
    auto name = up_to(text, i + 1, c == '<' ? ">" : "]", longest_name);
    if (name.is != kind::opens)
        return {name.is, 0};
    if (name.name == "channel|")
        return {kind::closes, name.end};
    return tag(name);
}

} // namespace coax::repair
