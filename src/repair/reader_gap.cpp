// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What is between keys and values: white space and comments.
#include "repair/reader.hpp"

#include <algorithm>

namespace coax::repair {

/// White space and comments.
bool reader::gap(bool value_next)
{
    for (;;) {
        if (in_comment_ != comment::none && !in_comment())
            return false;
        while (is_space(see_.peek(at_)))
            ++at_;
        auto const c = see_.peek(at_);
        if (c == '/' || (c == '#' && !value_next)) {
            auto const begins = see_.comment_at(at_);
            if (begins == verdict::wait)
                return false;
            if (begins == verdict::no)
                return true;
            comment_ = at_;
            bool const block = see_.peek(at_ + 1) == '*';
            in_comment_ = block ? comment::block : comment::line;
            at_ += block ? 2 : 1;
            continue;
        }
        auto const odd = see_.odd_space(at_);
        if (odd == 0)
            return c != lookahead::more;
        if (odd == lookahead::wait)
            return false;
        repaired(kind::white_space, at_, at_ + odd);
        at_ += odd;
    }
}

bool reader::in_comment()
{
    auto const text = see_.text();
    if (in_comment_ == comment::line) {
        at_ = std::min(text.find('\n', at_), text.size());
        if (see_.peek(at_) == lookahead::more)
            return false;
    } else {
        auto const found = text.find("*/", at_);
        if (found == std::string_view::npos) {
            at_ = std::max(at_, text.size() - (text.ends_with('*') ? 1 : 0));
            return false;
        }
        at_ = found + 2;
    }
    in_comment_ = comment::none;
    repaired(kind::comment, comment_, at_);
    return true;
}

} // namespace coax::repair
