// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/pattern_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace coax::sim {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::string_view printable = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.,:/";

/// Reads the pattern and writes a match in the same walk.
class walker {
public:
    walker(std::string_view pattern, std::size_t stretch, std::uint64_t choice)
        : rest_(pattern),
          stretch_(stretch),
          choice_(choice)
    {
    }

    std::optional<std::string> walk()
    {
        auto made = alternatives();
        return known_ && rest_.empty() ? std::optional(std::move(made)) : std::nullopt;
    }

private:
    bool take(char c)
    {
        if (rest_.empty() || rest_.front() != c)
            return false;
        rest_.remove_prefix(1);
        return true;
    }

    char next()
    {
        if (rest_.empty()) {
            known_ = false;
            return 0;
        }
        auto const c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    /// The first alternative is the one written; the others are only read.
    std::string alternatives()
    {
        auto made = sequence();
        while (known_ && take('|'))
            sequence();
        return made;
    }

    std::string sequence()
    {
        std::string made;
        while (known_ && !rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
            if (take('^') || take('$'))
                continue;
            auto const before = rest_;
            auto const one = atom();
            auto const used = before.substr(0, before.size() - rest_.size());
            repeat(made, one, used);
        }
        return made;
    }

    /// Each repetition of a single class picks its own character.
    void repeat(std::string& made, std::string const& one, std::string_view source)
    {
        auto const times = quantifier();
        if (times == 0)
            return;
        made += one;
        for (std::size_t at = 1; at < times && known_; ++at) {
            walker again(source, stretch_, choice_ + at);
            made += again.atom();
        }
    }

    std::string atom()
    {
        auto const c = next();
        if (c == '(')
            return group();
        if (c == '[')
            return set();
        if (c == '.')
            return pick(printable);
        if (c == '\\')
            return escape();
        if (c == '*' || c == '+' || c == '?' || c == '{')
            known_ = false;
        return std::string(1, c);
    }

    std::string group()
    {
        if (take('?') && !take(':')) // look-around and names
            known_ = false;
        auto made = alternatives();
        known_ = known_ && take(')');
        return made;
    }

    std::string escape()
    {
        auto const c = next();
        auto const members = class_of(c);
        if (!members.empty())
            return pick(members);
        return std::string(1, literal(c));
    }

    char literal(char c)
    {
        if (c == 'n')
            return '\n';
        if (c == 't')
            return '\t';
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            known_ = false; // back-references, boundaries, code points
        return c;
    }

    static std::string_view class_of(char c)
    {
        switch (c) {
        case 'd':
            return digits;
        case 'w':
            return word;
        case 's':
            return " ";
        case 'D':
        case 'S':
            return word.substr(0, 52);
        case 'W':
            return " -.";
        default:
            return {};
        }
    }

    std::string set()
    {
        bool const negated = take('^');
        std::string members;
        while (known_ && !take(']')) {
            auto c = next();
            if (c == '\\') {
                c = next();
                if (auto const some = class_of(c); !some.empty()) {
                    members += some;
                    continue;
                }
                c = literal(c);
            }
            if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
                rest_.remove_prefix(1);
                auto const last = next();
                known_ = known_ && last != '\\' && static_cast<unsigned char>(c) < 0x80 && c <= last;
                for (int one = static_cast<unsigned char>(c); known_ && one <= last; ++one)
                    members += static_cast<char>(one);
            } else {
                members += c;
            }
        }
        if (negated) {
            std::string others;
            std::copy_if(printable.begin(), printable.end(), std::back_inserter(others),
                [&](char c) { return members.find(c) == members.npos; });
            members = others;
        }
        known_ = known_ && !members.empty()
            && std::all_of(members.begin(), members.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        return known_ ? pick(members) : std::string();
    }

    std::string pick(std::string_view members)
    {
        choice_ = choice_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return std::string(1, members[(choice_ >> 33) % members.size()]);
    }

    std::size_t quantifier()
    {
        std::size_t times = 1;
        if (take('*') || take('+')) {
            times = std::max<std::size_t>(stretch_, 1);
        } else if (take('{')) {
            auto const least = number();
            auto most = least;
            if (take(','))
                most = !rest_.empty() && rest_.front() == '}' ? std::max(least, stretch_) : number();
            known_ = known_ && take('}') && least <= most && most <= 100'000;
            times = std::clamp(stretch_, least, std::max(least, most));
        } else if (!take('?')) {
            return 1;
        }
        take('?'); // lazy
        return times;
    }

    std::size_t number()
    {
        std::size_t made = 0;
        bool any = false;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && made < 100'000) {
            made = made * 10 + static_cast<std::size_t>(next() - '0');
            any = true;
        }
        known_ = known_ && any;
        return made;
    }

    std::string_view rest_;
    std::size_t stretch_;
    std::uint64_t choice_;
    bool known_ = true;
};

} // namespace

std::optional<std::string> pattern_text(std::string_view pattern, std::size_t least, std::uint64_t choice)
{
    return walker(pattern, std::max<std::size_t>(least, 1), choice).walk();
}

} // namespace coax::sim
