// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/explain.hpp"
#include "provider/registry.hpp"
#include "wire/decoded.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace coax::fuzz {

inline std::string decoded(provider::service const& from, std::string_view body, std::size_t cut)
{
    auto const decoder = from.protocol->decode();
    wire::decoded received;
    for (std::size_t at = 0; at < body.size() && !received.failed && !received.ended;) {
        std::string const piece(body.substr(at, cut == 0 ? body.size() : cut));
        decoder->feed(piece, received);
        at += piece.size();
    }
    if (!received.failed && !received.ended)
        decoder->finish(received);
    auto all = received.text + "\x1f" + received.reasoning + "\x1f" + received.refusal + "\x1f" + received.stop_word;
    for (auto const& call : received.calls)
        all += "\x1e" + call.name + "\x1f" + call.id + "\x1f" + call.arguments;
    return all + (received.failed ? received.failed->code.message() : received.ended ? "ended" : "open");
}

/// The body of an answer of this service: it is told the same however it is cut. An error body, too.
inline int check_decoder(std::string_view service, std::string_view body)
{
    auto const& from = *provider::find_service(service);
    auto const whole = decoded(from, body, 0);
    for (std::size_t const cut : {1U, 5U, 100U}) {
        auto const other = decoded(from, body, cut);
        if (other != whole) {
            std::fprintf(
                stderr, "cut every %zu bytes it is told otherwise:\n%s\n%s\n", cut, whole.c_str(), other.c_str());
            std::abort();
        }
    }
    http::response_head head;
    head.status = 400 + static_cast<int>(body.size() % 200);
    auto const why = provider::explain_answer(from.protocol->service(), head, body);
    if (!why.code)
        std::abort();
    return 0;
}

inline int check_decoder(std::string_view service, std::uint8_t const* data, std::size_t size)
{
    return check_decoder(service, {reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 8192)});
}

} // namespace coax::fuzz
