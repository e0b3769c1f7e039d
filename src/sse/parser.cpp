// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sse/parser.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace coax::sse {

namespace {

char const* find(char const* from, char const* to, char character) noexcept
{
    if (from == to)
        return to;
    auto const* hit = static_cast<char const*>(std::memchr(from, character, static_cast<std::size_t>(to - from)));
    return hit ? hit : to;
}

std::string_view between(char const* from, char const* to) noexcept
{
    return {from, static_cast<std::size_t>(to - from)};
}

std::string_view without_leading_space(std::string_view value) noexcept
{
    if (value.starts_with(' '))
        value.remove_prefix(1);
    return value;
}

} // namespace

void parser::consume(std::string_view bytes, handler on_event)
{
    if (error_)
        return;
    auto const* at = bytes.data();
    auto const* const end = at + bytes.size();
    if (at == end)
        return;
    if (after_cr_) {
        after_cr_ = false;
        if (*at == '\n')
            ++at;
    }
    auto const* cr = find(at, end, '\r'); // searched once, not for each line: most streams have none
    while (at != end && !error_) {
        auto const* stop = *at == '\n' ? at : find(at, end, '\n');
        if (cr < at)
            cr = find(at, end, '\r');
        stop = std::min(stop, cr);
        auto const piece = between(at, stop);
        if (line_.size() + piece.size() > limits_.line) {
            error_ = errc::response_too_large;
            return;
        }
        if (stop == end) {
            line_.append(piece);
            break;
        }
        at = stop + 1;
        if (*stop == '\r') {
            if (at == end)
                after_cr_ = true;
            else if (*at == '\n')
                ++at;
        }
        if (line_.empty()) {
            on_line(piece, false, on_event);
        } else {
            line_.append(piece);
            on_line(line_, true, on_event);
            line_.clear();
        }
    }
    keep_event();
}

void parser::close(handler on_event)
{
    if (error_)
        return;
    if (!line_.empty()) {
        on_line(line_, true, on_event);
        line_.clear();
    }
    if (!error_)
        dispatch(on_event);
}

void parser::on_line(std::string_view line, bool carried, handler on_event)
{
    if (first_line_) {
        first_line_ = false;
        if (line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
    }
    if (line.empty())
        dispatch(on_event);
    else if (line.starts_with("data:"))
        on_data(without_leading_space(line.substr(5)), carried);
    else if (line.front() != ':')
        on_field(line, carried);
}

void parser::on_data(std::string_view value, bool carried)
{
    auto const size = data_.size() + value.size() + (data_lines_ ? 1 : 0);
    if (size > limits_.event) {
        error_ = errc::response_too_large;
        return;
    }
    if (data_lines_++ == 0) {
        data_is_owned_ = carried;
        if (carried) { // the buffer of the line becomes the buffer of the event, without a copy
            auto const at = value.empty() ? 0 : static_cast<std::size_t>(value.data() - line_.data());
            std::swap(line_, data_buffer_);
            value = std::string_view(data_buffer_).substr(at, value.size());
        }
        data_ = value;
        return;
    }
    if (!data_is_owned_) {
        data_buffer_.assign(data_);
        data_is_owned_ = true;
    } else { // the buffer may still hold the complete line, with the field name
        auto const size_before = data_.size();
        data_buffer_.erase(0, static_cast<std::size_t>(data_.data() - data_buffer_.data()));
        data_buffer_.resize(size_before);
    }
    data_buffer_.push_back('\n');
    data_buffer_.append(value);
    data_ = data_buffer_;
}

void parser::on_field(std::string_view line, bool carried)
{
    auto const colon = line.find(':');
    auto const name = line.substr(0, colon);
    auto const value = colon == line.npos ? std::string_view() : without_leading_space(line.substr(colon + 1));
    if (name == "event") {
        type_is_owned_ = carried;
        if (carried) {
            type_buffer_.assign(value);
            type_ = type_buffer_;
        } else {
            type_ = value;
        }
    } else if (name == "data") {
        on_data(value, carried);
    } else if (name == "id") {
        if (value.find('\0') == value.npos)
            id_.assign(value);
    } else if (name == "retry") {
        unsigned milliseconds = 0;
        auto const [last, error] = std::from_chars(value.data(), value.data() + value.size(), milliseconds);
        if (error == std::errc() && last == value.data() + value.size())
            retry_ = std::chrono::milliseconds(milliseconds);
    } else if (stray_.size() < limits_.stray) {
        if (!stray_.empty())
            stray_.push_back('\n');
        stray_.append(line.substr(0, limits_.stray - std::min(stray_.size(), limits_.stray)));
    }
}

void parser::dispatch(handler on_event)
{
    event const complete{type_, data_, id_};
    bool const has_data = data_lines_ != 0;
    type_ = {};
    data_ = {};
    data_lines_ = 0;
    if (has_data)
        on_event(complete);
}

// Copies the event that is not complete out of the bytes of this call.
void parser::keep_event()
{
    if (data_lines_ && !data_is_owned_) {
        data_buffer_.assign(data_);
        data_ = data_buffer_;
        data_is_owned_ = true;
    }
    if (!type_.empty() && !type_is_owned_) {
        type_buffer_.assign(type_);
        type_ = type_buffer_;
        type_is_owned_ = true;
    }
}

} // namespace coax::sse
