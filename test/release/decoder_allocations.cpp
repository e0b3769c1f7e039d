// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// No heap allocation for a delta in steady state, however it is cut: the decoders.
#include "bench/counted_new.hpp"

#include "provider/anthropic/anthropic.hpp"
#include "provider/openai_chat/openai_chat.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

class counter final : public coax::provider::answer_sink {
public:
    void on_text(std::string_view piece) override { bytes += piece.size(); }
    void on_tool_call(std::size_t, std::string_view, std::string_view) override { }
    void on_arguments(std::size_t, std::string_view piece) override { bytes += piece.size(); }
    void on_reasoning(std::string_view piece) override { bytes += piece.size(); }
    void on_refusal(std::string_view) override { }
    void on_usage(coax::usage const&) override { }
    void on_stop(coax::stop_reason, std::string_view) override { }
    void on_end() override { }
    void on_failure(coax::failure) override { failed = true; }
    std::size_t bytes = 0;
    bool failed = false;
};

// Allocations for 1000 deltas, after 10 that warm the buffers up.
std::size_t spent(
    coax::provider::protocol const& protocol, std::string_view begin, std::string_view delta, std::size_t cut)
{
    counter out;
    auto const decoder = protocol.decode();
    auto const feed = [&] {
        auto rest = delta;
        while (!rest.empty()) {
            auto const piece = rest.substr(0, cut);
            decoder->feed(piece, out);
            rest.remove_prefix(piece.size());
        }
    };
    decoder->feed(begin, out);
    for (int n = 0; n < 10; ++n)
        feed();
    auto const before = coax::bench::allocations();
    for (int n = 0; n < 1000; ++n)
        feed();
    auto const after = coax::bench::allocations();
    BOOST_TEST(!out.failed);
    BOOST_TEST(out.bytes >= 1010u);
    return after - before;
}

} // namespace

BOOST_AUTO_TEST_SUITE(decoder_allocations)

BOOST_AUTO_TEST_CASE(a_delta_allocates_nothing)
{
    coax::provider::anthropic const anthropic;
    coax::provider::openai_chat const openai({});
    std::string_view const block
        = "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
          "\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}}\n\n";
    for (std::size_t const cut : {1U, 7U, 64U, 100000U}) {
        BOOST_TEST(spent(anthropic, block,
                       "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{"
                       "\"type\":\"input_json_delta\",\"partial_json\":\"\\\"name\\\": \\\"Bisc\"}   }\n\n",
                       cut)
            == 0u);
        BOOST_TEST(
            spent(openai, "",
                "data: "
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt\",\"choices\":[{"
                "\"index\":0,\"delta\":{\"content\":\"a\\nb\\u00e9\"},\"logprobs\":null,\"finish_reason\":null}],"
                "\"usage\":null,\"obfuscation\":\"x\"}\n\n",
                cut)
            == 0u);
        BOOST_TEST(spent(openai,
                       "data: "
                       "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":"
                       "\"f\"}}]}}]}\n\n",
                       "data: "
                       "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                       "\"\\\"a\"}}]},"
                       "\"finish_reason\":null}]}\n\n",
                       cut)
            == 0u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
