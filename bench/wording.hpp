// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::bench {

/// `write` gives what stands for each character outside of strings; those are put between `quote`, and keys between
/// none if asked. For documents whose lists hold objects.
template <class Write>
std::string reworded(std::string_view json, char quote, bool bare_keys, Write&& write)
{
    std::string out;
    bool key = false; // a string that begins now is one
    for (std::size_t at = 0; at < json.size(); ++at) {
        if (json[at] != '"') {
            key = json[at] == '{' || json[at] == ',';
            out += write(json[at]);
            continue;
        }
        auto const begin = at++;
        while (json[at] != '"')
            at += json[at] == '\\' ? 2 : 1;
        auto const text = std::string(json.substr(begin + 1, at - begin - 1));
        out += key && bare_keys ? text : quote + text + quote;
    }
    return out;
}

inline std::string strict(std::string json) { return json; }

inline std::string prose_after(std::string json) { return json + "\n\nLet me know if you need more detail."; }

inline std::string fence(std::string json)
{
    return prose_after("Here is the report you asked for:\n\n```json\n" + json + "\n```");
}

inline std::string commas(std::string json)
{
    return reworded(json, '"', false, [](char c) -> std::string {
        if (c == '{')
            return "{ // what was found\n";
        return c == '}' || c == ']' ? std::string{',', c} : std::string{c};
    });
}

inline std::string quotes(std::string json)
{
    return reworded(json, '\'', true, [](char c) { return std::string{c}; });
}

/// One way in which a model may word its JSON.
struct wording {
    std::string_view name;
    std::string (*of)(std::string json);
};

/// To the letter; with prose after it, which is found out last; fenced, with prose around; with comments and trailing
/// commas; with bare keys and single quotes.
inline constexpr wording wordings[]
    = {{"strict", strict}, {"prose_after", prose_after}, {"fence", fence}, {"commas", commas}, {"quotes", quotes}};

} // namespace coax::bench
