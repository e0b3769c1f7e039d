// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "wire/recording.hpp"

#include "provider/base64.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <cstdint>
#include <stdexcept>

namespace coax::wire {

namespace json = boost::json;

namespace {

// The recorded request decides; where there is none, the body's look.
bool asked_for_stream(json::object const& root, std::string_view body)
{
    auto const& request = root.at("request").as_object();
    if (auto const* url = request.at("url").if_string()) {
        for (std::string_view word : {"streamGenerateContent", "converse-stream", "with-response-stream"}) {
            if (url->find(word) != json::string::npos)
                return true;
        }
    }
    if (auto const* sent = request.at("body").if_string()) {
        boost::system::error_code error;
        auto const value = json::parse(*sent, error);
        if (!error && value.is_object()) {
            if (auto const* stream = value.get_object().if_contains("stream"))
                return stream->is_bool() && stream->get_bool();
            return root.at("api") == "ollama-chat"; // streams unless told not to
        }
    }
    return body.starts_with("data:") || body.starts_with("event:") || body.starts_with(':');
}

} // namespace

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
        provider::from_base64(encoded->as_string(), out.body);
    if (auto const* lengths = response.if_contains("chunk_lengths")) {
        for (auto const& length : lengths->as_array())
            out.chunk_lengths.push_back(length.to_number<std::size_t>());
    }
    out.streamed = asked_for_stream(root, out.body);
    if (auto const* expect = root.if_contains("expect"))
        out.expect = expect->as_object();
    return out;
}

} // namespace coax::wire
