// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/batch_inputs.hpp"

#include "cli/terminal.hpp"
#include "cli/usage_error.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <exception>
#include <utility>

namespace coax::cli {

shard parse_shard(std::string const& text)
{
    shard made;
    auto const* const end = text.data() + text.size();
    auto const first = std::from_chars(text.data(), end, made.index);
    if (first.ec == std::errc() && first.ptr != end && *first.ptr == '/') {
        auto const second = std::from_chars(first.ptr + 1, end, made.count);
        if (second.ec == std::errc() && second.ptr == end && made.index < made.count)
            return made;
    }
    throw usage_error("--shard " + text + ": write I/N with 0 <= I < N, for example 0/4");
}

batch_inputs::batch_inputs(boost::asio::any_io_executor executor, options from, prompt_template prompt,
    question const& asked, output_order& order)
    : source_(executor, from.path),
      reader_(from.format, from.max_record_bytes),
      from_(std::move(from)),
      prompt_(std::move(prompt)),
      asked_(&asked),
      order_(&order),
      changed_(executor, boost::asio::steady_timer::time_point::max())
{
}

void batch_inputs::stop()
{
    stopped_ = true;
    source_.cancel();
    resume();
}

std::optional<std::size_t> batch_inputs::expected() const
{
    auto lines = from_.format == input_format::csv ? std::nullopt : source_.count_lines();
    if (lines)
        *lines = (*lines + from_.shard.count - 1 - from_.shard.index) / from_.shard.count;
    if (from_.limit != 0)
        lines = std::min(lines.value_or(from_.limit), from_.limit);
    return lines;
}

asked_input batch_inputs::take(std::size_t request_number)
{
    auto found = open_.extract(request_number);
    return std::move(found.mapped());
}

boost::asio::awaitable<std::optional<input_record>> batch_inputs::next_record()
{
    while (true) {
        if (auto record = reader_.next())
            co_return record;
        auto const bytes = co_await source_.read();
        if (!bytes.empty()) {
            reader_.feed(bytes);
            continue;
        }
        reader_.finish();
        co_return reader_.next();
    }
}

bool batch_inputs::is_wanted() { return records_++ % from_.shard.count == from_.shard.index; }

boost::asio::awaitable<std::optional<request>> batch_inputs::next()
{
    std::optional<request> made;
    while (!made && !stopped_) {
        if (!order_->has_room()) {
            boost::system::error_code cancelled;
            co_await changed_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, cancelled));
            continue;
        }
        if (from_.limit != 0 && wanted_ == from_.limit)
            break;
        auto record = co_await next_record();
        if (!record || stopped_)
            break;
        if (!is_wanted())
            continue;
        ++wanted_;
        asked_input input;
        input.number = order_->begin();
        input.line = record->line;
        made = question_of(*record, input);
    }
    co_return made;
}

std::optional<request> batch_inputs::question_of(input_record& record, asked_input const& input)
{
    auto known = input;
    if (auto const* const id = record.members.if_contains("id"))
        known.id = *id;
    if (!record.problem.empty()) {
        refuse(known, "line " + std::to_string(input.line) + ' ' + record.problem);
        return {};
    }
    try {
        auto made = asked_->ask(prompt_.fill(record.members));
        if (!known.id.is_null())
            made.tag(known.id.is_string() ? std::string(known.id.get_string()) : boost::json::serialize(known.id));
        open_.emplace(requests_++, std::move(known));
        return made;
    } catch (usage_error const&) {
        throw;
    } catch (std::exception const& error) {
        refuse(known, "line " + std::to_string(input.line) + ": " + error.what());
        return {};
    }
}

void batch_inputs::refuse(asked_input const& input, std::string const& problem)
{
    ++unusable_;
    write_out(order_->settle(input.number, output_line(input, "error", {{"code", "bad_input"}, {"message", problem}})));
}

std::string output_line(asked_input const& input, std::string_view name, boost::json::value member)
{
    boost::json::object line;
    line["line"] = input.line;
    if (!input.id.is_null())
        line["id"] = input.id;
    line[name] = std::move(member);
    return boost::json::serialize(line) + '\n';
}

} // namespace coax::cli
