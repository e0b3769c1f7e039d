// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape_of.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::bench {

/// A report of findings: what every measurement extracts.
struct finding {
    std::string title;
    coax::literal<"low", "medium", "high"> severity;
    double score = 0;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(finding, (), (title, severity, score, detail))

struct report {
    std::string summary;
    std::vector<finding> findings;
};
BOOST_DESCRIBE_STRUCT(report, (), (summary, findings))

/// A report's JSON of about `bytes` bytes, always the same for the same size.
inline std::string document(std::size_t bytes)
{
    std::string json = R"({"summary":"What was found, in order of appearance.","findings":[)";
    for (std::size_t i = 0; json.size() < bytes; ++i) {
        static constexpr std::string_view levels[] = {"low", "medium", "high"};
        if (i != 0)
            json += ',';
        json += R"({"title":"Finding number )" + std::to_string(i) + R"(","severity":")" + std::string(levels[i % 3])
            + R"(","score":)" + std::to_string(i % 10) + "." + std::to_string(i % 7)
            + R"(,"detail":"The valve at station )" + std::to_string(i * 7 % 1000)
            + R"( was open for \"some time\"; pressure fell, and the log says \u00bbunknown\u00ab."})";
    }
    return json + "]}";
}

/// `text` as a JSON string, quotes included.
inline std::string json_string(std::string_view text)
{
    std::string out = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\' || c == '\n')
            out += '\\';
        out += c == '\n' ? 'n' : c;
    }
    return out + '"';
}

/// Gives `take` each event of an OpenAI chat stream that says `json` in deltas of `cut` characters.
template <class Take>
void each_chat_event(std::string_view json, std::size_t cut, Take&& take)
{
    constexpr auto head = R"(data: {"id":"chatcmpl-CoDX9QCAx5XpFZGXx8d76rBlibSmM","object":"chat.completion.chunk",)"
                          R"("created":1766084459,"model":"gpt-4o-2024-08-06","service_tier":"default",)"
                          R"("system_fingerprint":"fp_e413f45763","choices":[{"index":0,"delta":)";
    constexpr auto tail = R"(,"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"cjAFAHQEVmFi2"})"
                          "\n\n";
    take(head + std::string(R"({"role":"assistant","content":"","refusal":null})") + tail);
    for (std::size_t at = 0; at < json.size(); at += cut)
        take(head + (R"({"content":)" + json_string(json.substr(at, cut))) + "}" + tail);
    take(head + std::string(R"({},"logprobs":null,"finish_reason":"stop"}]})") + "\n\n");
    take(std::string("data: [DONE]\n\n"));
}

inline std::vector<std::string> chat_events(std::string_view json, std::size_t cut)
{
    std::vector<std::string> events;
    each_chat_event(json, cut, [&](std::string event) { events.push_back(std::move(event)); });
    return events;
}

} // namespace coax::bench
