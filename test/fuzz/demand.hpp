// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace coax::fuzz {

inline void demand(bool condition, char const* words)
{
    if (condition)
        return;
    std::fprintf(stderr, "%s\n", words);
    std::abort();
}

} // namespace coax::fuzz
