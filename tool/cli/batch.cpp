// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax batch: a filter from inputs to values, many at a time.
#include "cli/batch_inputs.hpp"
#include "cli/exit_code.hpp"
#include "cli/file_text.hpp"
#include "cli/model_choice.hpp"
#include "cli/progress_line.hpp"
#include "cli/question.hpp"
#include "cli/run_until_done.hpp"
#include "cli/terminal.hpp"
#include "cli/type_choice.hpp"
#include "cli/verb.hpp"

#include <coax/batch_each.hpp>
#include <coax/client.hpp>
#include <coax/error.hpp>
#include <coax/type.hpp>

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace coax::cli {

namespace {

struct batch_settings {
    model_choice model;
    type_choice extracted;
    question asked;
    batch_inputs::options inputs;
    std::string format = "auto";
    std::string shard = "0/1";
    std::string prompt = "{text}";
    std::string prompt_file;
    std::string journal;
    std::size_t in_flight = 64;
    limits most;
    price cost;
    bool unordered = false;
    bool quiet = false;
};

constexpr std::size_t window_for_each_call = 16; // inputs whose lines wait for one before them

input_format format_of(batch_settings const& given)
{
    auto const ends = [&](std::string_view ending) { return given.inputs.path.ends_with(ending); };
    if (given.format == "csv" || (given.format == "auto" && ends(".csv")))
        return input_format::csv;
    if (given.format == "lines" || (given.format == "auto" && ends(".txt")))
        return input_format::lines;
    return input_format::json_lines;
}

std::string error_line(asked_input const& input, failure const& reason)
{
    boost::json::object told{{"code", reason.code.message()}, {"message", reason.message}};
    if (!reason.provider_message.empty())
        told["provider_message"] = reason.provider_message;
    return output_line(input, "error", std::move(told));
}

// One run of the batch.
class batch_run {
public:
    batch_run(boost::asio::any_io_executor executor, batch_settings const& given)
        : given_(given),
          order_(!given.unordered, given.in_flight * window_for_each_call),
          inputs_(executor, given.inputs,
              prompt_template(given.prompt_file.empty() ? given.prompt : file_text(given.prompt_file)), given.asked,
              order_),
          screen_(!given.quiet),
          total_(screen_.is_live() ? inputs_.expected() : std::nullopt)
    {
    }

    boost::asio::awaitable<int> run(client by, type of)
    {
        batch_options options;
        options.max_in_flight(given_.in_flight).price(given_.cost).progress([this](batch_progress const& now) {
            show(now);
        });
        auto all = batch_each(std::move(by), of, inputs_, given_.journal, std::move(options));
        while (auto one = co_await all.next()) {
            auto const input = inputs_.take(one->index);
            failed_ += one->result.has_error() ? 1 : 0;
            write_out(order_.settle(input.number,
                one->result ? output_line(input, "value", std::move(*one->result))
                            : error_line(input, one->result.error())));
            inputs_.resume();
        }
        flush_out();
        screen_.clear();
        co_return finish();
    }

    void stop()
    {
        stopped_ = true;
        inputs_.stop();
    }

private:
    void show(batch_progress now)
    {
        auto const settled = now.done + now.failed + inputs_.unusable();
        now.total = total_;
        if (total_ && settled > 0)
            now.left = std::chrono::nanoseconds(static_cast<std::int64_t>(static_cast<double>(now.elapsed.count())
                * static_cast<double>(*total_ - std::min(*total_, settled)) / static_cast<double>(settled)));
        last_ = now;
        auto const time = std::chrono::steady_clock::now();
        if (!screen_.is_live() || time - shown_at_ < std::chrono::milliseconds(50))
            return;
        shown_at_ = time;
        screen_.show({progress_line(now, screen_.width() - 1)});
    }

    int finish()
    {
        auto const unusable = inputs_.unusable();
        if (!given_.quiet) {
            auto line = progress_line(last_, 1000);
            if (unusable != 0)
                line += ", " + std::to_string(unusable) + " inputs that cannot be used";
            screen_.print("coax: " + line);
        }
        if (stopped_) {
            screen_.print(given_.journal.empty()
                    ? "coax: interrupted; with --journal FILE a later run goes on from here"
                    : "coax: interrupted; the same command goes on from here");
            return interrupted;
        }
        return failed_ + unusable == 0 ? success : partial_failure;
    }

    batch_settings const& given_;
    output_order order_;
    batch_inputs inputs_;
    terminal screen_;
    std::optional<std::size_t> total_;
    batch_progress last_;
    std::chrono::steady_clock::time_point shown_at_;
    std::size_t failed_ = 0;
    bool stopped_ = false;
};

int run_batch(batch_settings& given)
{
    auto const of = given.extracted.chosen();
    given.inputs.format = format_of(given);
    given.inputs.shard = parse_shard(given.shard);
    boost::asio::io_context context(1);
    disconnect_at_end const guard(given.model);
    batch_run batch(context.get_executor(), given);
    auto const by = given.model.connect(context, given.most, given.in_flight);
    return run_until_done(context, batch.run(by, of), {[&] { batch.stop(); }, [&] { given.model.stop(); }});
}

} // namespace

void add_batch(CLI::App& program, verb_run& chosen)
{
    auto const options = std::make_shared<batch_settings>();
    auto* const verb = program.add_subcommand(
        "batch", "Extract a value from each input: JSON Lines, CSV or plain lines in, JSON Lines out");
    options->extracted.add_to(*verb);
    verb->add_option("-p,--prompt", options->prompt, "The question; {NAME} is a member of the input (default: {text})")
        ->type_name("TEXT");
    verb->add_option("--prompt-file", options->prompt_file, "The same in a file")->type_name("FILE");
    verb->add_option("-i,--input", options->inputs.path, "The inputs (default: -, the standard input)")
        ->type_name("FILE");
    verb->add_option("--format", options->format,
            "Of the inputs: jsonl, csv (with a header), lines (each is {text}), or auto, by the name (default)")
        ->check(CLI::IsMember({"auto", "jsonl", "csv", "lines"}))
        ->type_name("FORMAT");
    verb->add_option("--journal", options->journal,
            "Keep each result in this file; the same command goes on where it was after an interruption")
        ->type_name("FILE");
    verb->add_flag("--unordered", options->unordered, "Write each line as soon as it is known");
    verb->add_option("--in-flight", options->in_flight, "Calls at a time (default: 64)")
        ->check(CLI::Range(1, 100000))
        ->type_name("N");
    verb->add_option("--rpm", options->most.requests_per_minute, "Requests a minute, at most")->type_name("N");
    verb->add_option("--tpm", options->most.tokens_per_minute, "Tokens a minute, at most")->type_name("N");
    verb->add_option("--price-in", options->cost.input, "What a million input tokens cost")->type_name("MONEY");
    verb->add_option("--price-out", options->cost.output, "What a million output tokens cost")->type_name("MONEY");
    verb->add_option("--shard", options->shard, "Ask input I of every N only, for N runs side by side")
        ->type_name("I/N");
    verb->add_option("--limit", options->inputs.limit, "Inputs, at most")->type_name("N");
    verb->add_option("--max-line-bytes", options->inputs.max_record_bytes, "Of one input (default: 16 MiB)")
        ->type_name("N");
    verb->add_flag("-q,--quiet", options->quiet, "Show no progress");
    options->model.add_to(*verb);
    options->asked.add_to(*verb);
    verb->callback([options, &chosen] { chosen = [options] { return run_batch(*options); }; });
}

} // namespace coax::cli
