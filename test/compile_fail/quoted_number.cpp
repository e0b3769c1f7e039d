// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: quoted is about a string or a container of strings, and this member is neither
// expect: quoted_number.cpp:12
#include <coax/annotate.hpp>

struct score {
    double confidence = 0;
};

constexpr auto tag_invoke(coax::annotate_tag, score const*)
{
    return coax::notes(coax::note<&score::confidence>("Confidence score 0-1").quoted());
}
