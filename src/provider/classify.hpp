// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/error_body.hpp"

#include <coax/errc.hpp>

namespace coax::provider {

/// The one place that decides what an error of a provider means. `status` is the HTTP status, or 0 inside a 200
/// answer. The code has the first word, then the type, then the message's own words, then the status.
errc classify(int status, error_body const& error);

} // namespace coax::provider
