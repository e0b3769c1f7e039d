// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/dialect_rules.hpp"

#include <algorithm>
#include <array>

namespace coax::detail {
namespace {

using words = std::string_view[];
using optional_form = dialect_rules::optional_form;
using pattern_form = dialect_rules::pattern_form;

// Documented: "Structured outputs" at platform.claude.com; the limits are as its error messages give them.
// `pattern` is documented for a subset of regular expressions, and put into the description by the SDK.
constexpr words anthropic_keywords{"type", "title", "description", "properties", "required", "additionalProperties",
    "items", "anyOf", "allOf", "enum", "const", "default", "format", "minItems", "$ref", "$defs", "definitions"};
constexpr words anthropic_formats{
    "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"};

// Documented: "Structured Outputs" at platform.openai.com. minLength and maxLength, default, title and $schema
// are not in its list, but are taken.
constexpr words openai_keywords{"type", "title", "description", "properties", "required", "additionalProperties",
    "items", "anyOf", "enum", "const", "default", "format", "pattern", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "minLength", "maxLength", "$ref", "$defs", "definitions",
    "$schema"};
constexpr words openai_formats{"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"};

// What is not here is ignored without an error, so it is better said in the description. const is not documented.
constexpr words gemini_keywords{"type", "title", "description", "properties", "required", "additionalProperties",
    "items", "prefixItems", "anyOf", "oneOf", "enum", "default", "format", "pattern", "minimum", "maximum", "minItems",
    "maxItems", "uniqueItems", "propertyOrdering", "$id", "$anchor", "$ref", "$defs"};

// The fields of the message `Schema`; any other name answers 400.
constexpr words gemini_schema_keywords{"type", "title", "description", "nullable", "properties", "required",
    "propertyOrdering", "property_ordering", "items", "anyOf", "enum", "default", "example", "format", "pattern",
    "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"};
constexpr words gemini_schema_formats{"enum", "date-time"};

// "Structured output" in the Bedrock user guide, which is Anthropic's list; minLength was taken.
constexpr words bedrock_keywords{"type", "title", "description", "properties", "required", "additionalProperties",
    "items", "anyOf", "allOf", "enum", "const", "default", "format", "minItems", "minLength", "$ref", "$defs",
    "definitions"};

// "Structured Outputs" at docs.cohere.com: no ranges of numbers, lengths or counts.
constexpr words cohere_keywords{"type", "title", "description", "properties", "required", "additionalProperties",
    "items", "anyOf", "enum", "const", "format", "pattern", "$ref", "$defs"};
constexpr words cohere_formats{"date-time", "uuid", "date", "time"};

// "Structured Outputs" at console.groq.com: OpenAI's rules, without a list of keywords; "minItems is not supported", it
// answers. Only the structure is sent.
constexpr words groq_keywords{"type", "title", "description", "properties", "required", "additionalProperties", "items",
    "anyOf", "enum", "const", "format", "$ref", "$defs"};

// "Structured Outputs" at inference-docs.cerebras.ai: the structure only; other keywords answer 400, lists of types,
// too.
constexpr words cerebras_keywords{
    "type", "description", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "$ref", "$defs"};

// What llama.cpp's converter to a grammar knows; it passes over the rest, so nothing is lost by saying it all.
constexpr std::array<std::string_view, 0> every{};

consteval dialect_rules plain()
{
    dialect_rules r;
    r.name = "plain JSON Schema";
    r.object_root = false;
    return r;
}

consteval dialect_rules anthropic()
{
    dialect_rules r;
    r.name = "Anthropic structured output";
    r.plain_names = true;
    r.keywords = anthropic_keywords;
    r.formats = anthropic_formats;
    r.optional = optional_form::left_out;
    r.closed = true;
    r.typed = true;
    r.recursive = false;
    r.lone_ref = true;
    r.min_items = 1;
    r.optionals = 24;
    r.unions = 16;
    r.schemas = 20;
    return r;
}

consteval dialect_rules openai()
{
    dialect_rules r;
    r.name = "OpenAI strict mode";
    r.keywords = openai_keywords;
    r.formats = openai_formats;
    r.optional = optional_form::null;
    r.pattern = pattern_form::regular;
    r.closed = true;
    r.typed = true;
    r.lone_ref = true;
    r.properties = 5000;
    r.depth = 10;
    r.enum_values = 1000;
    r.large_enum = 250;
    r.large_enum_characters = 15'000;
    r.characters = 120'000;
    return r;
}

consteval dialect_rules gemini()
{
    dialect_rules r;
    r.name = "Gemini responseJsonSchema";
    r.no_empty_object = true;
    r.keywords = gemini_keywords;
    r.optional = optional_form::left_out;
    r.object_root = false;
    r.lone_ref = true;
    return r;
}

consteval dialect_rules gemini_schema()
{
    dialect_rules r;
    r.name = "Gemini responseSchema";
    r.no_empty_object = true;
    r.keywords = gemini_schema_keywords;
    r.formats = gemini_schema_formats;
    r.optional = optional_form::left_out;
    r.typed = true;
    r.recursive = false;
    r.object_root = false;
    r.lone_ref = true;
    r.openapi = true;
    return r;
}

consteval dialect_rules bedrock()
{
    auto r = anthropic();
    r.name = "Bedrock structured output";
    r.keywords = bedrock_keywords;
    return r;
}

consteval dialect_rules cohere()
{
    dialect_rules r;
    r.name = "Cohere structured output";
    r.keywords = cohere_keywords;
    r.formats = cohere_formats;
    r.optional = optional_form::left_out;
    r.pattern = pattern_form::regular;
    r.typed = true;
    r.recursive = false;
    r.lone_ref = true;
    r.some_required = true;
    r.properties = 200;
    return r;
}

consteval dialect_rules groq()
{
    auto r = openai();
    r.name = "Groq strict mode";
    r.keywords = groq_keywords;
    return r;
}

consteval dialect_rules cerebras()
{
    auto r = openai();
    r.name = "Cerebras strict mode";
    r.keywords = cerebras_keywords;
    r.type_lists = false;
    r.recursive = false;
    r.properties = 500;
    r.enum_values = 500;
    r.large_enum_characters = 7500;
    r.length = 5000;
    return r;
}

// "Structured Outputs" at docs.perplexity.ai and at docs.x.ai: no reference may lead back to itself.
consteval dialect_rules without_recursion(std::string_view name)
{
    auto r = openai();
    r.name = name;
    r.recursive = false;
    return r;
}

consteval dialect_rules grammar()
{
    dialect_rules r;
    r.name = "a grammar";
    r.repetitions = 1999; // llama.cpp: some of its versions refuse 2000 and more, others pass over a larger bound
    r.keywords = every;
    r.pattern = pattern_form::anchored;
    r.lone_ref = true;
    return r;
}

constexpr std::array table{plain(), anthropic(), openai(), gemini(), gemini_schema(), bedrock(), cohere(), groq(),
    cerebras(), without_recursion("Perplexity structured output"), without_recursion("xAI structured output"),
    grammar()};
static_assert(table.size() == static_cast<std::size_t>(dialect::grammar) + 1, "one row for each dialect, in order");

bool is_regular(std::string_view pattern) noexcept
{
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i) {
        if (pattern[i] == '\\') {
            char const escaped = pattern[++i];
            if (escaped == 'b' || escaped == 'B' || (escaped >= '1' && escaped <= '9'))
                return false;
        } else if (pattern[i] == '(' && pattern[i + 1] == '?' && !pattern.substr(i).starts_with("(?:")) {
            return false;
        }
    }
    return true;
}

bool has_class(std::string_view pattern) noexcept
{
    constexpr std::string_view classes = "dDwWsSpP";
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i)
        if (pattern[i] == '\\' && classes.find(pattern[++i]) != std::string_view::npos)
            return true;
    return false;
}

} // namespace

dialect_rules const& rules_of(dialect which) noexcept { return table[static_cast<std::size_t>(which)]; }

bool is_plain_name(std::string_view name) noexcept
{
    return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
            || c == '-';
    });
}

bool counts_repetitions(std::string_view keyword) noexcept
{
    return keyword == "maxLength" || keyword == "minLength" || keyword == "maxItems" || keyword == "minItems";
}

bool takes_keyword(dialect_rules const& rules, std::string_view keyword) noexcept
{
    return rules.keywords.empty() || std::ranges::find(rules.keywords, keyword) != rules.keywords.end();
}

bool takes_format(dialect_rules const& rules, std::string_view format) noexcept
{
    return rules.formats.empty() || std::ranges::find(rules.formats, format) != rules.formats.end();
}

bool takes_pattern(dialect_rules const& rules, std::string_view pattern) noexcept
{
    switch (rules.pattern) {
    case pattern_form::any:
        return true;
    case pattern_form::regular:
        return is_regular(pattern);
    case pattern_form::anchored:
        return is_regular(pattern) && !has_class(pattern) && pattern.starts_with('^') && pattern.ends_with('$')
            && !pattern.ends_with("\\$");
    }
    return false;
}

} // namespace coax::detail
