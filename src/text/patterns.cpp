// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/patterns.hpp"

#include "text/utf8.hpp"

#include <boost/regex.hpp>

#include <map>
#include <stdexcept>

namespace coax::text {

namespace {

static_assert(sizeof(wchar_t) == 4, "coax: one wide character must hold any of Unicode's");

/// What is no UTF-8 stands byte by byte.
std::wstring characters_of(std::string_view text)
{
    std::wstring wide;
    wide.reserve(text.size());
    auto const* const end = text.data() + text.size();
    for (auto const* at = text.data(); at != end;) {
        auto const first = static_cast<unsigned char>(*at);
        int const size = first < 0x80 ? 1 : character(at, end);
        std::uint32_t code = size < 2 ? first : first & (0xFFU >> (size + 1));
        for (int i = 1; i < size; ++i)
            code = code << 6 | (static_cast<unsigned char>(at[i]) & 0x3FU);
        wide += static_cast<wchar_t>(code);
        at += size < 1 ? 1 : size;
    }
    return wide;
}

struct compiled {
    explicit compiled(std::string_view pattern)
    {
        try {
            expression.assign(characters_of(pattern), boost::wregex::ECMAScript);
        } catch (boost::regex_error const& thrown) {
            fault = "at character " + std::to_string(thrown.position()) + ": "
                + boost::regex_traits<wchar_t>().error_string(thrown.code());
        }
    }

    boost::wregex expression;
    std::string fault;
};

} // namespace

struct patterns::entries {
    std::map<std::string, compiled, std::less<>> made;
};

patterns::patterns() = default;
patterns::~patterns() = default;

patterns::outcome patterns::search(std::string_view pattern, std::string_view in)
{
    if (!entries_)
        entries_ = std::make_unique<entries>();
    auto known = entries_->made.find(pattern);
    if (known == entries_->made.end())
        known = entries_->made.try_emplace(std::string(pattern), pattern).first;
    if (!known->second.fault.empty())
        return outcome::invalid_pattern;
    try {
        return boost::regex_search(characters_of(in), known->second.expression) ? outcome::found : outcome::not_found;
    } catch (std::runtime_error const&) {
        return outcome::too_complex; // Boost.Regex bounds its own work
    }
}

std::string fault_of_pattern(std::string_view pattern) { return compiled(pattern).fault; }

} // namespace coax::text
