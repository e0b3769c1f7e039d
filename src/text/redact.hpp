// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::text {

/// Replaces a key in a text, written as it is or escaped as in JSON, in a JSON pointer or in a URL. The first 8
/// characters of a key that was cut off are replaced, too. A key under 8 characters is replaced where it is a word of
/// its own. A key under 4, and a placeholder ("none", "ollama"), is no secret and stays.
void redact(std::string& text, std::string_view key);

} // namespace coax::text
