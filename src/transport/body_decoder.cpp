// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/body_decoder.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace coax::transport {

namespace {

constexpr std::uint32_t max_overhead = 8192; // a chunk's extensions, or all trailers

int hex(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

body_decoder::body_decoder(framing how, std::uint64_t length, std::uint64_t limit) noexcept : how_(how), room_(limit)
{
    switch (how) {
    case framing::none:
        state_ = state::done;
        break;
    case framing::length:
        left_ = length;
        state_ = length == 0 ? state::done : state::raw;
        if (length > limit)
            fail(fault::too_large);
        break;
    case framing::chunked:
        state_ = state::size_first;
        break;
    case framing::until_close:
        left_ = std::numeric_limits<std::uint64_t>::max();
        state_ = state::raw;
        break;
    }
}

std::string_view body_decoder::decode(char* data, std::size_t size) noexcept
{
    auto in = data;
    auto const last = data + size;
    char* first = nullptr;
    char* out = nullptr;
    while (in != last && state_ != state::done && state_ != state::broken) {
        if (state_ != state::raw && state_ != state::data) {
            step(*in++);
            continue;
        }
        auto const take = static_cast<std::size_t>(std::min<std::uint64_t>(left_, static_cast<std::size_t>(last - in)));
        if (take > room_) {
            fail(fault::too_large);
            break;
        }
        if (!first)
            first = out = in;
        else
            std::memmove(out, in, take);
        out += take;
        in += take;
        left_ -= take;
        room_ -= take;
        if (left_ == 0)
            state_ = state_ == state::raw ? state::done : state::data_cr;
    }
    if (state_ == state::done)
        left_over_ += static_cast<std::size_t>(last - in);
    return first ? std::string_view(first, static_cast<std::size_t>(out - first)) : std::string_view();
}

bool body_decoder::close() noexcept
{
    if (how_ == framing::until_close && state_ == state::raw)
        state_ = state::done;
    return state_ == state::done;
}

void body_decoder::fail(fault why) noexcept
{
    fault_ = why;
    state_ = state::broken;
}

void body_decoder::size_ended(state next) noexcept
{
    if (left_ > room_)
        fail(fault::too_large);
    else
        state_ = next;
}

void body_decoder::step(char c) noexcept
{
    auto const expect = [&](char wanted, state next) {
        if (c == wanted)
            state_ = next;
        else
            fail(fault::bad_chunk);
    };
    switch (state_) {
    case state::size_first:
        overhead_ = 0;
        left_ = 0;
        if (hex(c) < 0)
            return fail(fault::bad_chunk);
        state_ = state::size;
        [[fallthrough]];
    case state::size:
        if (auto const digit = hex(c); digit >= 0) {
            if (++overhead_ > 16) // what 64 bits hold
                return fail(fault::bad_chunk);
            left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        } else if (c == '\r') {
            size_ended(state::size_lf);
        } else if (c == ';' || c == ' ' || c == '\t') {
            size_ended(state::extension);
        } else {
            fail(fault::bad_chunk);
        }
        return;
    case state::extension:
        if (c == '\r')
            state_ = state::size_lf;
        else if (c == '\n' || ++overhead_ > max_overhead)
            fail(fault::bad_chunk);
        return;
    case state::size_lf:
        overhead_ = 0;
        return expect('\n', left_ == 0 ? state::trailer_first : state::data);
    case state::data_cr:
        return expect('\r', state::data_lf);
    case state::data_lf:
        return expect('\n', state::size_first);
    case state::trailer_first:
        if (c == '\r') {
            state_ = state::last_lf;
            return;
        }
        state_ = state::trailer;
        [[fallthrough]];
    case state::trailer:
        if (c == '\r')
            state_ = state::trailer_lf;
        else if (c == '\n' || ++overhead_ > max_overhead)
            fail(fault::bad_chunk);
        return;
    case state::trailer_lf:
        return expect('\n', state::trailer_first);
    case state::last_lf:
        return expect('\n', state::done);
    case state::raw:
    case state::data:
    case state::done:
    case state::broken:
        return;
    }
}

} // namespace coax::transport
