// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>
#include <string_view>

namespace coax::provider {

/// What a service's word for the end of an answer means. Ordered by weight: of several words the heaviest counts.
enum class stop_kind : std::uint8_t {
    untold, ///< a placeholder: the word is still to come
    complete,
    unknown, ///< no word that coax knows
    truncated,
    filtered,
    refused,
    failed, ///< the service broke the answer off
    discarded, ///< the service did not pass on what the model wrote, because its form was wrong
};

/// One table for all protocols, in any case: "max_tokens", "MAX_TOKENS", "length", ... An empty word is `complete`: a
/// whole answer may give none.
stop_kind meaning_of(std::string_view word);

} // namespace coax::provider
