// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>

namespace coax {

/// What becomes of a keyword of a schema whose rule coax cannot check.
enum class unkept_keyword : std::uint8_t {
    refuse, ///< an error that names it
    note, ///< it is told to the model in the description, and not checked; `type::notes` lists it
};

/// How `type::from_schema` reads a schema, and how large it may be.
struct schema_options {
    unkept_keyword unkept = unkept_keyword::refuse;
    std::size_t max_bytes = 1024 * 1024; ///< of a schema that is given as text
    std::size_t max_schemas = 10'000; ///< schemas in it, counted where they are used
    std::size_t max_depth = 64; ///< schemas inside each other
    std::size_t max_enum_values = 10'000; ///< of one `enum`
};

} // namespace coax
