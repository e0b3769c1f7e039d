// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_chat/chat_turns.hpp"

#include "provider/earlier_call.hpp"

#include <utility>

namespace coax::provider {

boost::json::object message(std::string_view role, std::string_view content)
{
    return {{"role", role}, {"content", content}};
}

void add_earlier(failed_answer const& earlier, content_beside_calls content, boost::json::array& messages)
{
    if (earlier.calls.empty()) {
        if (!earlier.text.empty())
            messages.push_back(message("assistant", earlier.text));
        messages.push_back(message("user", earlier.complaint));
        return;
    }
    boost::json::array calls;
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto const& call = earlier.calls[n];
        calls.push_back(boost::json::object{{"id", id_of(call, n)}, {"type", "function"},
            {"function", boost::json::object{{"name", call.name}, {"arguments", call.arguments}}}});
    }
    boost::json::object answer{{"role", "assistant"}};
    if (content == content_beside_calls::always)
        answer["content"] = earlier.text.empty() ? boost::json::value(nullptr) : boost::json::value(earlier.text);
    answer["tool_calls"] = std::move(calls);
    messages.push_back(std::move(answer));
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) { // each call must be answered
        auto result = message("tool", result_of(earlier.calls[n], earlier));
        result["tool_call_id"] = id_of(earlier.calls[n], n);
        messages.push_back(std::move(result));
    }
}

} // namespace coax::provider
