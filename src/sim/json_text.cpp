// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/stream_parser.hpp>

#include <array>
#include <charconv>

namespace coax::sim {
namespace {

void append(std::string& out, boost::json::value const& value)
{
    char const* before = "";
    switch (value.kind()) {
    case boost::json::kind::object:
        out += '{';
        for (auto const& [key, member] : value.get_object()) {
            out += before;
            append_quoted(out, key);
            out += ':';
            append(out, member);
            before = ",";
        }
        out += '}';
        break;
    case boost::json::kind::array:
        out += '[';
        for (auto const& element : value.get_array()) {
            out += before;
            append(out, element);
            before = ",";
        }
        out += ']';
        break;
    case boost::json::kind::double_: {
        std::array<char, 32> digits{};
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value.get_double()).ptr;
        out.append(digits.data(), end);
        break;
    }
    case boost::json::kind::string:
        append_quoted(out, value.get_string());
        break;
    default:
        out += boost::json::serialize(value);
    }
}

bool looks_like_schema(boost::json::value const& value)
{
    auto const* const object = value.if_object();
    return object && (object->contains("properties") || object->contains("$defs") || object->contains("anyOf"));
}

} // namespace

void append_escaped(std::string& out, std::string_view text)
{
    constexpr std::string_view hex = "0123456789abcdef";
    for (char const c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (auto const byte = static_cast<unsigned char>(c); byte < 0x20) {
                out += "\\u00";
                out += hex[byte >> 4];
                out += hex[byte & 15];
            } else {
                out += c;
            }
        }
    }
}

void append_quoted(std::string& out, std::string_view text)
{
    out += '"';
    append_escaped(out, text);
    out += '"';
}

std::string json_text(boost::json::value const& value)
{
    std::string out;
    append(out, value);
    return out;
}

std::size_t bytes_of(std::string_view text, std::size_t characters) noexcept
{
    std::size_t at = 0;
    for (; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U && characters-- == 0)
            break;
    return at;
}

bool is_json_object(std::string_view text)
{
    boost::system::error_code error;
    auto const value = boost::json::parse(text, error);
    return !error && value.is_object();
}

boost::json::object schema_within(std::string_view text)
{
    for (auto at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
        boost::json::stream_parser parser;
        boost::system::error_code error;
        auto const used = parser.write_some(text.data() + at, text.size() - at, error);
        if (error || !parser.done())
            continue;
        auto value = parser.release();
        if (looks_like_schema(value))
            return std::move(value.get_object());
        at += used - 1;
    }
    return {};
}

} // namespace coax::sim
