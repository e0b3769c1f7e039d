// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "binder/quoted_text.hpp"

namespace coax::binder {

namespace {

constexpr std::string_view white = " \t\r\n\f\v";

std::string folded(std::string_view text)
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

bool quoted_text::holds(std::string_view quote)
{
    if (text_) {
        folded_ = folded(text_());
        text_ = nullptr;
    }
    auto const wanted = folded(quote);
    return !wanted.empty() && folded_.find(wanted) != folded_.npos;
}

} // namespace coax::binder
