// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::detail {

/// Throws `errc::invalid_option`: what stands at `pointer` of a user's schema is no schema.
[[noreturn]] void malformed_schema(std::string_view pointer, std::string const& words);
/// Throws `errc::unsupported_schema`: it is one, but no type can be made of it.
[[noreturn]] void unkept_schema(std::string_view pointer, std::string const& words);

} // namespace coax::detail
