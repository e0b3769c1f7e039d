// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/own_members.hpp"

#include "provider/protocol.hpp"
#include "provider/refusal_words.hpp"

#include <coax/error.hpp>

#include <algorithm>

namespace coax::provider {

namespace {

std::string with_word(std::string_view name, effort_step word)
{
    return std::string(name) + "=" + std::string(word_of(word));
}

std::string_view last_name(std::string_view path) noexcept { return path.substr(path.rfind('.') + 1); }

// For a member with two names: the limit of tokens is named by other refusals, too.
bool says_unknown(std::string_view words)
{
    static constexpr std::string_view phrases[]{"not supported", "unsupported", "nsupported parameter", "nknown",
        "nrecognized", "xtra input", "xtra field", "not permitted", "not allowed", "nexpected", "not accept"};
    return std::ranges::any_of(phrases, [&](std::string_view one) { return words.find(one) != words.npos; });
}

} // namespace

bool own_members::refused(std::string_view name) const { return std::ranges::find(refused_, name) != refused_.end(); }

bool own_members::omit_if_refused(std::string_view name)
{
    if (!refused(name))
        return false;
    if (std::ranges::find(omitted_, name) == omitted_.end())
        omitted_.emplace_back(name);
    return true;
}

bool own_members::add(std::string_view name, std::initializer_list<std::string_view> also)
{
    if (omit_if_refused(name))
        return false;
    sent_.push_back({name, also, {}, {}, {}});
    return true;
}

bool own_members::add_name(std::string_view name, std::string_view other)
{
    if (omit_if_refused(name))
        return false;
    sent_.push_back({name, {}, other, {}, {}});
    return true;
}

std::optional<effort_step> own_members::add_effort(std::string_view name, effort wanted, effort_steps of)
{
    auto const first = of.nearest(wanted);
    for (std::size_t n = 0; n < effort_words.size(); ++n)
        if (auto const step = static_cast<effort_step>(n); of.contains(step) && refused(with_word(name, step)))
            of = of.without(step);
    auto const word = of.nearest(wanted);
    if (first && first != word)
        omit_if_refused(with_word(name, *first));
    if (word)
        sent_.push_back({name, {}, {}, word, of});
    return word;
}

// A list of the words that are taken says more than the one that is not.
void own_members::refuse_word(addition const& sent, std::string_view words, std::vector<std::string>& out)
{
    bool const named = names_member(words, sent.name) || names_member(words, last_name(sent.name));
    bool const quotes_it = names_value(words, word_of(*sent.word), true);
    effort_steps listed;
    bool lists = false;
    for (std::size_t n = 0; n < effort_words.size(); ++n) {
        auto const step = static_cast<effort_step>(n);
        if (step == *sent.word || !names_value(words, effort_words[n], !named))
            continue;
        listed = listed.with(step);
        lists = lists || sent.of.contains(step);
    }
    bool const says_it = quotes_it || (named && names_value(words, word_of(*sent.word), false));
    if (!(named ? says_it || lists : quotes_it && !listed.empty()))
        return;
    out.push_back(with_word(sent.name, *sent.word));
    for (std::size_t n = 0; lists && n < effort_words.size(); ++n)
        if (auto const step = static_cast<effort_step>(n);
            step != *sent.word && sent.of.contains(step) && !listed.contains(step))
            out.push_back(with_word(sent.name, step));
}

std::vector<std::string> own_members::refused_by(std::string_view body) const
{
    std::vector<std::string> out;
    if (sent_.empty())
        return out;
    auto const words = refusal_words(body);
    for (auto const& one : sent_) {
        if (one.word) {
            refuse_word(one, words, out);
            continue;
        }
        bool named = names_member(words, one.name)
            || std::ranges::any_of(one.also, [&](std::string_view name) { return names_member(words, name); });
        if (named && !one.other.empty())
            named = names_member(words, one.other) || says_unknown(words);
        if (named && std::ranges::find(out, one.name) == out.end())
            out.emplace_back(one.name);
    }
    return out;
}

bool may_add(model_request const& asked, std::string_view name, std::initializer_list<std::string_view> also)
{
    return asked.own == nullptr || asked.own->add(name, also);
}

bool may_add_name(model_request const& asked, std::string_view name, std::string_view other)
{
    return asked.own == nullptr || asked.own->add_name(name, other);
}

std::string_view effort_word(model_request const& asked, std::string_view name, effort_steps of)
{
    auto const wanted = *asked.request->effort();
    auto const word = asked.own == nullptr ? of.nearest(wanted) : asked.own->add_effort(name, wanted, of);
    if (!word)
        throw error({errc::unsupported_request,
            "the model " + std::string(asked.model) + " has refused every word for request::effort; leave it out"});
    return word_of(*word);
}

} // namespace coax::provider
