// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/detail/batch_book.hpp>

#include "answer/kept_value.hpp"
#include "batch/batch_book_impl.hpp"
#include "error/errc_class.hpp"
#include "model/setter_check.hpp"
#include "text/printable.hpp"

namespace coax::detail {

using batching::journal_line;

batch_book::batch_book(std::string path, batch_options options, std::optional<std::size_t> total,
    std::string_view model, shape const* type, price_list prices)
    : impl_(std::make_unique<impl>(path, std::move(options), total, model, type, std::move(prices)))
{
}

batch_book::~batch_book() = default;

bool batch_book::settled(std::size_t index, request const& input)
{
    coax::model::check_setters(input, coax::model::verb::batch);
    return impl_->settled(index, input);
}

void batch_book::begin() noexcept { impl_->begin(); }

batch_item_facts batch_book::succeed(std::size_t index, request const& input, extraction_details const& details,
    target const& value, target const& fresh)
{
    failure trouble;
    auto kept = answer::keep_value(value, fresh, details.text, trouble);
    if (!kept) {
        impl_->leave(index);
        trouble.code = errc::journal_failed;
        trouble.message = "the value of input " + std::to_string(index) + " cannot be written to the journal "
            + impl_->path()
            + " so that it comes back: give the types that Boost.JSON converts a value_from that is "
              "the reverse of their value_to";
        throw error(std::move(trouble));
    }
    journal_line good{index, impl_->fingerprint(input), {}, std::move(kept->text), details.usage, input.tag()};
    good.as_received = kept->as_received;
    auto facts = impl_->settle(std::move(good), details.cost, details.cached);
    facts.cached = details.cached;
    return facts;
}

batch_item_facts batch_book::fail(std::size_t index, request const& input, failure const& why)
{
    bool const ours = why.code.category() == category();
    auto const code = static_cast<errc>(why.code.value());
    if (!ours || class_of(code) == errc_class::setup) { // the next ones would fail as well, so the batch stops
        impl_->leave(index);
        throw_exception_from_error(why, BOOST_CURRENT_LOCATION);
    }
    usage spent;
    double cost = 0;
    for (auto const& one : why.attempts) {
        spent += one.usage;
        cost += one.cost;
    }
    auto words = why.message;
    if (!why.provider_message.empty())
        words += " (the provider says: " + why.provider_message + ")";
    text::clean(words);
    return impl_->settle({index, impl_->fingerprint(input), code, std::move(words), spent, input.tag()}, cost);
}

std::pair<batch_item_facts, std::optional<failure>> batch_book::read(std::size_t index, target const& fresh) const
{
    auto const found = impl_->read(index);
    std::pair<batch_item_facts, std::optional<failure>> known(impl_->facts(found, true), std::nullopt);
    if (found.error) {
        known.second.emplace(*found.error, found.text);
        known.second->tag = found.tag;
    } else {
        known.second = bind_kept(fresh, {found.text, found.as_received});
    }
    return known;
}

std::optional<failure> bind_kept(target const& into, kept_value const& kept)
{
    auto why = answer::read_kept(into, kept.text, kept.as_received);
    if (why) {
        why->code = errc::journal_failed;
        why->message = "a value in the journal does not fit its type: was the file changed by somebody else?";
    }
    return why;
}

} // namespace coax::detail
