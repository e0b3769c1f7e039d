// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::provider {

/// What a service takes of one kind of attachment.
struct media_rule {
    std::string_view types; ///< media types, a space between; "" for none
    std::string_view schemes; ///< of the URLs it fetches by itself, a space between; "" for none
    bool bytes = true; ///< takes the bytes themselves
    std::size_t max_bytes = 0; ///< of one as it is sent, in base64; 0 for no limit known
    std::size_t max_count = 0; ///< of its kind in a request; 0 for no limit known
};

/// What a service takes beside words. A limit is one that holds for every model of the service: what some models take,
/// or what sources disagree about, is left to the service's own error.
struct media_rules {
    media_rule image = {};
    media_rule document = {};
    media_rule audio = {};
    std::size_t max_request_bytes = 0; ///< of the whole body; 0 for no limit known
};

constexpr std::size_t operator""_MB(unsigned long long count) { return static_cast<std::size_t>(count) * 1024 * 1024; }

inline constexpr std::string_view usual_images = "image/png image/jpeg image/gif image/webp";
inline constexpr std::string_view pdf = "application/pdf";

/// Throws `coax::error` where a service cannot take an attachment of the request (`errc::unsupported_request`) or one
/// is too large or too many (`errc::request_too_large`); the message points at it.
void check_media(std::string_view service, coax::request const& request, media_rules const& rules);

/// "data:image/png;base64,..." of one given by its bytes, else its address.
std::string url_of(attachment const& file);

} // namespace coax::provider
