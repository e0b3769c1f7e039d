// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::detail {

/// The environment variable's value, or "". An empty name is "".
std::string environment(std::string_view name);

/// HTTPS_PROXY or https_proxy, the first that is set; likewise NO_PROXY.
std::string proxy_from_environment();
std::string no_proxy_from_environment();

} // namespace coax::detail
