// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "text/base64.hpp"

#include <boost/crc.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace coax::fuzz {

/// Writes AWS's event stream out of lines that a fuzzer can learn, so that it comes past the checksums: a line that
/// says what a frame's headers are, and one that is its payload.
///
///     event contentBlockDelta     the headers :message-type and :event-type (:exception-type, :error-code), and what
///                                 stands after a second space, as header bytes
///     +event chunk                the same, with the payload as base64 in {"bytes": ...}
///     !...                        header bytes
class framed {
public:
    static std::string all(std::string_view lines)
    {
        std::string out;
        while (!lines.empty()) {
            auto const headers = line(lines);
            out += frame(headers, line(lines));
        }
        return out;
    }

private:
    static std::string_view line(std::string_view& rest)
    {
        auto const end = std::min(rest.find('\n'), rest.size());
        auto const found = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        return found;
    }
    static std::string_view word(std::string_view& rest)
    {
        auto const end = std::min(rest.find(' '), rest.size());
        auto const found = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        return found;
    }
    static std::string number(std::size_t value, int size)
    {
        std::string out;
        for (int n = size - 1; n >= 0; --n)
            out += static_cast<char>(value >> (8 * n) & 0xFF);
        return out;
    }
    static std::string sum(std::string const& bytes)
    {
        boost::crc_32_type crc;
        crc.process_bytes(bytes.data(), bytes.size());
        return number(crc.checksum(), 4);
    }
    static std::string header(std::string_view name, std::string_view value)
    {
        return number(name.size(), 1).append(name) + '\7' + number(value.size(), 2).append(value);
    }
    static std::string headers(std::string_view fields)
    {
        if (fields.starts_with('!'))
            return std::string(fields.substr(1));
        auto const kind = word(fields);
        auto const type = word(fields);
        auto const name = kind == "exception" ? ":exception-type" : kind == "error" ? ":error-code" : ":event-type";
        return (header(":message-type", kind) + header(name, type)).append(fields);
    }
    static std::string frame(std::string_view line, std::string_view payload)
    {
        bool const wrapped = line.starts_with('+');
        auto const fields = headers(line.substr(wrapped ? 1 : 0));
        auto const body = wrapped ? "{\"bytes\":\"" + text::to_base64(payload) + "\"}" : std::string(payload);
        auto out = number(fields.size() + body.size() + 16, 4) + number(fields.size(), 4);
        out += sum(out);
        out.append(fields).append(body);
        return out + sum(out);
    }
};

} // namespace coax::fuzz
