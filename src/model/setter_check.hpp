// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/call.hpp>
#include <coax/request.hpp>

#include <cstdint>

namespace coax::model {

/// What a request is for.
enum class verb : std::uint8_t { extract, extract_detailed, classify, stream, each, batch, encode };

/// The verb of a call for this audience, as far as that decides it.
constexpr verb verb_for(detail::audience audience) noexcept
{
    return audience == detail::audience::partials ? verb::stream
        : audience == detail::audience::items     ? verb::each
                                                  : verb::extract_detailed;
}

/// Throws `coax::error`, `errc::invalid_option`, where the request sets what this verb would ignore. The message names
/// the setter, the verb, and the verbs that use the setter.
void check_setters(request const& req, verb used);

} // namespace coax::model
