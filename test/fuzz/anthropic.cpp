// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "decoder.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    return coax::fuzz::check_decoder("anthropic", data, size);
}
