// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::provider {

/// `text`, a model's name say, as it may stand in a request target: everything but letters, digits and "-._~" escaped,
/// and also left as it is what `keep` lists. Throws `coax::error`, `errc::invalid_option`, for "." and "..", which
/// would name another path; no escape keeps a server from reading them so.
std::string path_segment(std::string_view text, std::string_view keep = {});

/// The text with every byte escaped that is not unreserved in a URL and not in `keep`.
std::string percent_encode(std::string_view text, std::string_view keep = {});

} // namespace coax::provider
