// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <coax/extraction.hpp>
#include <coax/failure.hpp>

#include <string>
#include <string_view>

namespace coax::call {

/// Takes the key out of a text that a provider may have put it into, escaped as in JSON, a JSON pointer or a URL or
/// not; of a key that was cut off, 8 characters give it away. A key under 8 characters goes where it stands as a word
/// of its own; one under 4, and what is given where no key is wanted ("none", "ollama"), is no secret and stays.
void redact(std::string& text, std::string_view key);

/// The same for every key and token that is sent to this endpoint.
void redact(std::string& text, provider::endpoint const& endpoint);
/// In every text of an attempt that failed.
void redact(attempt& tried, provider::endpoint const& endpoint);
/// Makes the texts of an answer UTF-8; the repairs stand where they stood.
void make_utf8(extraction_details& all);
/// In every text of a failure. All texts are UTF-8 afterwards, without control characters but white space.
void redact(failure& why, provider::endpoint const& endpoint);

} // namespace coax::call
