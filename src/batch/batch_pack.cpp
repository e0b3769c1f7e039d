// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/detail/batch_pack.hpp>

#include "answer/kept_value.hpp"
#include "batch/packing.hpp"
#include "model/request_editor.hpp"

#include <coax/detail/batch_book.hpp>
#include <coax/error.hpp>

#include <algorithm>

namespace coax {

namespace batching {

bool can_be_packed(request const& input)
{
    if (input.messages().size() != 1 || !input.checks().empty() || input.source())
        return false;
    auto const& only = input.messages().front();
    return only.role == role::user && only.attachments.empty() && !only.cached
        && only.text.size() <= longest_packed_text;
}

question_hash pack_key(request const& input, std::string_view model, std::string_view type)
{
    auto without_text = input;
    coax::model::request_editor::messages(without_text).front().text.clear();
    return question_key(without_text, model, type);
}

} // namespace batching

namespace detail {

namespace {

/// A name of an element that no text has in it, so that no text can end its own.
std::string fence_for(std::vector<batch_pack::member> const& members)
{
    std::string fence = "text";
    for (int n = 2; std::ranges::any_of(members,
             [&](batch_pack::member const& one) {
                 return one.input.messages().front().text.find("</" + fence + ">") != std::string::npos;
             });
         ++n)
        fence = "text" + std::to_string(n);
    return fence;
}

} // namespace

void check_pack(std::size_t inputs)
{
    if (inputs == 0 || inputs > batching::most_packed_inputs)
        throw error({errc::invalid_option,
            "batch_options::pack must be from 1 to " + std::to_string(batching::most_packed_inputs)});
}

request batch_pack::joined() const
{
    auto const& first = members.front().input;
    auto const count = std::to_string(members.size());
    auto const fence = fence_for(members);
    auto text = "Below are " + count + " texts, each in an element <" + fence
        + " number=\"...\">. Answer each of them by itself, as if it were the only one: what one text says means "
          "nothing "
          "for the others. Give one item for each text, with the number of its text, in the order of the texts.\n";
    for (std::size_t i = 0; i < members.size(); ++i)
        text += "\n<" + fence + " number=\"" + std::to_string(i + 1) + "\">\n"
            + members[i].input.messages().front().text + "\n</" + fence + ">\n";

    request all(std::move(text));
    all.system(first.system()).schema_name("answers").streamed(first.streamed()).mode(first.mode());
    all.on_bad_item(bad_item::skip).max_reasks(0).priority(first.priority()).model(first.model());
    if (first.system_cached())
        coax::model::request_editor::mark_system(all);
    auto const most = std::max<std::uint64_t>(first.max_tokens(), batching::most_packed_tokens);
    all.max_tokens(
        static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{first.max_tokens()} * members.size(), most)));
    if (first.temperature())
        all.temperature(*first.temperature());
    if (first.top_p())
        all.top_p(*first.top_p());
    if (first.seed())
        all.seed(*first.seed());
    if (!first.stop().empty())
        all.stop(first.stop());
    if (first.effort())
        all.effort(*first.effort());
    if (first.thinking_budget())
        all.thinking_budget(*first.thinking_budget());
    if (!first.extra().empty())
        all.extra(first.extra());
    if (first.tolerance())
        all.tolerance(*first.tolerance());
    if (first.timeout())
        all.timeout(*first.timeout());
    if (first.token_budget() != 0)
        all.token_budget(first.token_budget() * members.size());
    return all;
}

void batch_pack::take(int number, target const& value, target const& fresh)
{
    if (number < 1 || static_cast<std::size_t>(number) > members.size())
        return;
    auto& to = members[static_cast<std::size_t>(number) - 1];
    if (std::ranges::find(seen_, number) != seen_.end()) { // nobody knows which of them is right
        to.text.reset();
        return;
    }
    seen_.push_back(number);
    auto text = answer::value_as_text(value);
    if (text && !answer::read_kept(fresh, *text, false, &to.input))
        to.text = std::move(*text);
}

} // namespace detail

} // namespace coax
