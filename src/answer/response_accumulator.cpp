// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/response_accumulator.hpp"

#include <utility>

namespace coax::answer {

response_accumulator::response_accumulator(bind::limits most) : builder_(most), feed_(builder_, most) { }

void response_accumulator::tolerate(coax::tolerance tolerance, void (*renew)(void* value))
{
    feed_.bound_steps(piece_queue::max_piece);
    feed_.tolerate(
        tolerance, [this] { return std::string_view(json()); },
        [this, renew] {
            if (renew != nullptr && value_ != nullptr)
                renew(value_);
        });
}

void response_accumulator::start(
    detail::shape const& root, void* value, coax::mode mode, unsigned attempt, bool stepwise)
{
    builder_.start(root, value, attempt);
    value_ = value;
    clear(mode, stepwise);
}

void response_accumulator::resume(coax::mode mode, unsigned attempt, bool stepwise, std::vector<bool> kept)
{
    builder_.resume(attempt, std::move(kept));
    value_ = nullptr;
    clear(mode, stepwise);
}

void response_accumulator::resume_items(coax::mode mode, unsigned attempt)
{
    builder_.resume_items(attempt);
    value_ = nullptr;
    clear(mode, false);
}

void response_accumulator::clear(coax::mode mode, bool stepwise)
{
    feed_.start();
    text_.clear();
    reasoning_.clear();
    refusal_.clear();
    calls_.clear();
    list_.clear();
    tokens_.clear();
    queue_.clear();
    usage_.clear();
    end_ = {};
    mode_ = mode;
    stepwise_ = stepwise;
    closed_ = false;
}

void response_accumulator::on_text(std::string_view piece)
{
    usage_.add_delta();
    read_text(text_.append(piece));
}

void response_accumulator::read_text(std::string_view added)
{
    if (mode_ != mode::tool && mode_ != mode::tools)
        read_json(added);
}

void response_accumulator::on_token(std::string_view token, std::span<provider::token_choice const> weighed)
{
    tokens_.push_back({std::string(token), {weighed.begin(), weighed.end()}});
}

void response_accumulator::on_tool_call(std::size_t call, std::string_view id, std::string_view name)
{
    calls_.begin(call, id, name);
}

void response_accumulator::on_arguments(std::size_t call, std::string_view piece)
{
    usage_.add_delta();
    read_arguments(call, calls_.append(call, piece));
}

void response_accumulator::read_arguments(std::size_t call, std::string_view added)
{
    if (mode_ == mode::tool && call == 0)
        read_json(added);
    else if (mode_ == mode::tools)
        read_json(list_.update(calls_.all()));
}

void response_accumulator::on_reasoning(std::string_view piece)
{
    usage_.add_delta();
    reasoning_.append(piece);
}

void response_accumulator::on_stop(stop_reason why, std::string_view word)
{
    end_.stop = why;
    end_.stop_word = word;
}

void response_accumulator::on_failure(failure why)
{
    if (!end_.failed)
        end_.failed = std::move(why);
}

void response_accumulator::read_json(std::string_view piece)
{
    if (!stepwise_ && piece.size() <= piece_queue::max_piece && queue_.empty() && !feed_.behind())
        feed_.feed(piece);
    else
        queue_.push(piece);
}

std::size_t response_accumulator::step()
{
    if (feed_.behind())
        return feed_.catch_up();
    auto const piece = queue_.pop();
    if (!piece.empty())
        feed_.feed(piece);
    return piece.size();
}

void response_accumulator::close()
{
    if (std::exchange(closed_, true))
        return;
    read_text(text_.finish());
    for (std::size_t call = 0; call < calls_.all().size(); ++call)
        if (auto const rest = calls_.finish(call); !rest.empty())
            read_arguments(call, rest);
    reasoning_.finish();
    refusal_.finish();
    bool const by_tools = mode_ == mode::tool || mode_ == mode::tools;
    if (by_tools && calls_.empty())
        return read_json(text()); // a tool was to be forced, but not every server can do that
    if (mode_ == mode::tool && calls_.all().front().arguments.empty())
        read_arguments(0, calls_.append(0, "{}")); // a call without arguments
    if (mode_ == mode::tools) {
        calls_.complete_arguments();
        read_json(list_.finish(calls_.all(), end_.stop == stop_reason::complete));
    }
}

bool response_accumulator::end()
{
    feed_.finish(end_.stop == stop_reason::complete);
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
    return usage_.total(
        usage_known(), text().size() + reasoning().size() + refusal().size() + calls_.bytes(), request_bytes);
}

std::string const& response_accumulator::json() const noexcept
{
    if (mode_ == mode::tools && !calls_.empty())
        return list_.json();
    return mode_ == mode::tool && !calls_.empty() ? calls_.all().front().arguments : text();
}

} // namespace coax::answer
