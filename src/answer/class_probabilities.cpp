// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/class_probabilities.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace coax::answer {

namespace {

constexpr std::string_view white = " \t\r\n";

/// Where the string of the member `value` begins; npos where there is none.
std::size_t value_begin(std::string_view text)
{
    constexpr std::string_view key = "\"value\"";
    auto at = text.find(key);
    for (char const wanted : {':', '"'}) {
        if (at == text.npos)
            return at;
        at = text.find_first_not_of(white, wanted == ':' ? at + key.size() : at + 1);
        if (at == text.npos || text[at] != wanted)
            return text.npos;
    }
    return at + 1;
}

/// Whether the answer, having said `so_far` of the value and its end, may still be (or is) the class.
bool may_be(std::string_view one, std::string_view so_far)
{
    if (auto const end = so_far.find('"'); end != so_far.npos)
        return one == so_far.substr(0, end);
    return one.starts_with(so_far);
}

} // namespace

std::vector<double> class_probabilities(
    std::span<weighed_token const> tokens, std::span<std::string_view const> classes)
{
    std::string text;
    for (auto const& one : tokens)
        text += one.text;
    auto const begin = value_begin(text);
    auto const end = begin == text.npos ? begin : text.find('"', begin);
    if (end == text.npos)
        return {};

    std::vector<double> share(classes.size(), 0);
    double way = 1; // of having come so far
    std::size_t at = 0;
    bool weighed = false;
    for (auto const& token : tokens) {
        auto const from = at;
        at += token.text.size();
        if (at <= begin)
            continue;
        if (from > end)
            break;
        std::vector<double> mass; // of each choice that is one of the classes
        std::vector<std::vector<std::size_t>> which;
        double all = 0;
        double gone = 0;
        bool known = false; // how probable the chosen token was
        for (auto const& choice : token.choices) {
            auto whole = text.substr(0, from) + choice.token;
            if (whole.size() <= begin || whole.compare(0, begin, text, 0, begin) != 0)
                continue;
            std::vector<std::size_t> fit;
            for (std::size_t c = 0; c < classes.size(); ++c)
                if (may_be(classes[c], std::string_view(whole).substr(begin)))
                    fit.push_back(c);
            if (fit.empty())
                continue;
            auto const p = std::exp(choice.log_probability);
            if (std::isnan(p))
                continue;
            all += p;
            if (choice.token == token.text) {
                gone += p;
                known = true;
            }
            mass.push_back(choice.token == token.text ? 0 : p); // the way gone is divided further on
            which.push_back(std::move(fit));
        }
        if (all <= 0)
            continue;
        if (!known)
            return {};
        weighed = true;
        for (std::size_t i = 0; i < mass.size(); ++i)
            for (auto const c : which[i])
                share[c] += way * mass[i] / all / static_cast<double>(which[i].size());
        way *= gone / all;
    }
    if (!weighed)
        return {};
    auto const chosen = std::ranges::find(classes, std::string_view(text).substr(begin, end - begin));
    if (chosen == classes.end())
        return {};
    share[static_cast<std::size_t>(chosen - classes.begin())] += way;
    auto const sum = std::accumulate(share.begin(), share.end(), 0.0);
    for (auto& one : share)
        one /= sum;
    return share;
}

} // namespace coax::answer
