// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/request.hpp>

namespace coax::model {

/// What is sent as text must be UTF-8: no service takes anything else, and their words for it name no place. Throws
/// `coax::error`, `errc::invalid_option`, with the text's place in the request and the byte.
void check_prompt_text(request const& req);

} // namespace coax::model
