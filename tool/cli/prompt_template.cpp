// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/prompt_template.hpp"

#include "cli/usage_error.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace coax::cli {

namespace {

std::string names_of(boost::json::object const& record)
{
    std::string names;
    for (auto const& member : record)
        names += (names.empty() ? "" : ", ") + std::string(member.key());
    return names.empty() ? "none" : names;
}

} // namespace

prompt_template::prompt_template(std::string_view text)
{
    piece open;
    while (!text.empty()) {
        auto const brace = std::min(text.find_first_of("{}"), text.size());
        open.text += text.substr(0, brace);
        text.remove_prefix(brace);
        if (text.empty())
            break;
        if (text.size() > 1 && text[0] == text[1]) {
            open.text += text[0];
            text.remove_prefix(2);
            continue;
        }
        auto const end = text.find('}');
        if (text[0] == '}' || end == text.npos || end == 1)
            throw usage_error("the prompt has a single " + std::string(1, text[0])
                + "; write {name} for a member of the input, or two braces for one");
        open.name = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        pieces_.push_back(std::exchange(open, {}));
    }
    pieces_.push_back(std::move(open));
}

std::string prompt_template::fill(boost::json::object const& record) const
{
    std::string out;
    for (auto const& one : pieces_) {
        out += one.text;
        if (one.name.empty())
            continue;
        auto const* const value = record.if_contains(one.name);
        if (value == nullptr)
            throw std::runtime_error(
                "the prompt wants {" + one.name + "}, but the input has no such member; it has " + names_of(record));
        if (auto const* const text = value->if_string())
            out += std::string_view(*text);
        else
            out += boost::json::serialize(*value);
    }
    return out;
}

} // namespace coax::cli
