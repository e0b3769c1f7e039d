// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A type in words (see random_shape.hpp), a line end, and an answer for it.
#include "bound.hpp"

#include <boost/json/parse.hpp>

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const all(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 2048));
    auto const line = std::min(all.find('\n'), all.size());
    if (line > 64)
        return 0;
    coax::fuzz::random_shape const type(all.substr(0, line));
    auto const text = all.substr(std::min(line + 1, all.size()));
    coax::fuzz::check(type.root(), text, true);

    auto const bound = coax::fuzz::read(type.root(), text, coax::tolerance::strict, true, 0);
    boost::system::error_code wrong;
    boost::json::parse({text.data(), text.size()}, wrong);
    coax::fuzz::demand(!bound.good() || !wrong, "what is not JSON was bound");
    auto const is_json
        = bound.violations.empty() || bound.violations.back().message.find("is not JSON at byte") == std::string::npos;
    coax::fuzz::demand(wrong || is_json, "JSON was refused");
    return 0;
}
