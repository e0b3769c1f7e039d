// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: min_length, max_length, pattern and whole are about a string, and this member is not one
// expect: length_of_number.cpp:12
#include <coax/annotate.hpp>

struct score {
    double confidence = 0;
};

constexpr auto tag_invoke(coax::annotate_tag, score const*)
{
    return coax::notes(coax::note<&score::confidence>("Confidence score 0-1").max_length(3));
}
