// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/hedge.hpp"

#include "error/errc_class.hpp"

#include <utility>

namespace coax::call {

namespace {

/// A second call with the same request would fail in the same way.
bool is_final(failure const& why)
{
    return why.code.category() == category() && !detail::may_differ_next_time(static_cast<errc>(why.code.value()));
}

} // namespace

hedge::decision hedge::on_value(side of) noexcept
{
    if (current_ == decision::wait)
        current_ = of == side::first ? decision::take_first : decision::take_second;
    return current_;
}

hedge::decision hedge::on_failure(side of, failure const& why) noexcept
{
    if (current_ != decision::wait)
        return current_;
    bool const other_failed = std::exchange(one_failed_, true);
    if (of == side::first && is_final(why))
        current_ = decision::fail;
    else if (other_failed)
        current_ = decision::fail_both;
    return current_;
}

} // namespace coax::call
