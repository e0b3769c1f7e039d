// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/diagnostics.hpp"
#include "bind/limits.hpp"
#include "bind/open_containers.hpp"
#include "bind/quoted_text.hpp"
#include "bind/unique_items.hpp"
#include "text/patterns.hpp"

#include <coax/detail/shape.hpp>

#include <boost/json/fwd.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace coax::bind {

/// Checks complete values against the rules of their members. Each check returns whether the rule is kept, and adds a
/// violation if it is not.
class rule_checker {
public:
    rule_checker(limits const& most, open_containers& containers, diagnostics& found)
        : limits_(most),
          containers_(containers),
          diagnostics_(found)
    {
    }

    /// Resets the work that the patterns and quotes of one answer may cost.
    void start();
    /// Forgets what is open: the answer is read again.
    void clear() noexcept { unique_.clear(); }
    /// From now on no rule is checked, and members may be missing.
    void skip_rules(bool yes) noexcept { skip_ = yes; }
    /// The text that must contain quoted members. The function is called once, when the text is first needed.
    void quotes_from(std::function<std::string()> text) { quoted_text_ = quoted_text(std::move(text)); }

    [[nodiscard]] detail::rules const* rules_of(detail::field const& member) const noexcept
    {
        return member.ruled && !skip_ ? &member.rules : nullptr;
    }

    bool check_number(detail::rules const& rules, detail::number const& value);
    bool check_text(detail::rules const& rules, std::string_view text);
    /// Whether the value is one of those that are allowed, where only some are.
    bool check_among(detail::rules const& rules, boost::json::value const& value);
    /// The last element of the innermost list, whose elements must differ.
    bool check_unique(frame const& list);
    /// `length` is that of the string so far; `piece` is added to it.
    bool check_growth(detail::rules const& rules, std::size_t& length, std::string_view piece);
    /// Checks for missing members, then calls the user's rule.
    void check_record(frame const& record);
    void check_size(frame const& container);
    void missing_tag(std::string_view tag);

private:
    void check_missing(detail::field const& member, void* record);
    bool check_pattern(std::string_view pattern, std::string_view text);
    bool check_quote(std::string_view text);

    limits const& limits_;
    open_containers& containers_;
    diagnostics& diagnostics_;
    text::patterns patterns_;
    quoted_text quoted_text_;
    unique_items unique_;
    bool skip_ = false;
};

} // namespace coax::bind
