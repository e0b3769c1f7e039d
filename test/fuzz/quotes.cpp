// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A text, a line that ends it, and an answer that quotes from it or says why there is none.
#include "bind/quoted_text.hpp"
#include "bind/value_builder.hpp"
#include "demand.hpp"
#include "pieces.hpp"

#include <coax/annotate.hpp>
#include <coax/detail/target.hpp>
#include <coax/maybe.hpp>

#include <boost/describe/class.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using coax::fuzz::demand;

struct fact {
    std::string claim;
    std::vector<std::string> quotes;
};
BOOST_DESCRIBE_STRUCT(fact, (), (claim, quotes))
constexpr auto tag_invoke(coax::annotate_tag, fact const*)
{
    return coax::notes(coax::note<&fact::quotes>("What supports the claim").quoted().min_items(1));
}
using answer = coax::maybe<fact>;

struct bound {
    answer value;
    std::vector<coax::violation> violations;
    bool good = false;
};

bound read(std::string const& source, std::string_view text, coax::tolerance level, std::size_t cut)
{
    bound result;
    auto const target = coax::detail::target_for(result.value);
    std::string fed;
    coax::bind::value_builder to;
    to.quotes_from([&] { return source; });
    coax::repair::json_feed feed(to);
    feed.tolerate(
        level, [&] { return std::string_view(fed); }, [&] { target.renew(target.value); });
    to.start(*target.written_as, target.value);
    coax::fuzz::feed_pieces(feed, fed, text, cut, true);
    result.violations = to.violations();
    result.good = to.done() && result.violations.empty();
    return result;
}

bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> all;
    bool inside = false;
    for (char const c : text) {
        if (!is_white(c) && !inside)
            all.emplace_back();
        inside = !is_white(c);
        if (inside)
            all.back() += c;
    }
    return all;
}

// Slow and plain: the first word ends one, the last begins one, those between are the same.
bool stands_in(std::vector<std::string> const& text, std::vector<std::string> const& quote)
{
    if (quote.empty() || text.size() < quote.size())
        return false;
    for (std::size_t at = 0; at + quote.size() <= text.size(); ++at) {
        if (quote.size() == 1) {
            if (text[at].find(quote[0]) != std::string::npos)
                return true;
            continue;
        }
        bool fits = text[at].ends_with(quote.front()) && text[at + quote.size() - 1].starts_with(quote.back());
        for (std::size_t n = 1; fits && n + 1 < quote.size(); ++n)
            fits = text[at + n] == quote[n];
        if (fits)
            return true;
    }
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const all(reinterpret_cast<char const*>(data), std::min<std::size_t>(size, 2048));
    auto const line = std::min(all.find('\n'), all.size());
    std::string const source(all.substr(0, line));
    auto const text = all.substr(std::min(line + 1, all.size()));

    coax::bind::quoted_text in([&] { return source; });
    demand(in.holds(text) == stands_in(words(source), words(text)), "a quote is found where it does not stand");
    auto const part = source.substr(source.size() / 3, source.size() / 2);
    demand(in.holds(part) == !words(part).empty(), "a part of the text is no quote");

    for (auto const level : {coax::tolerance::strict, coax::tolerance::report, coax::tolerance::lenient}) {
        auto const whole = read(source, text, level, 0);
        for (std::size_t const cut : {1U, 3U}) {
            auto const other = read(source, text, level, cut);
            demand(other.good == whole.good, "good or not as it is cut");
            demand(!whole.good
                    || (other.value.why_not == whole.value.why_not
                        && other.value.value.has_value() == whole.value.value.has_value()),
                "another value as it is cut");
        }
        if (!whole.good)
            continue;
        bool const reason = whole.value.why_not && !whole.value.why_not->empty();
        demand(reason != whole.value.value.has_value(), "both or neither");
        if (!whole.value.value)
            continue;
        demand(!whole.value.value->quotes.empty(), "no quote");
        for (auto const& quote : whole.value.value->quotes)
            demand(stands_in(words(source), words(quote)), "a quote that does not stand in the text");
    }
    return 0;
}
