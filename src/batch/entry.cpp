// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/entry.hpp"

#include "error/errc_class.hpp"

namespace coax::batching {

entry::kind state_of(journal_line const& result)
{
    if (!result.error)
        return entry::good;
    return detail::class_of(*result.error) == detail::errc_class::input ? entry::bad : entry::passing;
}

} // namespace coax::batching
