// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/detail/shape_of.hpp>

#include <boost/json/fwd.hpp>

#include <cstdint>

namespace coax {

/// Whose rules an emitted schema keeps.
enum class dialect : std::uint8_t {
    plain, ///< JSON Schema 2020-12, everything said
    anthropic, ///< Anthropic structured output and strict tools
    openai, ///< OpenAI strict mode
    gemini, ///< Gemini, `responseJsonSchema` and `parametersJsonSchema`
    gemini_schema, ///< Gemini, `responseSchema`: upper-case types, `nullable`, no references
    bedrock, ///< Bedrock Converse structured output
    cohere, ///< Cohere v2
    groq, ///< Groq strict mode
    cerebras, ///< Cerebras strict mode
    perplexity, ///< Perplexity
    xai, ///< xAI
    grammar, ///< servers that make a grammar of the schema: llama.cpp, Ollama, LM Studio
};

namespace detail {
COAX_DECL boost::json::object schema_of(shape const& root, dialect keeping);
}

/// The JSON Schema of T, as it is sent.
///
/// Members are in declaration order, except that the member which tells a variant's alternatives apart comes
/// first in each. A T that is not a struct stands in an object, as its member `value`. What the dialect does not
/// accept is said in the description instead: every rule is checked here in any case.
///
/// Throws `error` with `errc::unsupported_schema` where the dialect has no way to say T; the message names the
/// member and the rule. Include <boost/json/object.hpp> to use the result: it is left out here, because it takes long
/// to compile. Safe from any thread.
template <class T, class Object = boost::json::object>
[[nodiscard]] Object schema_of(dialect keeping = dialect::plain)
{
    return detail::schema_of(*detail::shape_of<T>(), keeping);
}

} // namespace coax
