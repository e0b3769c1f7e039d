// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// An answer as a model may write it, for a few types.
#include "bound.hpp"

#include <cstdint>
#include <iterator>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 2048));
    static coax::fuzz::random_shape const types[]
        = {coax::fuzz::random_shape("{ti?t}"), coax::fuzz::random_shape("{[t]?[i][{ti}]}"),
            coax::fuzz::random_shape("{[{t?b}]}"), coax::fuzz::random_shape("{rbc?r@<i>}")};
    coax::fuzz::check(types[size % std::size(types)].root(), text, size % 3 != 0);
    return 0;
}
