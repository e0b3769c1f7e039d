// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/call_events.hpp>

namespace coax {

namespace {

std::int64_t number(std::uint64_t count) { return static_cast<std::int64_t>(count); }

void add(std::vector<attribute>& all, coax::usage const& spent)
{
    all.push_back({"gen_ai.usage.input_tokens", number(spent.input_tokens)});
    all.push_back({"gen_ai.usage.output_tokens", number(spent.output_tokens)});
}

/// The words providers themselves use, as far as they agree.
std::string_view finish_reason(stop_reason why) noexcept
{
    switch (why) {
    case stop_reason::complete:
        return "stop";
    case stop_reason::truncated:
        return "length";
    case stop_reason::refused:
        return "refusal";
    case stop_reason::filtered:
        return "content_filter";
    case stop_reason::failed:
        return "error";
    case stop_reason::aborted:
        return "aborted";
    case stop_reason::none:
        break;
    }
    return "";
}

} // namespace

std::vector<attribute> call_facts::attributes() const
{
    return {
        {"gen_ai.operation.name", std::string_view("chat")},
        {"gen_ai.provider.name", provider},
        {"gen_ai.request.model", model},
        {"gen_ai.request.max_tokens", number(max_tokens)},
        {"gen_ai.output.type", std::string_view("json")},
        {"server.address", host},
        {"server.port", std::int64_t(port)},
    };
}

std::vector<attribute> call_done::attributes() const
{
    auto all = call_facts::attributes();
    if (auto const word = finish_reason(stop); !word.empty())
        all.push_back({"gen_ai.response.finish_reasons", word});
    add(all, usage);
    return all;
}

std::vector<attribute> call_failed::attributes() const
{
    auto all = call_facts::attributes();
    add(all, usage);
    if (failure != nullptr)
        all.push_back({"error.type", error_type(failure->code)});
    return all;
}

} // namespace coax
