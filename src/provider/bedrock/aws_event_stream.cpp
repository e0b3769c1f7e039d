// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/aws_event_stream.hpp"

#include <boost/crc.hpp>

#include <cstdint>

namespace coax::provider {

namespace {

// "Event stream encoding" in the Amazon Transcribe and Bedrock documentation:
// total length, length of the headers, CRC of these 8 bytes, headers, payload, CRC of all before it.
constexpr std::size_t prelude = 12;
constexpr std::size_t overhead = prelude + 4;

std::uint32_t number(std::string_view bytes, std::size_t size)
{
    std::uint32_t out = 0;
    for (std::size_t n = 0; n < size; ++n)
        out = out << 8 | static_cast<unsigned char>(bytes[n]);
    return out;
}

bool checks(std::string_view bytes, std::string_view sum)
{
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum() == number(sum, 4);
}

} // namespace

std::string_view aws_frame::find(std::string_view name) const noexcept
{
    for (auto const& one : headers) {
        if (one.name == name)
            return one.value;
    }
    return {};
}

bool aws_event_stream::next()
{
    auto const bytes = std::string_view(held_).substr(at_);
    if (bytes.size() < prelude)
        return false;
    auto const size = std::size_t{number(bytes, 4)};
    auto const headers = std::size_t{number(bytes.substr(4), 4)};
    if (!checks(bytes.substr(0, 8), bytes.substr(8)) || size < overhead || headers > size - overhead)
        error_ = errc::protocol_error;
    else if (size > frame_at_most)
        error_ = errc::response_too_large;
    if (error_ || bytes.size() < size)
        return false;
    if (!checks(bytes.substr(0, size - 4), bytes.substr(size - 4)) || !read_headers(bytes.substr(prelude, headers))) {
        error_ = errc::protocol_error;
        return false;
    }
    size_ = size;
    frame_.payload = bytes.substr(prelude + headers, size - overhead - headers);
    return true;
}

bool aws_event_stream::read_headers(std::string_view bytes)
{
    static constexpr std::size_t no_size = static_cast<std::size_t>(-1);
    // true, false, byte, short, int, long, bytes, string, time, uuid
    static constexpr std::size_t sizes[]{0, 0, 1, 2, 4, 8, no_size, no_size, 8, 16};
    static constexpr unsigned char string_type = 7;
    frame_.headers.clear();
    while (!bytes.empty()) {
        auto const name_size = static_cast<unsigned char>(bytes.front());
        if (bytes.size() < name_size + 2U)
            return false;
        auto const name = bytes.substr(1, name_size);
        auto const type = static_cast<unsigned char>(bytes[name_size + 1U]);
        bytes.remove_prefix(name_size + 2U);
        if (type >= std::size(sizes))
            return false;
        auto size = sizes[type];
        if (size == no_size) {
            if (bytes.size() < 2)
                return false;
            size = number(bytes, 2);
            bytes.remove_prefix(2);
        }
        if (bytes.size() < size)
            return false;
        if (type == string_type)
            frame_.headers.push_back({name, bytes.substr(0, size)});
        bytes.remove_prefix(size);
    }
    return true;
}

} // namespace coax::provider
