// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: min_items and max_items are about a container, and this member is not one
// expect: &order::number
#include <coax/annotate.hpp>

struct order {
    int number = 0;
};

constexpr auto tag_invoke(coax::annotate_tag, order const*)
{
    return coax::notes(coax::note<&order::number>("").min_items(1));
}
