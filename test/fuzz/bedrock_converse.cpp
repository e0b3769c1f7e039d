// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "decoder.hpp"
#include "framed.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const input(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 4096));
    coax::fuzz::check_decoder("bedrock", input);
    return coax::fuzz::check_decoder("bedrock", coax::fuzz::framed::all(input));
}
