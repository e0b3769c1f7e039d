// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/response_accumulator.hpp"

#include <coax/failure.hpp>

#include <optional>
#include <string>
#include <vector>

namespace coax::answer {

/// Why a finished or aborted answer is no value; empty where it is one. `errc::invalid_answer` means broken rules: the
/// model can be asked again. A refused or filtered answer is never a value, even where its JSON is whole; one that the
/// token limit ended is, if it was whole by then. `provider_message` is the provider's own words or a refusal; what
/// else the model wrote is in `text`. `max_tokens` is the request's, 0 where it is not known.
std::optional<failure> check_answer(response_accumulator const& response, std::uint32_t max_tokens);

/// `message`, and after it each broken rule with its pointer, in one line.
std::string with_violations(std::string message, std::vector<violation> const& broken);

} // namespace coax::answer
