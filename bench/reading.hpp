// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/response_accumulator.hpp"
#include "document.hpp"
#include "provider/registry.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace coax::bench {

struct named_tolerance {
    std::string_view name;
    tolerance mode;
};
inline constexpr named_tolerance tolerances[]
    = {{"strict", tolerance::strict}, {"report", tolerance::report}, {"lenient", tolerance::lenient}};

/// An answer on its way from the bytes of its events to the user's struct, without a socket.
class reading {
public:
    reading(std::string_view text, std::size_t cut, tolerance mode) : events_(chat_events(text, cut)), tolerance_(mode)
    {
    }

    /// Throws where no report comes of it. Returns how many repairs it took.
    std::size_t run()
    {
        report value;
        answer::response_accumulator answer;
        answer.tolerate(tolerance_, [](void* again) { *static_cast<report*>(again) = report(); });
        answer.start(*detail::shape_of<report>(), &value, mode::json_schema, 1, false);
        auto const decoder = provider::find_service("openai")->protocol->decode();
        feed_all(*decoder, answer);
        decoder->finish(answer);
        answer.finish();
        if (answer.broken() || !answer.builder().done() || value.findings.empty())
            throw std::runtime_error("the answer is not what it should be");
        return answer.repairs().size();
    }

    [[nodiscard]] std::size_t events() const noexcept { return events_.size(); }

private:
    // Instruction counters collect in here.
    [[gnu::noinline]] void feed_all(provider::response_decoder& decoder, answer::response_accumulator& answer) const
    {
        for (auto const& event : events_)
            decoder.feed(event, answer);
    }

    std::vector<std::string> events_;
    tolerance tolerance_;
};

} // namespace coax::bench
