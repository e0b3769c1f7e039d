// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/sim/value_for_schema.hpp>

#include "shape/fit.hpp"
#include "sim/json_text.hpp"
#include "unit/bind/bound.hpp"
#include "unit/shape/dialect_names.hpp"
#include "unit/shape/sample_types.hpp"

// What the simulator makes up for types with a form of their own is a value of them, in the words of every dialect.
BOOST_AUTO_TEST_SUITE(value_for_schema)

BOOST_AUTO_TEST_CASE(types_with_a_form_of_their_own)
{
    for (auto const* dialect : {"plain", "anthropic", "openai", "gemini", "bedrock", "cohere", "groq", "cerebras",
             "perplexity", "xai", "grammar"}) {
        auto const schema = coax::detail::fit(*coax::detail::shape_of<sample::forms>(), test::dialect_named(dialect));
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            auto const text = coax::sim::json_text(coax::sim::value_for_schema(schema.schema, seed));
            auto const got = coax::test::bound_to<sample::forms>(text);
            BOOST_TEST(got.good(), dialect << " " << text << ": " << got.report());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
