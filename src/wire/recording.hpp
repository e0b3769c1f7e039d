// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::wire {

/// One recorded HTTP exchange with a provider and what is expected of it; test/data/wire/README.md says the form. What
/// `client_options::record` writes is of the same form, and expects nothing.
struct recording {
    std::string api;
    http::response_head head;
    std::string body;
    std::vector<std::size_t> chunk_lengths; ///< the reads it came in; may be empty
    boost::json::object expect; ///< empty where nothing is said
};

/// Throws `std::exception` where `text` is not a recording.
recording read_recording(std::string_view text);

} // namespace coax::wire
