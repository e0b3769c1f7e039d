// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The bytes of a connection: a head, a body in its framing, and what the head says of waiting.
#include "demand.hpp"
#include "http/retry_after.hpp"
#include "transport/inflater.hpp"
#include "transport/response_parser.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using coax::fuzz::demand;
using coax::transport::response_parser;

// As a connection reads: what a parser did not take is given again with more behind it.
std::string read(std::string_view bytes, std::size_t cut)
{
    constexpr std::size_t longest_head = 512;
    constexpr std::uint64_t longest_body = 600;
    response_parser parser(longest_head, longest_body);
    std::vector<char> rest;
    std::string body;
    std::size_t at = 0;
    auto const go_on = [&] { return !parser.done() && parser.broken() == response_parser::fault::none; };
    while (go_on() && at < bytes.size()) {
        auto const piece = bytes.substr(at, cut == 0 ? bytes.size() : cut);
        at += piece.size();
        rest.insert(rest.end(), piece.begin(), piece.end());
        auto given = rest; // its own block, so that a sanitizer sees its edges
        auto const taken = parser.put(given.data(), given.size());
        demand(taken <= given.size(), "more was taken than given");
        auto const payload = parser.payload();
        demand(payload.empty()
                || (payload.data() >= given.data() && payload.data() + payload.size() <= given.data() + taken),
            "payload that is not of the bytes taken");
        body.append(payload);
        rest.assign(given.begin() + static_cast<std::ptrdiff_t>(taken), given.end());
    }
    if (!parser.head_done() || parser.broken() == response_parser::fault::bad_head
        || parser.broken() == response_parser::fault::head_too_large)
        return "no head"; // what is wrong may be seen before all of it has come, or not
    demand(body.size() <= longest_body, "a body over its limit");
    auto const& head = parser.head();
    std::string all = std::to_string(head.status) + (parser.keep_alive() ? " keep\n" : "\n");
    for (auto const& [name, value] : head.headers)
        all.append(name).append(":").append(value).append("\n");
    if (auto const wait = coax::http::retry_after(head)) {
        demand(wait->count() > 0, "a wait that is none");
        all += std::to_string(wait->count());
    }
    all += body;
    if (parser.done())
        all += "done" + std::to_string(rest.size() + bytes.size() - at);
    else
        all += parser.broken() != response_parser::fault::none ? "broken" : "open";
    return all + (parser.put_end() ? " whole" : " cut off");
}

// A coded body: cut anywhere it gives the same text, never more than its limit.
std::string inflate(std::string_view bytes, coax::transport::content_coding coding, std::size_t cut)
{
    constexpr std::uint64_t most = 100'000;
    coax::transport::inflater decoder(coding, most);
    std::string all;
    for (std::size_t at = 0; at < bytes.size();) {
        auto const piece = bytes.substr(at, cut == 0 ? bytes.size() : cut);
        at += piece.size();
        std::vector<char> const given(piece.begin(), piece.end());
        decoder.input({given.data(), given.size()});
        for (;;) {
            auto const text = decoder.read();
            if (text.empty())
                break;
            all += text;
        }
    }
    demand(all.size() <= most, "more than the limit");
    return all
        + (decoder.broken() != coax::transport::inflater::fault::none ? " broken"
                : decoder.done()                                      ? " done"
                                                                      : "");
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
    using coax::transport::content_coding;
    for (auto const coding : {content_coding::gzip, content_coding::deflate})
        for (std::size_t const cut : {1U, 3U})
            demand(inflate(bytes, coding, 0) == inflate(bytes, coding, cut), "inflated otherwise when it is cut");
    coax::http::parse_http_date(bytes);
    return 0;
}
