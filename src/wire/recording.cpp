// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "wire/recording.hpp"

#include "text/base64.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <cstdint>
#include <stdexcept>

namespace coax::wire {

namespace json = boost::json;

recording read_recording(std::string_view text)
{
    auto const root = json::parse(text).as_object();
    auto const& response = root.at("response").as_object();
    recording out;
    out.api = root.at("api").as_string();
    out.head.status = static_cast<int>(response.at("status").to_number<std::int64_t>());
    for (auto const& [name, value] : response.at("headers").as_object())
        out.head.headers.push_back({std::string(name), std::string(value.as_string())});
    if (auto const* plain = response.at("body").if_string())
        out.body = *plain;
    else if (auto const* encoded = response.if_contains("body_base64"))
        text::from_base64(encoded->as_string(), out.body);
    if (auto const* lengths = response.if_contains("chunk_lengths")) {
        for (auto const& length : lengths->as_array())
            out.chunk_lengths.push_back(length.to_number<std::size_t>());
    }
    if (auto const* expect = root.if_contains("expect"))
        out.expect = expect->as_object();
    return out;
}

} // namespace coax::wire
