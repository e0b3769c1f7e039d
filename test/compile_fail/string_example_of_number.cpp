// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: a string example needs a string, enum or literal member
// expect: &order::number
#include <coax/annotate.hpp>

struct order {
    int number = 0;
};

constexpr auto tag_invoke(coax::annotate_tag, order const*)
{
    return coax::notes(coax::note<&order::number>("").example("seven"));
}
