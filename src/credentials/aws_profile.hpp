// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace coax::credentials {

/// The settings of a section of AWS's shared files, "[name]". Nested settings are left out.
std::map<std::string, std::string> aws_section(std::string_view text, std::string_view name);

} // namespace coax::credentials
