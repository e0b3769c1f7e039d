// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// bench_answers FOLDER: writes the bodies of the answers that every peer is measured with, by the name of the model
// that is asked: report-BYTES-CUT.chat (OpenAI's chat stream) and report-BYTES-CUT.messages (Anthropic's, as a tool's
// input).
#include "document.hpp"

#include <cstdio>
#include <fstream>
#include <string>

namespace {

// The same JSON in the same cuts, as the input of a tool called json.
std::string anthropic_stream(std::string_view json, std::size_t cut)
{
    auto const event = [](std::string_view name, std::string const& data) {
        return "event: " + std::string(name) + "\ndata: {\"type\":\"" + std::string(name) + "\"," + data + "}\n\n";
    };
    auto out = event("message_start",
        R"("message":{"id":"msg_01","type":"message","role":"assistant","model":"claude-haiku-4-5","content":[],)"
        R"("stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":1}})");
    out += event("content_block_start",
        R"("index":0,"content_block":{"type":"tool_use","id":"toolu_01","name":"json","input":{}})");
    for (std::size_t at = 0; at < json.size(); at += cut)
        out += event("content_block_delta",
            R"("index":0,"delta":{"type":"input_json_delta","partial_json":)"
                + coax::bench::json_string(json.substr(at, cut)) + "}");
    out += event("content_block_stop", R"("index":0)");
    out += event(
        "message_delta", R"("delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":99})");
    return out + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "bench_answers FOLDER\n");
        return 2;
    }
    for (std::size_t const bytes : {1'000U, 10'000U, 100'000U, 1'000'000U}) {
        auto const name = std::string(argv[1]) + "/report-" + std::to_string(bytes) + "-4";
        auto const json = coax::bench::document(bytes);
        std::ofstream chat(name + ".chat", std::ios::binary);
        for (auto const& event : coax::bench::chat_events(json, 4))
            chat << event;
        std::ofstream(name + ".messages", std::ios::binary) << anthropic_stream(json, 4);
    }
}
