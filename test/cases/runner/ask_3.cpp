// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "ask.hpp"

ask::doing ask::find_3(std::string_view call, std::string_view type)
{
    CASE_TYPES_3(ASK_ONE)
    return nullptr;
}
