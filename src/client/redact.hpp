// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <coax/failure.hpp>

#include <string>
#include <string_view>

namespace coax::detail {

/// Takes the key out of a text that a provider may have put it into; of a key that was cut off, 16 characters give it
/// away. A key under 8 characters is no secret ("none", "ollama") and stays.
void redact(std::string& text, std::string_view key);

/// The same for every key and token that is sent to `whom`.
void redact(std::string& text, provider::endpoint const& whom);
/// In every text of an attempt that failed.
void redact(attempt& tried, provider::endpoint const& whom);
/// In every text of a failure.
void redact(failure& why, provider::endpoint const& whom);

} // namespace coax::detail
