// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: this string is not one of the literal's
#include <coax/literal.hpp>

using urgency = coax::literal<"low", "high">;

bool asks(urgency now) { return now == "middling"; }
