// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// An event stream: the same events however it is cut.
#include "sse/parser.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

std::string read(std::string_view bytes, std::size_t cut)
{
    std::string all;
    coax::sse::parser parser({.line = 300, .event = 500, .stray = 100});
    auto const note = [&](coax::sse::event const& one) {
        all.append(one.type).append("\x1f").append(one.data).append("\x1f").append(one.id).append("\x1e");
    };
    boost::system::error_code failed;
    for (std::size_t at = 0; at < bytes.size() && !failed;) {
        std::string const piece(bytes.substr(at, cut == 0 ? bytes.size() : cut));
        failed = parser.feed(piece, note);
        at += piece.size();
    }
    if (!failed)
        failed = parser.finish(note);
    all += failed ? failed.message() : "whole";
    all.append(parser.stray());
    return all += parser.retry() ? std::to_string(parser.retry()->count()) : "none";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const bytes(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 4096));
    auto const whole = read(bytes, 0);
    for (std::size_t const cut : {1U, 2U, 7U, 64U}) {
        if (read(bytes, cut) != whole) {
            std::fprintf(stderr, "other events when it is cut every %zu bytes\n", cut);
            std::abort();
        }
    }
    return 0;
}
