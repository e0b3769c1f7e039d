// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/response_decoder.hpp"

#include <memory>

namespace coax::provider {

/// For a body of AWS event-stream frames, each an event. A frame of the type `chunk` contains an event in base64, as
/// InvokeModelWithResponseStream sends them.
std::unique_ptr<response_decoder> decoder_of_aws_frames(std::unique_ptr<event_decoder> events);

} // namespace coax::provider
