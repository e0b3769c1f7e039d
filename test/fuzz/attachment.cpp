// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// An address or bytes that are attached, their base64, and base64 as it comes.
#include "demand.hpp"
#include "provider/media.hpp"
#include "text/base64.hpp"

#include <coax/attachment.hpp>
#include <coax/error.hpp>

#include <algorithm>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using coax::fuzz::demand;
    std::string const input(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 4096));
    auto const encoded = coax::text::to_base64(input);
    demand(encoded.size() == coax::text::base64_size(input.size()), "another size than was said");
    std::string decoded = "what was there";
    coax::text::from_base64(encoded, decoded);
    demand(decoded == input, "base64 that says something else");
    coax::text::from_base64(input, decoded);
    demand(decoded.size() <= input.size() * 3 / 4, "more bytes than the digits hold");
    auto const canonical = coax::text::to_base64(decoded);
    coax::text::from_base64(canonical, decoded);
    demand(coax::text::to_base64(decoded) == canonical, "decoded twice it is something else");

    try {
        auto const by = coax::attachment::url(input);
        demand(coax::provider::url_of(by) == input, "another address");
        for (char const c : input)
            demand(c > 0x20 && c < 0x7F, "an address with a character that has no place in one");
        demand(!by.name().empty() && !by.media_type().empty(), "an attachment without a name or a type");
    } catch (coax::error const& why) {
        demand(why.code() == coax::errc::invalid_option, "another error");
    }
    if (!input.empty()) {
        auto const held = coax::attachment::bytes(input, "image/png");
        demand(coax::provider::url_of(held) == "data:image/png;base64," + encoded, "another data URL");
    }
    return 0;
}
