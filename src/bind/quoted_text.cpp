// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/quoted_text.hpp"

#include <algorithm>
#include <vector>

namespace coax::bind {

namespace {

constexpr std::string_view white = " \t\r\n\f\v";

std::string with_single_spaces(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (auto at = text.find_first_not_of(white); at != text.npos; at = text.find_first_not_of(white, at)) {
        auto const end = text.find_first_of(white, at);
        if (!out.empty())
            out.push_back(' ');
        out.append(text.substr(at, end - at));
        if (end == text.npos)
            break;
        at = end;
    }
    return out;
}

} // namespace

quoted_text::outcome quoted_text::find(std::string_view quote)
{
    if (text_) {
        folded_ = with_single_spaces(text_());
        text_ = nullptr;
    }
    auto const wanted = with_single_spaces(quote);
    if (wanted.empty() || wanted.size() > folded_.size())
        return outcome::not_found;
    if (left_ < wanted.size())
        return outcome::over_budget;
    auto const searched = search(wanted);
    left_ -= std::min<std::uint64_t>(left_, wanted.size() + std::min(searched, folded_.size()));
    return searched > folded_.size() ? outcome::not_found : outcome::found;
}

/// The position at which it ends in the text; a position past the end if the text does not contain it. Uses the
/// algorithm of Knuth, Morris and Pratt, since `std::string::find` is quadratic for texts such as `aaaa`.
std::size_t quoted_text::search(std::string_view wanted) const
{
    std::vector<std::uint32_t> same(wanted.size(), 0); // the length of the prefix that also ends here
    for (std::uint32_t i = 1, matched = 0; i < wanted.size(); ++i) {
        while (matched > 0 && wanted[i] != wanted[matched])
            matched = same[matched - 1];
        same[i] = matched += wanted[i] == wanted[matched] ? 1 : 0;
    }
    std::uint32_t matched = 0;
    for (std::size_t at = 0; at < folded_.size(); ++at) {
        while (matched > 0 && folded_[at] != wanted[matched])
            matched = same[matched - 1];
        matched += folded_[at] == wanted[matched] ? 1 : 0;
        if (matched == wanted.size())
            return at + 1;
    }
    return folded_.size() + 1;
}

} // namespace coax::bind
