// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/space_reader.hpp"

#include <algorithm>

namespace coax::repair {

bool space_reader::read(bool value_next)
{
    for (;;) {
        if (comment_ != comment::none && !read_comment())
            return false;
        while (is_space(text_.peek(text_.at)))
            ++text_.at;
        auto const c = text_.peek(text_.at);
        if (c == '/' || (c == '#' && !value_next)) {
            auto const begins = text_.comment_at(text_.at);
            if (begins == verdict::wait)
                return false;
            if (begins == verdict::no)
                return true;
            begin_ = text_.at;
            bool const block = text_.peek(text_.at + 1) == '*';
            comment_ = block ? comment::block : comment::line;
            text_.at += block ? 2 : 1;
            continue;
        }
        auto const odd = text_.odd_space(text_.at);
        if (odd == 0)
            return c != lookahead::more;
        if (odd == lookahead::wait)
            return false;
        writer_.repaired(applied_repair::kind::white_space, text_.at, text_.at + odd);
        text_.at += odd;
    }
}

bool space_reader::read_comment()
{
    auto const text = text_.text();
    if (comment_ == comment::line) {
        text_.at = std::min(text.find('\n', text_.at), text.size());
        if (text_.peek(text_.at) == lookahead::more)
            return false;
    } else {
        auto const found = text.find("*/", text_.at);
        if (found == std::string_view::npos) {
            text_.at = std::max(text_.at, text.size() - (text.ends_with('*') ? 1 : 0));
            return false;
        }
        text_.at = found + 2;
    }
    comment_ = comment::none;
    writer_.repaired(applied_repair::kind::comment, begin_, text_.at);
    return true;
}

} // namespace coax::repair
