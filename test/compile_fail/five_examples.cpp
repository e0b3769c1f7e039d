// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: at most four examples
#include <coax/annotate.hpp>

struct city {
    std::string name;
};
constexpr auto note
    = coax::note<&city::name>().example("Graz").example("Linz").example("Steyr").example("Wels").example("Wien");
