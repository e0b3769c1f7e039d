// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "provider/error_body.hpp"
#include "provider/stop_word.hpp"

#include <coax/failure.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::provider {

/// As much of the body of an error is kept, in bytes.
inline constexpr std::size_t max_error_body = 64 * 1024;

/// The service's own number for an exchange, which its support asks for; "" where it gave none.
std::string_view request_id(http::headers const& headers);

/// The failure for an answer whose status is not 200. `service` is the provider's name for the reader. `body` may be
/// JSON, HTML, anything, empty, cut off, and of any size; what coax does not understand is quoted shortly.
failure explain_answer(std::string_view service, http::response_head const& head, std::string_view body);

/// The failure for an error that is reported inside a 200 answer.
failure explain_event(std::string_view service, error_body error);

/// The failure for an answer that stopped as `kind` says: `failed`, `discarded`, `filtered` or `unknown`. `word` is the
/// service's own, `words` what it says beside it, or "".
failure explain_stop(std::string_view service, stop_kind kind, std::string_view word, std::string_view words);

/// The failure for a 200 answer whose body is not of the protocol.
failure explain_content(std::string_view service, std::string_view body);

/// The beginning of what cannot be understood, on one line.
std::string excerpt(std::string_view text);

} // namespace coax::provider
