// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/kept_value.hpp"

#include "answer/source_text.hpp"
#include "bind/value_builder.hpp"
#include "repair/json_feed.hpp"
#include "shape/value_text.hpp"

#include <exception>
#include <limits>
#include <new>
#include <utility>

namespace coax::answer {

std::optional<std::string> value_as_text(detail::target const& value)
{
    try {
        return detail::value_text(*value.written_as, value.value);
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const&) { // a user's conversion
        return {};
    }
}

std::optional<kept_value> keep_value(
    detail::target const& value, detail::target const& fresh, std::string_view received, failure& trouble)
{
    std::optional<failure> problem;
    if (auto text = value_as_text(value)) {
        problem = read_kept(fresh, *text, false);
        if (!text->empty() && !problem)
            return kept_value{std::move(*text), false};
        fresh.renew(fresh.value);
    }
    // Boost.JSON converts one of its parts one way only, or to something else.
    problem = read_kept(fresh, received, true);
    if (!problem)
        return kept_value{std::string(received), true};
    trouble = std::move(*problem);
    return {};
}

std::optional<failure> read_kept(
    detail::target const& into, std::string_view text, bool as_received, request const* asked)
{
    constexpr auto unlimited = std::numeric_limits<std::size_t>::max();
    bind::limits most; // the answer was within the usual ones, but its value may be longer when written again
    most.max_bytes = most.max_key_bytes = unlimited;
    most.max_depth *= 4;
    bind::value_builder to(most);
    repair::json_feed feed(to, most);
    if (as_received)
        feed.tolerate(
            tolerance::lenient, [&] { return text; }, [&] { into.renew(into.value); });
    to.skip_rules(asked == nullptr);
    if (asked != nullptr)
        to.quotes_from([asked] { return source_text(*asked); });
    to.start(*into.written_as, into.value);
    feed.start();
    feed.feed(text);
    feed.finish();
    if (to.done() && !to.broken())
        return {};
    failure why(errc::invalid_answer, "a value that was kept does not fit its type");
    why.violations = to.violations();
    why.text = text;
    return why;
}

} // namespace coax::answer
