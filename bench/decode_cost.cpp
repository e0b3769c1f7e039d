// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// decode_cost BYTES CUT: takes one recorded-like stream through events, decoder and binder, for an instruction
// counter that collects inside `feed_all` only. Prints the number of deltas.
#include "attempt/answer.hpp"
#include "document.hpp"
#include "provider/registry.hpp"

#include <cstdio>
#include <cstdlib>

namespace {

[[gnu::noinline]] void feed_all(
    coax::provider::decoder& decoder, coax::attempts::answer& answer, std::vector<std::string> const& events)
{
    for (auto const& event : events)
        decoder.feed(event, answer);
}

} // namespace

int main(int argc, char** argv)
{
    std::size_t const bytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000;
    std::size_t const cut = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 4;
    auto const events = coax::bench::chat_events(coax::bench::document(bytes), cut);

    coax::bench::report value;
    coax::attempts::answer answer;
    answer.start(*coax::detail::shape_of<coax::bench::report>(), &value, coax::mode::json_schema, 1, false);
    coax::http::response_head head;
    head.status = 200;
    head.headers = {{"content-type", "text/event-stream"}};
    auto const decoder = coax::provider::find_service("openai")->protocol->decode(true, head);
    feed_all(*decoder, answer, events);
    decoder->finish(answer);
    answer.finish();
    if (answer.broken() || !answer.writer().done()) {
        std::fprintf(stderr, "the answer is not what it should be\n");
        return 1;
    }
    std::printf("%zu\n", events.size());
}
