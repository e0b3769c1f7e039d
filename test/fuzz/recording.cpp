// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A file of a folder that is replayed, and an answer that is recorded_exchange.
#include "wire/recording.hpp"
#include "demand.hpp"
#include "record/cassette.hpp"
#include "wire/replay.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>

namespace {

using coax::fuzz::demand;
using coax::record::recorded_exchange;

std::optional<recorded_exchange> read(std::string_view text)
{
    try {
        return coax::record::from_text(text);
    } catch (std::exception const&) {
        return {};
    }
}

// What is written is read again as it was.
void check_written(recorded_exchange const& recording)
{
    auto const again = read(coax::record::to_text(recording));
    demand(again.has_value(), "what was recorded is no recording");
    demand(
        again->url == recording.url && again->request_body == recording.request_body, "another request was recorded");
    demand(again->body == recording.body && again->head.status == recording.head.status
            && again->chunk_lengths == recording.chunk_lengths && again->complete == recording.complete,
        "another answer was recorded");
    coax::record::cassette cassette;
    cassette.add("0001.json", *again);
    try {
        cassette.take(recording.url, recording.request_body);
    } catch (std::exception const&) {
        demand(false, "what was recorded does not answer its own request");
    }
}

void check_wire(std::string_view text)
{
    coax::wire::recording recording;
    try {
        recording = coax::wire::read_recording(text);
    } catch (std::exception const&) {
        return;
    }
    auto const* const speaks = coax::wire::protocol_for(recording.api);
    if (speaks == nullptr)
        return;
    auto const whole = coax::wire::replay(recording, *speaks, {});
    for (std::size_t const cut : {1U, 5U}) {
        auto const other = coax::wire::replay(recording, *speaks, std::span(&cut, 1));
        demand(whole.text == other.text && whole.reasoning == other.reasoning
                && whole.failed.has_value() == other.failed.has_value(),
            "it is told otherwise when it is cut");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 8192));
    if (auto const found = read(text))
        check_written(*found);
    check_wire(text);

    recorded_exchange live;
    live.url = "https://api.example.com/v1/messages";
    live.request_body = text;
    live.head = {200, {{"content-type", "text/event-stream"}}};
    live.body = text;
    live.chunk_lengths = {text.size()};
    check_written(live);
    return 0;
}
