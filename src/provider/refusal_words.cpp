// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/refusal_words.hpp"

#include "text/ascii.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace coax::provider {

namespace {

bool in_name(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool joins(char c) noexcept { return c == '_' || c == '-' || c == ' '; }

// Members in which services repeat what they were sent.
bool repeats_request(std::string_view key) noexcept
{
    constexpr std::string_view keys[]{"input", "body", "request", "messages", "failed_generation", "url"};
    return std::ranges::find(keys, key) != std::end(keys);
}

bool is_path(boost::json::array const& list) noexcept
{
    return std::ranges::all_of(list, [](boost::json::value const& one) { return one.is_string() || one.is_number(); });
}

void collect(boost::json::value const& from, std::string& out)
{
    if (auto const* text = from.if_string()) {
        out.append("\"").append(std::string_view(*text)).append("\"\n");
    } else if (auto const* list = from.if_array()) {
        if (!list->empty() && is_path(*list)) { // FastAPI: ["body", "tools", 0, "strict"]
            out += '"';
            for (auto const& one : *list) {
                if (out.back() != '"')
                    out += '.';
                out += one.is_string() ? std::string_view(one.get_string()) : std::string_view("0");
            }
            out += "\"\n";
            return;
        }
        for (auto const& one : *list)
            collect(one, out);
    } else if (auto const* object = from.if_object()) {
        for (auto const& [key, value] : *object)
            if (!repeats_request(key))
                collect(value, out);
    }
}

// Where `member` ends that begins at `at`, its words joined in any way; npos where it does not stand there.
std::size_t end_of(std::string_view words, std::size_t at, std::string_view member, bool& several)
{
    several = false;
    for (std::size_t i = 0; i < member.size(); ++i) {
        bool const camel = i > 0 && member[i] >= 'A' && member[i] <= 'Z';
        if (joins(member[i]) || camel) {
            several = true;
            if (at < words.size() && joins(words[at]))
                ++at;
            if (!camel)
                continue;
        }
        if (at == words.size() || text::lower(words[at]) != text::lower(member[i]))
            return words.npos;
        ++at;
    }
    return at;
}

bool stands_as_name(std::string_view words, std::size_t from, std::size_t to) noexcept
{
    constexpr std::string_view before = "\"'`./[{";
    constexpr std::string_view after = "\"'`./]}:=";
    if (to == words.size() || after.find(words[to]) == after.npos)
        return false;
    return from == 0 || before.find(words[from - 1]) != before.npos || (words[to] == ':' && words[from - 1] == ' ');
}

bool finds(std::string_view words, std::string_view member, bool quoted)
{
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (at > 0 && in_name(words[at - 1]))
            continue;
        bool several = false;
        auto const end = end_of(words, at, member, several);
        if (end == words.npos || (end < words.size() && in_name(words[end])))
            continue;
        if (several || !quoted || stands_as_name(words, at, end))
            return true;
    }
    return false;
}

} // namespace

std::string refusal_words(std::string_view body)
{
    boost::system::error_code failed;
    auto const parsed = boost::json::parse({body.data(), body.size()}, failed);
    if (failed)
        return std::string(body);
    std::string out;
    collect(parsed, out);
    return out;
}

bool names_member(std::string_view words, std::string_view member) { return finds(words, member, true); }

bool names_value(std::string_view words, std::string_view value, bool quoted) { return finds(words, value, quoted); }

} // namespace coax::provider
