// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_fault.hpp"

#include <coax/error.hpp>

namespace coax::detail {

namespace {

std::string about(std::string_view pointer, std::string const& words)
{
    return pointer.empty() ? "the schema " + words : "in the schema, " + std::string(pointer) + " " + words;
}

} // namespace

void malformed_schema(std::string_view pointer, std::string const& words)
{
    throw error({errc::invalid_option, about(pointer, words)});
}

void unkept_schema(std::string_view pointer, std::string const& words)
{
    throw error({errc::unsupported_schema, about(pointer, words)});
}

} // namespace coax::detail
