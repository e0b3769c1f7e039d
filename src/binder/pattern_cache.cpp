// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "binder/pattern_cache.hpp"

#include <boost/regex.hpp>

#include <map>
#include <stdexcept>

namespace coax::binder {

struct pattern_cache::entries {
    std::map<char const*, boost::regex> compiled;
};

pattern_cache::pattern_cache() = default;
pattern_cache::~pattern_cache() = default;

pattern_cache::outcome pattern_cache::search(std::string_view pattern, std::string_view text)
{
    if (!entries_)
        entries_ = std::make_unique<entries>();
    auto found = entries_->compiled.find(pattern.data());
    if (found == entries_->compiled.end()) {
        boost::regex made(pattern.begin(), pattern.end(), boost::regex::ECMAScript | boost::regex::no_except);
        found = entries_->compiled.emplace(pattern.data(), std::move(made)).first;
    }
    if (found->second.status() != 0)
        return outcome::invalid_pattern;
    try {
        return boost::regex_search(text.begin(), text.end(), found->second) ? outcome::found : outcome::not_found;
    } catch (std::runtime_error const&) {
        return outcome::too_complex; // Boost.Regex bounds its own work
    }
}

} // namespace coax::binder
