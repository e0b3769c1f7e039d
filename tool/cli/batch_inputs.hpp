// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "cli/byte_source.hpp"
#include "cli/input_record.hpp"
#include "cli/output_order.hpp"
#include "cli/prompt_template.hpp"
#include "cli/question.hpp"
#include "cli/record_reader.hpp"

#include <coax/request.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace coax::cli {

/// Which inputs are asked: number `index` of every `count`.
struct shard {
    std::size_t index = 0;
    std::size_t count = 1;
};

/// "0/4". Throws `usage_error`.
shard parse_shard(std::string const& text);

/// An input that was asked, as its output line names it.
struct asked_input {
    std::size_t number = 0; ///< in `output_order`
    std::size_t line = 0;
    boost::json::value id; ///< null for none
};

/// The requests of a batch, made from records as there is room. A record that cannot be used gets its output line here.
class batch_inputs {
public:
    struct options {
        std::string path = "-";
        input_format format = input_format::json_lines;
        std::size_t max_record_bytes = record_reader::default_max_bytes;
        cli::shard shard;
        std::size_t limit = 0; ///< inputs at most; 0 for all
    };

    batch_inputs(boost::asio::any_io_executor executor, options from, prompt_template prompt, question const& asked,
        output_order& order);

    /// The next request; empty at the end, and after `stop`. Throws `usage_error`, `std::runtime_error`.
    boost::asio::awaitable<std::optional<request>> next();

    /// No further input is read.
    void stop();
    /// Lines were passed on: there may be room again.
    void resume() { changed_.cancel(); }

    /// The input of the request with this number, counted from 0. To be called once for each.
    asked_input take(std::size_t request_number);

    /// The number of inputs, empty lines among them, where it can be known before they are read.
    [[nodiscard]] std::optional<std::size_t> expected() const;
    /// Inputs that cannot be used.
    [[nodiscard]] std::size_t unusable() const noexcept { return unusable_; }

private:
    boost::asio::awaitable<std::optional<input_record>> next_record();
    [[nodiscard]] bool is_wanted();
    std::optional<request> question_of(input_record& record, asked_input const& input);
    void refuse(asked_input const& input, std::string const& problem);

    byte_source source_;
    record_reader reader_;
    options from_;
    prompt_template prompt_;
    question const* asked_;
    output_order* order_;
    boost::asio::steady_timer changed_; ///< never expires; cancelled when something changed
    std::unordered_map<std::size_t, asked_input> open_; ///< by number of the request
    std::size_t records_ = 0;
    std::size_t wanted_ = 0;
    std::size_t requests_ = 0;
    std::size_t unusable_ = 0;
    bool stopped_ = false;
};

/// The output line of an input: its line, its id if it has one, and `member`.
std::string output_line(asked_input const& input, std::string_view name, boost::json::value member);

} // namespace coax::cli
