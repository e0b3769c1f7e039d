// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The bytes of a connection: a head, a body in its framing, and what the head says of waiting.
#include "demand.hpp"
#include "provider/retry_after.hpp"
#include "transport/head_parser.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace {

using coax::fuzz::demand;
using coax::transport::body_decoder;
using coax::transport::head_parser;

// As a connection reads: what a parser did not take is given again with more behind it.
std::string read(std::string_view bytes, std::size_t cut)
{
    using outcome = head_parser::outcome;
    constexpr std::size_t longest_head = 512;
    constexpr std::uint64_t longest_body = 600;
    head_parser head(longest_head);
    std::string rest;
    std::size_t at = 0;
    auto how = outcome::need_more;
    while (how == outcome::need_more && at < bytes.size()) {
        auto const piece = bytes.substr(at, cut == 0 ? bytes.size() : cut);
        at += piece.size();
        rest.append(piece);
        std::string const given = rest; // its own block, so that a sanitizer sees its edges
        std::size_t taken = 0;
        how = head.parse(given, taken);
        demand(taken <= given.size(), "more was taken than given");
        rest.erase(0, taken);
    }
    if (how != outcome::done)
        return "no head"; // what is wrong may be seen before all of it has come, or not
    std::string all = std::to_string(head.head().status) + (head.keep_alive() ? " keep\n" : "\n");
    for (auto const& [name, value] : head.head().headers)
        all.append(name).append(":").append(value).append("\n");
    if (auto const wait = coax::provider::retry_after(head.head())) {
        demand(wait->count() > 0, "a wait that is none");
        all += std::to_string(wait->count());
    }
    body_decoder body(head.body(), head.length(), longest_body);
    std::size_t left_over = 0;
    auto const feed = [&](std::string piece) {
        if (body.done() || body.broken() != body_decoder::fault::none) {
            left_over += body.done() ? piece.size() : 0;
            return;
        }
        auto const payload = body.decode(piece.data(), piece.size());
        demand(payload.size() <= piece.size(), "a body longer than its bytes");
        all.append(payload);
        left_over += body.done() ? body.left_over() : 0;
    };
    feed(rest);
    while (at < bytes.size()) {
        auto const piece = bytes.substr(at, cut == 0 ? bytes.size() : cut);
        at += piece.size();
        feed(std::string(piece));
    }
    all += body.broken() != body_decoder::fault::none ? "broken" : body.done() ? "done" : "open";
    return all + std::to_string(left_over) + (body.close() ? " whole" : " cut off");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const bytes(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 4096));
    auto const whole = read(bytes, 0);
    for (std::size_t const cut : {1U, 2U, 7U, 64U})
        if (auto const other = read(bytes, cut); other != whole) {
            std::fprintf(stderr, "%s\n---\n%s\n", whole.c_str(), other.c_str());
            demand(false, "read otherwise when it is cut");
        }
    coax::provider::parse_http_date(bytes);
    return 0;
}
