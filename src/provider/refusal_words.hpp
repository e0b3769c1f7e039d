// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::provider {

/// The words of an error body by which it may name a member of the request, each text in quotation marks on a line of
/// its own: all strings of a JSON body but those that repeat the request; another body as it is.
std::string refusal_words(std::string_view body);

/// Whether the words name a member of a request, however it is spelled: `parallel_tool_calls`, `parallelToolCalls`,
/// "parallel tool calls". A name of one word counts only where it stands as a name: in quotation marks or in a path.
bool names_member(std::string_view words, std::string_view member);

/// Whether the words hold this value of a member: in quotation marks, or anywhere where not `quoted`.
bool names_value(std::string_view words, std::string_view value, bool quoted);

} // namespace coax::provider
