// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"

#include <optional>
#include <string>
#include <vector>

namespace coax::wire {

/// Keeps all that a decoder reports.
class decoded final : public provider::answer_sink {
public:
    struct call {
        std::string id;
        std::string name;
        std::string arguments;
    };

    void on_text(std::string_view piece) override { text += piece; }
    void on_tool_call(std::size_t call, std::string_view id, std::string_view name) override
    {
        if (call >= calls.size())
            calls.resize(call + 1);
        calls[call].id = id;
        calls[call].name = name;
    }
    void on_arguments(std::size_t call, std::string_view piece) override { calls.at(call).arguments += piece; }
    void on_reasoning(std::string_view piece) override { reasoning += piece; }
    void on_refusal(std::string_view piece) override { refusal += piece; }
    void on_usage(coax::usage const& known) override { usage = known; }
    void on_stop(stop_reason reason, std::string_view word) override
    {
        stop = reason;
        stop_word = word;
    }
    void on_end() override { ended = true; }
    void on_failure(failure reason) override { failed = std::move(reason); }

    std::string text;
    std::string reasoning;
    std::string refusal;
    std::vector<call> calls;
    std::optional<coax::usage> usage;
    stop_reason stop = stop_reason::none;
    std::string stop_word;
    bool ended = false;
    std::optional<failure> failed;
};

} // namespace coax::wire
