// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/compose.hpp"

#include "sim/json_text.hpp"

#include <coax/sim/value_for_schema.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace coax::sim {
namespace {

block json_block(asked const& question, std::string text)
{
    if (question.mode == mode::tool)
        return {block::kind::call, std::move(text), question.schema_name};
    return {block::kind::text, std::move(text), {}};
}

block to_block(asked const& question, part const& scripted)
{
    switch (scripted.type) {
    case part::kind::json:
        return json_block(question, scripted.text);
    case part::kind::thinking:
        return {block::kind::thinking, scripted.text, {}};
    case part::kind::refusal:
        return {block::kind::refusal, scripted.text, {}};
    case part::kind::call:
        return {block::kind::call, scripted.text, scripted.name};
    case part::kind::text:
        break;
    }
    return {block::kind::text, scripted.text, {}};
}

block made_up(asked const& question, std::uint64_t seed)
{
    auto schema = question.schema;
    if (schema.empty())
        schema = schema_within(question.system);
    for (auto const& turn : question.messages)
        if (schema.empty())
            schema = schema_within(turn.text);
    if (schema.empty() && question.mode == mode::prompted)
        return {block::kind::text, "This is a simulated answer.", {}};
    return json_block(question, json_text(value_for_schema(schema, seed)));
}

std::size_t characters_of(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::size_t deltas_of(block const& one, std::size_t cut) { return (characters_of(one.text) + cut - 1) / cut; }

void truncate(std::vector<block>& blocks, std::size_t deltas, std::size_t cut)
{
    for (auto at = blocks.begin(); at != blocks.end(); ++at) {
        auto const has = deltas_of(*at, cut);
        if (has > deltas) {
            at->text.resize(bytes_of(at->text, deltas * cut));
            blocks.erase(at + 1, blocks.end());
            return;
        }
        deltas -= has;
    }
}

} // namespace

answer compose(asked const& question, reply const& scripted, server_options const& options, std::uint64_t number)
{
    answer made;
    made.number = std::to_string(number);
    made.number.insert(0, made.number.size() < 6 ? 6 - made.number.size() : 0, '0');
    made.model = question.model;
    made.created
        = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    made.cut = std::max<std::size_t>(scripted.cut().value_or(options.cut()), 1);
    made.forced = question.forced;
    made.usage_in_stream = question.usage_in_stream;

    if (scripted.parts().empty())
        made.blocks.push_back(made_up(question, options.seed()));
    for (auto const& one : scripted.parts())
        made.blocks.push_back(to_block(question, one));

    for (auto const& one : made.blocks)
        if (one.type == block::kind::refusal)
            made.stop = stop_reason::refused;
    if (scripted.truncate_after()) {
        truncate(made.blocks, *scripted.truncate_after(), made.cut);
        made.stop = stop_reason::truncated;
    }
    made.stop = scripted.stop().value_or(made.stop);

    if (scripted.usage()) {
        made.usage = *scripted.usage();
    } else {
        made.usage.input_tokens = question.body.size() / 4 + 1;
        for (auto const& one : made.blocks) {
            made.usage.output_tokens += deltas_of(one, made.cut);
            if (one.type == block::kind::thinking)
                made.usage.reasoning_tokens += deltas_of(one, made.cut);
        }
    }
    made.filler = scripted.faults().endless.value_or("");
    made.error = scripted.faults().error;
    return made;
}

} // namespace coax::sim
