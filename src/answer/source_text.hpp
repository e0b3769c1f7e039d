// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/request.hpp>

#include <string>

namespace coax::answer {

/// The text that an answer's quotes are taken from: the request's own source, else what the user wrote.
std::string source_text(request const& req);

} // namespace coax::answer
