// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"
#include "text/redact.hpp"

#include <coax/extraction.hpp>
#include <coax/failure.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace coax::call {

using text::redact;

/// The keys and tokens that are sent to `endpoint`, which must live as long.
std::vector<std::string_view> secrets_of(provider::endpoint const& endpoint);

/// Takes every key and token that is sent to `endpoint` out of a text.
void redact(std::string& text, provider::endpoint const& endpoint);
/// In every text of an attempt that failed.
void redact(attempt& tried, provider::endpoint const& endpoint);
/// Makes the texts of an answer UTF-8; the repairs stand where they stood.
void make_utf8(extraction_details& all);
/// In every text of a failure. All texts are UTF-8 afterwards, without control characters but white space.
void redact(failure& why, provider::endpoint const& endpoint);

} // namespace coax::call
