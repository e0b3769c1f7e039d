// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "record/recorded_exchange.hpp"
#include "wire/replay.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace json = boost::json;

namespace {

std::string contents(std::filesystem::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

std::size_t check_folder(std::filesystem::path const& folder, std::size_t longest)
{
    std::size_t checked = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".json")
            continue;
        auto const recording = coax::wire::read_recording(contents(entry.path()));
        auto const* const protocol = coax::wire::protocol_for(recording.api);
        if (!protocol)
            continue;
        ++checked;
        BOOST_TEST(!recording.expect.empty(), entry.path().string());
        for (auto const& difference : coax::wire::check(recording, *protocol, longest))
            BOOST_ERROR(entry.path().string() + ": " + difference);
    }
    return checked;
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_recordings)

BOOST_AUTO_TEST_CASE(representative_recordings_give_what_they_should)
{
    BOOST_TEST(check_folder(std::filesystem::path(COAX_TEST_DATA) / "wire", 64) > 10u);
}

BOOST_AUTO_TEST_CASE(a_folder_of_recordings_gives_what_it_should)
{
    auto const* const folder = std::getenv("COAX_WIRE_DIR");
    if (!folder) {
        BOOST_TEST_MESSAGE("skipped: COAX_WIRE_DIR names no folder of recordings");
        return;
    }
    BOOST_TEST(check_folder(folder, 64) > 0u);
}

// "complete": false is no leave to read anything.
BOOST_AUTO_TEST_CASE(a_stream_that_was_cut_is_to_be_read_as_one)
{
    auto const differ = [](std::string_view events, std::string_view expect) {
        json::object const root{{"api", "anthropic-messages"},
            {"request", {{"url", nullptr}, {"body", R"({"stream":true})"}}},
            {"response", {{"status", 200}, {"headers", json::object()}, {"body", events}}},
            {"expect", json::parse(expect)}};
        auto const recording = coax::wire::read_recording(json::serialize(root));
        return coax::wire::check(recording, *coax::wire::protocol_for(recording.api), 3).size();
    };
    std::string const call = "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                             "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}\n\n";
    std::string const stop = "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}\n\n";
    auto const cut = R"({"kind":"tool","json":{},"text":"","usage":null,"stop_reason":null,"complete":false,
        "tools":[{"id":"t","name":"f","raw":"","arguments":{}}]})";
    BOOST_TEST(differ(call, cut) == 0U);
    BOOST_TEST(differ(call + stop, cut) != 0U); // it is whole, and has arguments
    BOOST_TEST(differ("", cut) != 0U); // what was received is to be told
    BOOST_TEST(differ(call + "data: {\"type\":\"error\",\"error\":{\"message\":\"m\"}}\n\n", cut) != 0U);
    auto const unmarked = R"({"kind":"tool","json":{},"text":"","usage":null,"stop_reason":"tool_use","complete":false,
        "tools":[{"id":"t","name":"f","raw":"","arguments":{}}]})";
    BOOST_TEST(differ(call + stop, unmarked) == 0U);
    BOOST_TEST(differ(call, unmarked) != 0U);
}

// As `client_options::record` writes them.
BOOST_AUTO_TEST_CASE(what_expects_nothing_is_read_the_same_at_every_cut)
{
    coax::record::recorded_exchange kept;
    kept.url = "https://api.openai.com/v1/chat/completions";
    kept.request_body = R"({"model":"m","stream":true})";
    kept.head = {200, {{"content-type", "text/event-stream"}}};
    kept.body = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{}\"},\"finish_reason\":\"stop\"}]}\n\n"
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\ndata: [DONE]\n\n";
    kept.chunk_lengths = {10, kept.body.size() - 10};
    auto const read = [&] { return coax::wire::read_recording(to_text(kept)); };
    auto const& protocol = *coax::wire::protocol_for(read().api);
    BOOST_TEST(read().expect.empty());
    BOOST_TEST(coax::wire::check(read(), protocol).empty());
    auto const result = [&] { return summary(replay(read(), protocol, {})); };
    BOOST_TEST(result() == "2 bytes of text, 7 tokens in, 3 tokens out; stopped: stop");

    kept.body.resize(20); // given up
    kept.complete = false;
    BOOST_TEST(coax::wire::check(read(), protocol).empty());
    BOOST_TEST(result().starts_with("nothing; "), result());

    kept.head.status = 429;
    kept.body = R"({"error":{"message":"slow down"}})";
    BOOST_TEST(coax::wire::check(read(), protocol).empty());
    BOOST_TEST(result().find("429") != std::string::npos, result());

    kept.url = "https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/invoke"; // each api that is written can be read
    BOOST_TEST((coax::wire::protocol_for(read().api) != nullptr));

    coax::wire::decoded one;
    one.text = "a";
    coax::wire::decoded other;
    other.calls.push_back({"id", "name", "{}"});
    BOOST_TEST(differences(one, other).size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
