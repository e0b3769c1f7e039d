// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/response_accumulator.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <utility>

namespace coax::call {

namespace {

constexpr std::uint64_t most_tokens = 1'000'000'000'000; ///< that a count is believed to be
constexpr std::uint64_t bytes_in_token = 4;

} // namespace

response_accumulator::response_accumulator(bind::limits how) : builder_(how), feed_(builder_, how) { }

void response_accumulator::tolerate(coax::tolerance how, void (*renew)(void* value))
{
    feed_.bound_steps(max_piece);
    feed_.tolerate(
        how, [this] { return std::string_view(json()); },
        [this, renew] {
            if (renew != nullptr && value_ != nullptr)
                renew(value_);
        });
}

void response_accumulator::start(
    detail::shape const& root, void* value, coax::mode how, unsigned attempt, bool stepwise)
{
    builder_.start(root, value, attempt);
    value_ = value;
    clear(how, stepwise);
}

void response_accumulator::resume(coax::mode how, unsigned attempt, bool stepwise, std::vector<bool> kept)
{
    builder_.resume(attempt, std::move(kept));
    value_ = nullptr;
    clear(how, stepwise);
}

void response_accumulator::resume_items(coax::mode how, unsigned attempt)
{
    builder_.resume_items(attempt);
    value_ = nullptr;
    clear(how, false);
}

void response_accumulator::clear(coax::mode how, bool stepwise)
{
    feed_.start();
    for (auto* text : {&text_, &reasoning_, &refusal_, &stop_word_, &waiting_, &items_})
        text->clear();
    for (auto* pairs : {&text_pairs_, &reasoning_pairs_, &refusal_pairs_})
        pairs->finish();
    argument_pairs_.clear();
    calls_.clear();
    tokens_.clear();
    begin_call(0);
    ends_.clear();
    next_piece_ = 0;
    deltas_ = 0;
    failure_.reset();
    broken_off_.reset();
    usage_ = {};
    mode_ = how;
    stop_ = stop_reason::none;
    stepwise_ = stepwise;
    closed_ = false;
    ended_ = false;
}

void response_accumulator::on_text(std::string_view piece)
{
    ++deltas_;
    piece = text_pairs_.join(piece);
    text_.append(piece);
    if (mode_ != mode::tool && mode_ != mode::tools)
        take_json(piece);
}

void response_accumulator::on_token(std::string_view token, std::span<provider::token_choice const> weighed)
{
    tokens_.push_back({std::string(token), {weighed.begin(), weighed.end()}});
}

void response_accumulator::on_tool_call(std::size_t call, std::string_view id, std::string_view name)
{
    auto& begun = call_at(call);
    begun.id = id;
    begun.name = name;
}

provider::tool_call& response_accumulator::call_at(std::size_t call)
{
    if (call >= calls_.size()) {
        calls_.resize(call + 1);
        argument_pairs_.resize(call + 1);
    }
    return calls_[call];
}

void response_accumulator::on_arguments(std::size_t call, std::string_view piece)
{
    auto& to = call_at(call);
    ++deltas_;
    piece = argument_pairs_[call].join(piece);
    to.arguments.append(piece);
    if (mode_ == mode::tool && call == 0)
        take_json(piece);
    else if (mode_ == mode::tools)
        take_calls();
}

// Each call's arguments are an element of one list. Pieces of a later call wait until the one before it is whole.
void response_accumulator::take_calls()
{
    for (;; begin_call(call_ + 1)) {
        auto const arguments = std::string_view(calls_[call_].arguments).substr(call_read_);
        if (!arguments.empty() && call_read_ == 0)
            take_item(call_ == 0 ? R"({"items":[)" : ",");
        call_read_ += arguments.size();
        if (!arguments.empty())
            take_arguments(arguments);
        if (call_ + 1 >= calls_.size() || !scanner_.whole())
            return;
    }
}

void response_accumulator::begin_call(std::size_t call)
{
    call_ = call;
    call_read_ = 0;
    scanner_.start(tags_.empty() ? std::string_view() : std::string_view(tags_.front().key));
}

// The name of a call says which alternative it is, so the model may leave out the member that says it again.
void response_accumulator::take_arguments(std::string_view piece)
{
    auto const brace = scanner_.scan(piece);
    bool const untold = brace != piece.npos && scanner_.is_object() && !scanner_.has_key();
    auto const tag = untold ? std::ranges::find(tags_, calls_[call_].name, &tool_tag::tool) : tags_.end();
    if (tag == tags_.end())
        return take_item(piece);
    take_item(piece.substr(0, brace));
    take_item((scanner_.empty() ? "" : ",") + tag->member);
    take_item(piece.substr(brace));
}

void response_accumulator::take_item(std::string_view piece)
{
    items_ += piece;
    take_json(piece);
}

void response_accumulator::on_reasoning(std::string_view piece)
{
    ++deltas_;
    reasoning_.append(reasoning_pairs_.join(piece));
}

void response_accumulator::on_stop(stop_reason why, std::string_view word)
{
    stop_ = why;
    stop_word_ = word;
}

void response_accumulator::on_failure(failure why)
{
    if (!failure_)
        failure_ = std::move(why);
}

void response_accumulator::take_json(std::string_view piece)
{
    if (!stepwise_ && piece.size() <= max_piece && ends_.empty() && !feed_.behind()) {
        feed_.feed(piece);
        return;
    }
    for (; !piece.empty(); piece.remove_prefix(std::min(piece.size(), max_piece))) {
        waiting_.append(piece.substr(0, max_piece));
        ends_.push_back(waiting_.size());
    }
}

std::size_t response_accumulator::step()
{
    if (feed_.behind())
        return feed_.catch_up();
    if (next_piece_ == ends_.size()) {
        waiting_.clear();
        ends_.clear();
        next_piece_ = 0;
        return 0;
    }
    auto const begin = next_piece_ == 0 ? 0 : ends_[next_piece_ - 1];
    auto const size = ends_[next_piece_] - begin;
    feed_.feed(std::string_view(waiting_).substr(begin, size));
    ++next_piece_;
    return size;
}

void response_accumulator::close()
{
    if (std::exchange(closed_, true))
        return;
    if (auto const half = text_pairs_.finish(); !half.empty())
        on_text(half);
    for (std::size_t call = 0; call < calls_.size(); ++call)
        if (auto const half = argument_pairs_[call].finish(); !half.empty())
            on_arguments(call, half);
    reasoning_.append(reasoning_pairs_.finish());
    refusal_.append(refusal_pairs_.finish());
    if (mode_ == mode::tool && calls_.empty())
        take_json(text_); // the tool was to be forced, but not every server can
    else if (mode_ == mode::tool && calls_.front().arguments.empty())
        on_arguments(0, "{}"); // a call without arguments
    if (mode_ == mode::tools)
        finish_calls();
}

bool response_accumulator::end()
{
    feed_.finish(stop_ == stop_reason::complete);
    return !feed_.behind();
}

void response_accumulator::finish()
{
    close();
    do {
        while (step() != 0)
            ;
    } while (!end());
}

coax::usage response_accumulator::usage(std::size_t request_bytes) const noexcept
{
    auto spent = usage_;
    for (auto* const count : {&spent.input_tokens, &spent.output_tokens, &spent.cache_read_tokens,
             &spent.cache_write_tokens, &spent.reasoning_tokens})
        *count = std::min(*count, most_tokens); // so that sums of them are right, too
    if (usage_known() || deltas_ == 0)
        return spent;
    auto bytes = text_.size() + reasoning_.size() + refusal_.size();
    for (auto const& call : calls_)
        bytes += call.arguments.size();
    auto const least = std::max<std::uint64_t>(deltas_, bytes / bytes_in_token);
    if (spent.output_tokens < least) {
        spent.output_tokens = least;
        spent.estimated = true;
    }
    if (spent.input_tokens == 0) {
        spent.input_tokens = request_bytes / bytes_in_token;
        spent.estimated = true;
    }
    return spent;
}

void response_accumulator::finish_calls()
{
    if (calls_.empty())
        return take_json(text_); // it was to call, but not every server can make it
    for (auto& call : calls_)
        if (call.arguments.empty())
            call.arguments = "{}";
    bool whole = false;
    for (; call_ < calls_.size(); begin_call(call_ + 1)) { // goes past a call that is not whole, too
        take_calls();
        whole = scanner_.whole();
    }
    if (stop_ != stop_reason::complete && !whole)
        return; // it was cut off, and so is the list
    take_item("]}");
}

bool response_accumulator::calls_differ() const
{
    if (mode_ != mode::tool)
        return false;
    auto const parsed = [](std::string const& arguments) {
        boost::system::error_code error;
        auto value = boost::json::parse(arguments, error);
        return error ? boost::json::value(arguments) : value;
    };
    for (std::size_t n = 1; n < calls_.size(); ++n)
        if (!calls_[n].arguments.empty() && calls_[n].arguments != calls_[0].arguments
            && parsed(calls_[n].arguments) != parsed(calls_[0].arguments))
            return true;
    return false;
}

std::string const& response_accumulator::json() const noexcept
{
    if (mode_ == mode::tools && !calls_.empty())
        return items_;
    return mode_ == mode::tool && !calls_.empty() ? calls_.front().arguments : text_;
}

} // namespace coax::call
