// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// CPU to make the JSON Schema of a type, in each dialect. A client makes it once for each call.
#include "document.hpp"
#include "rows.hpp"

#include <coax/schema.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

int main(int argc, char** argv)
{
    bool const json = coax::bench::manner(argc, argv).json;
    if (!json)
        std::printf("%-14s %12s %10s\n", "dialect", "CPU us", "bytes");
    using coax::dialect;
    struct {
        char const* name;
        dialect keeping;
    } const all[] = {{"plain", dialect::plain}, {"anthropic", dialect::anthropic}, {"openai", dialect::openai},
        {"gemini", dialect::gemini}, {"gemini_schema", dialect::gemini_schema}, {"bedrock", dialect::bedrock},
        {"cohere", dialect::cohere}, {"groq", dialect::groq}, {"cerebras", dialect::cerebras},
        {"perplexity", dialect::perplexity}, {"xai", dialect::xai}, {"grammar", dialect::grammar}};
    for (auto const& one : all) {
        constexpr int times = 1000;
        auto const cpu = coax::bench::median_cpu(5, [&] {
            for (int n = 0; n < times; ++n)
                static_cast<void>(coax::schema_of<coax::bench::report>(one.keeping));
        }) / times;
        auto const size = boost::json::serialize(coax::schema_of<coax::bench::report>(one.keeping)).size();
        std::printf(
            json ? "{\"bench\":\"schema\",\"dialect\":\"%s\",\"cpu_us\":%.2f,\"bytes\":%zu}\n" : "%-14s %12.2f %10zu\n",
            one.name, cpu * 1e6, size);
    }
}
