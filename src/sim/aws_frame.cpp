// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/aws_frame.hpp"

#include <boost/crc.hpp>

#include <cstddef>
#include <cstdint>

namespace coax::sim {
namespace {

constexpr std::size_t prelude_size = 12; ///< both lengths and their checksum
constexpr std::size_t checksum_size = 4;

void append_number(std::string& out, std::size_t value, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>(value >> shift & 0xffU);
}

void append_header(std::string& out, std::string_view name, std::string_view value)
{
    constexpr char string_type = 7;
    out += static_cast<char>(name.size());
    out.append(name).push_back(string_type);
    append_number(out, value.size(), 2);
    out.append(value);
}

/// The checksum of what follows `begin`.
void append_checksum(std::string& out, std::size_t begin)
{
    boost::crc_32_type crc;
    crc.process_bytes(out.data() + begin, out.size() - begin);
    append_number(out, crc.checksum(), checksum_size);
}

} // namespace

void append_aws_frame(std::string& out, std::string_view kind, std::string_view type, std::string_view payload)
{
    std::string headers;
    append_header(headers, std::string(":").append(kind).append("-type"), type);
    append_header(headers, ":content-type", "application/json");
    append_header(headers, ":message-type", kind);
    auto const begin = out.size();
    append_number(out, prelude_size + headers.size() + payload.size() + checksum_size, 4);
    append_number(out, headers.size(), 4);
    append_checksum(out, begin);
    out.append(headers).append(payload);
    append_checksum(out, begin);
}

} // namespace coax::sim
