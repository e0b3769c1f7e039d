// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: ge, gt, le, lt and multiple_of bound a number, and this member is not one
// expect: &order::code
#include <coax/annotate.hpp>

#include <string>

struct order {
    std::string code;
};

constexpr auto tag_invoke(coax::annotate_tag, order const*) { return coax::notes(coax::note<&order::code>("").ge(0)); }
