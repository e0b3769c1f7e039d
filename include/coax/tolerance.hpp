// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>

namespace coax {

/// How an answer is read that is not what was asked for to the letter. doc/tolerant.md lists what is put right.
enum class tolerance : std::uint8_t {
    strict, ///< JSON and the type, nothing else; all else is a broken rule
    report, ///< what can be meant in one way only is put right and listed in `extraction_details::repairs` (default)
    lenient, ///< also what is likely: the first good of several answers, words for yes, no and nothing, an open string
};

} // namespace coax
