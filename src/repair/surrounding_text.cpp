// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/surrounding_text.hpp"

namespace coax::repair {

using kind = applied_repair::kind;

void surrounding_text::start() noexcept
{
    drop();
    any_ = false;
    line_start_ = true;
}

void surrounding_text::add(std::size_t begin, std::size_t end) noexcept
{
    words_.add(begin, end);
    line_start_ = false;
    any_ = true;
}

void surrounding_text::end(bool began)
{
    if (words_.empty())
        return;
    if (count_ > 0 || began) {
        leave_out_kept();
        to_.left_out({kind::surrounding_text, "", words_.first, words_.size()});
    } else {
        kept_ = words_;
    }
    ++count_;
    words_ = {};
}

void surrounding_text::leave_out_kept()
{
    if (!kept_.empty())
        to_.left_out({kind::surrounding_text, "", kept_.first, kept_.size()});
    kept_ = {};
}

void surrounding_text::drop() noexcept
{
    words_ = kept_ = {};
    count_ = 0;
}

} // namespace coax::repair
