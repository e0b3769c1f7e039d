// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>

namespace coax::sim {

/// A certificate and its private key, both PEM.
struct identity {
    std::string certificate;
    std::string key;
};

} // namespace coax::sim
