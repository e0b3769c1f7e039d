// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <stdexcept>

namespace coax::cli {

/// Something that the user wrote is wrong. The message names it and says what to do; the program returns
/// `exit_code::bad_usage`.
class usage_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace coax::cli
