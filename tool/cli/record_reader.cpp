// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/record_reader.hpp"

#include "cli/usage_error.hpp"
#include "text/printable.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace coax::cli {

namespace {

namespace json = boost::json;

// The fields of one CSV record; empty where a quote stands wrong.
std::optional<std::vector<std::string>> fields_of(std::string_view record)
{
    std::vector<std::string> fields(1);
    while (!record.empty()) {
        if (fields.back().empty() && record.front() == '"') {
            record.remove_prefix(1);
            while (true) {
                auto const quote = record.find('"');
                if (quote == record.npos)
                    return {};
                fields.back() += record.substr(0, quote);
                record.remove_prefix(quote + 1);
                if (!record.starts_with('"'))
                    break;
                fields.back() += '"';
                record.remove_prefix(1);
            }
            if (!record.empty() && record.front() != ',')
                return {};
        } else {
            auto const end = std::min(record.find(','), record.size());
            fields.back() += record.substr(0, end);
            record.remove_prefix(end);
        }
        if (record.starts_with(',')) {
            record.remove_prefix(1);
            fields.emplace_back();
        }
    }
    return fields;
}

} // namespace

void record_reader::feed(std::string_view bytes)
{
    bytes_.erase(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
    bytes_.append(bytes);
}

void record_reader::finish() { finished_ = true; }

// The position of the line end that ends the record.
std::optional<std::size_t> record_reader::find_end()
{
    if (format_ != input_format::csv) {
        scanned_ = std::min(bytes_.find('\n', scanned_), bytes_.size());
        return scanned_ == bytes_.size() ? std::nullopt : std::optional(scanned_);
    }
    for (; scanned_ < bytes_.size(); ++scanned_) {
        auto const c = bytes_[scanned_];
        if (c == '\n' && csv_ != csv_state::quoted)
            return scanned_;
        if (csv_ == csv_state::quoted)
            csv_ = c == '"' ? csv_state::quote : csv_state::quoted;
        else if (c == ',')
            csv_ = csv_state::field_begin;
        else if (c == '"' && csv_ != csv_state::plain)
            csv_ = csv_state::quoted;
        else
            csv_ = csv_state::plain;
    }
    return {};
}

std::optional<input_record> record_reader::next()
{
    while (true) {
        auto const end = find_end();
        if (!end && bytes_.size() - begin_ > max_bytes_) { // it is counted, not kept
            skipped_ += bytes_.size() - begin_;
            line_ += static_cast<std::size_t>(
                std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), bytes_.end(), '\n'));
            begin_ = scanned_ = bytes_.size();
        }
        if (!end && !finished_)
            return {};
        auto const stop = end.value_or(bytes_.size());
        std::string_view record = std::string_view(bytes_).substr(begin_, stop - begin_);
        if (!end && record.empty() && skipped_ == 0)
            return {};
        auto const line = line_;
        line_ += static_cast<std::size_t>(std::ranges::count(record, '\n')) + 1;
        begin_ = scanned_ = end ? stop + 1 : stop;
        csv_ = csv_state::field_begin;
        if (auto made = take(record, line))
            return made;
    }
}

std::optional<input_record> record_reader::take(std::string_view record, std::size_t line)
{
    input_record made;
    made.line = line;
    if (skipped_ + record.size() > max_bytes_) {
        made.problem = "is " + std::to_string(std::exchange(skipped_, 0) + record.size())
            + " bytes long, and the limit is " + std::to_string(max_bytes_) + " (--max-line-bytes)";
        return made;
    }
    if (line == 1 && record.starts_with("\xEF\xBB\xBF"))
        record.remove_prefix(3);
    if (record.ends_with('\r'))
        record.remove_suffix(1);
    if (record.find_first_not_of(" \t") == record.npos)
        return {}; // an empty line is no input
    if (auto const wrong = text::first_not_utf8(record); wrong != record.npos) {
        made.problem = "is not UTF-8 at byte " + std::to_string(wrong);
        return made;
    }
    if (format_ == input_format::csv)
        return read_csv(record, std::move(made));
    if (format_ == input_format::lines) {
        made.members["text"] = record;
        return made;
    }
    boost::system::error_code error;
    auto value = json::parse(record, error);
    if (error)
        made.problem = "is not JSON: " + error.message();
    else if (value.is_object())
        made.members = std::move(value.as_object());
    else if (value.is_string())
        made.members["text"] = std::move(value);
    else
        made.problem = "is neither a JSON object nor a string";
    return made;
}

std::optional<input_record> record_reader::read_csv(std::string_view record, input_record made)
{
    auto fields = fields_of(record);
    if (header_.empty()) {
        if (!fields)
            throw usage_error("the header of the CSV is not one: a quote is misplaced");
        header_ = std::move(*fields);
        std::set<std::string_view> names;
        for (auto const& name : header_)
            if (name.empty() || !names.insert(name).second)
                throw usage_error(
                    "the header of the CSV has " + (name.empty() ? "an empty name" : "\"" + name + "\" twice"));
        return {};
    }
    if (!fields) {
        made.problem = "has a misplaced quote";
    } else if (fields->size() != header_.size()) {
        made.problem
            = "has " + std::to_string(fields->size()) + " fields, and the header has " + std::to_string(header_.size());
    } else {
        for (std::size_t n = 0; n < header_.size(); ++n)
            made.members[header_[n]] = (*fields)[n];
    }
    return made;
}

} // namespace coax::cli
