// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/quote.hpp"

namespace coax::repair {

bool find_quote(lookahead const& text, std::size_t i, quote& found)
{
    static constexpr quote all[] = {{"\"\"\"", "\"\"\""}, {"'''", "'''"}, {"\"", "\""}, {"'", "'"}, {"`", "`"},
        {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xE2\x80\x98", "\xE2\x80\x99"}};
    found = {};
    auto const c = text.peek(i);
    if (c >= 0 && c != '"' && c != '\'' && c != '`' && c != 0xE2)
        return true;
    if (auto const d = text.peek(i + 1); c == '"' && d >= 0 && d != '"') {
        found = {"\"", "\""};
        return true;
    }
    for (auto const& one : all) {
        auto const here = text.has(i, one.open);
        if (here == verdict::wait)
            return false;
        if (here == verdict::yes) {
            found = one;
            break;
        }
    }
    return true;
}

} // namespace coax::repair
