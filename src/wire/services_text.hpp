// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>

namespace coax::wire {

/// doc/providers.md: the tables of services for a reader, in Markdown.
std::string services_text();

} // namespace coax::wire
