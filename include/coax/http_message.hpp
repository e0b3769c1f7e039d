// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <vector>

namespace coax {

/// One field of an HTTP header. Names are compared without regard to case.
struct http_header {
    std::string name;
    std::string value;
};

/// The head of an HTTP response.
struct http_response_head {
    int status = 0; ///< 200, 429, ...; never an interim one (1xx)
    std::vector<http_header> headers; ///< as they were received
};

} // namespace coax
