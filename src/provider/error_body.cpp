// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/error_body.hpp"

#include "provider/explain.hpp"
#include "text/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace coax::provider {

namespace {

using json::json_cursor;
using kind = json_cursor::kind;

// "48s", "1.5s"
std::optional<std::chrono::milliseconds> seconds(std::string_view text)
{
    double value = 0;
    auto const [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !(value > 0) || value > 1e7)
        return {};
    return std::chrono::milliseconds(static_cast<long long>(value * 1000));
}

// Of a code or a message: that there is no error.
bool is_fine(std::string_view text)
{
    constexpr std::string_view fine[] = {"", "0", "200", "ok", "success", "none", "null"};
    return std::ranges::find(fine, text::lowered(text)) != std::end(fine);
}

constexpr int nested_at_most = 8; // errors within errors; a body from outside must not run away with the stack

void read_object(json_cursor& c, error_body& out, int depth);

bool says_error(json_cursor& c, int depth)
{
    bool says = false;
    switch (c.peek()) {
    case kind::object:
        if (depth > nested_at_most)
            return c.skip(), true;
        c.enter_object();
        for (std::string_view key; c.next_key(key);)
            says = says_error(c, depth + 1) || says;
        return says;
    case kind::array:
        if (depth > nested_at_most)
            return c.skip(), true;
        c.enter_array();
        while (c.next_element())
            says = says_error(c, depth + 1) || says;
        return says;
    case kind::string:
        return !is_fine(c.string());
    case kind::number:
        return !is_fine(c.raw());
    case kind::boolean:
        return c.boolean();
    default:
        c.skip();
        return false;
    }
}

// OpenRouter: what the host of the model said, a text that may be JSON, or the object itself; beside the host's name.
void read_metadata(json_cursor& c, error_body& out, int depth)
{
    if (depth > nested_at_most)
        return c.skip();
    if (!c.enter_object())
        return;
    error_body host;
    for (std::string_view key; c.next_key(key);) {
        if (key != "raw") {
            c.skip();
            continue;
        }
        std::string const raw(c.peek() == kind::string ? c.string() : c.raw());
        host = read_error_body(raw);
        if (host.message.empty() && !is_fine(raw))
            host.message = excerpt(raw);
    }
    out.host_message = std::move(host.message);
    out.host_code = host.code.empty() ? std::move(host.type) : std::move(host.code);
}

// Google: an array of typed details. Anthropic: an object. Azure: a text.
void read_details(json_cursor& c, error_body& out, int depth)
{
    if (depth > nested_at_most)
        return c.skip();
    if (c.peek() == kind::array) {
        c.enter_array();
        while (c.next_element())
            read_details(c, out, depth + 1);
        return;
    }
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "retryDelay") {
            out.retry_after = seconds(c.string());
        } else if (key == "violations") {
            read_details(c, out, depth + 1);
        } else if (key == "quotaId") {
            out.per_day = out.per_day || c.string().find("PerDay") != std::string_view::npos;
        } else if (key == "reason" && c.peek() == kind::string) {
            out.reason = c.string();
        } else if (key == "error_code" && c.peek() == kind::string) {
            out.code = c.string();
        } else {
            c.skip();
        }
    }
}

void read_text_or_object(json_cursor& c, error_body& out, int depth)
{
    if (depth > nested_at_most)
        return c.skip();
    if (c.peek() == kind::array) { // FastAPI: [{"loc": [...], "msg": "..."}]
        c.enter_array();
        for (bool first = true; c.next_element(); first = false)
            first ? read_text_or_object(c, out, depth + 1) : c.skip();
    } else if (c.peek() == kind::object) {
        read_object(c, out, depth + 1);
    } else if (c.peek() == kind::string) {
        out.message = c.string();
        out.found = true;
    } else {
        c.skip();
    }
}

void read_object(json_cursor& c, error_body& out, int depth)
{
    error_body inner;
    error_body detail;
    std::string status;
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "error" || key == "errors" || key == "base_resp") {
            read_text_or_object(c, inner, depth);
        } else if (key == "message" || key == "msg" || key == "Message" || key == "status_msg" || key == "error_msg") {
            if (c.peek() == kind::string) {
                out.message = c.string();
                out.found = true;
            } else {
                read_text_or_object(c, inner, depth);
            }
        } else if (key == "detail") {
            read_text_or_object(c, detail, depth);
        } else if (key == "type" || key == "error_type") {
            out.type = c.string();
        } else if (key == "code" || key == "error_code") {
            if (c.peek() == kind::number) {
                out.code = c.raw();
                if (out.code.size() == 3)
                    std::from_chars(out.code.data(), out.code.data() + 3, out.status);
            } else {
                out.code = c.string();
            }
        } else if (key == "status" && c.peek() == kind::string) {
            status = c.string();
        } else if (key == "response" && c.peek() == kind::string && out.message.empty()) { // of some gateways
            out.message = c.string();
            out.found = true;
        } else if (key == "status" || key == "status_code" || key == "raw_status_code") {
            auto const number = c.integer(0);
            if (number >= 100 && number <= 599)
                out.status = static_cast<int>(number);
            else if (number != 0) // MiniMax
                out.code = std::to_string(number);
        } else if (key == "param" && c.peek() == kind::string) {
            out.param = c.string();
        } else if (key == "metadata") {
            read_metadata(c, out, depth + 1);
        } else if (key == "details") {
            read_details(c, out, depth + 1);
        } else if (key == "request_id") {
            out.request_id = c.string();
        } else if (key == "failed_generation") {
            out.answer = c.string();
        } else {
            c.skip();
        }
    }
    if (out.type.empty())
        out.type = std::move(status);
    if (inner.found) {
        // {"code": "...", "error": "text"} says its code outside; {"type": "error", "error": {...}} does not.
        if (inner.code.empty() && inner.type.empty() && out.type != "error") {
            inner.code = std::move(out.code);
            inner.type = std::move(out.type);
        }
        if (inner.request_id.empty())
            inner.request_id = std::move(out.request_id);
        if (!out.host_message.empty()) {
            inner.host_message = std::move(out.host_message);
            inner.host_code = std::move(out.host_code);
        }
        out = std::move(inner);
    } else if (!out.found && detail.found) {
        out.message = std::move(detail.message);
        out.found = true;
    }
    if (!out.code.empty() || (!out.type.empty() && out.type != "error"))
        out.found = true;
}

} // namespace

bool says_error(json_cursor& c) { return says_error(c, 0); }

error_body read_error_body(std::string_view body)
{
    error_body out;
    if (body.starts_with("\xEF\xBB\xBF"))
        body.remove_prefix(3);
    json_cursor c(body);
    if (c.peek() == kind::array) {
        c.enter_array();
        if (!c.next_element())
            return out;
    }
    if (c.peek() == kind::object)
        read_object(c, out, 0);
    return out;
}

} // namespace coax::provider
