// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The half of a session that reads requests and decides what to say; it alone knows Beast.
#include "sim/protocols.hpp"
#include "sim/session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/json/parse.hpp>

#include <utility>

namespace coax::sim {

namespace asio = boost::asio;
namespace http = boost::beast::http;

asio::awaitable<bool> session::read_request()
{
    http::request_parser<http::string_body> parser;
    parser.eager(true);
    parser.body_limit(site_->options.max_request_bytes());
    boost::system::error_code error;
    bool continued = false;
    while (!parser.is_done() && !error) {
        std::size_t used = 0;
        if (!in_.empty()) {
            used = parser.put(asio::buffer(in_.data(), in_.size()), error);
            in_.erase(0, used);
            if (error == http::error::need_more)
                error = {};
        }
        if (parser.is_done() || error || (used != 0 && !in_.empty()))
            continue;
        if (parser.is_header_done() && !continued && parser.get()[http::field::expect] == "100-continue") {
            continued = true;
            bool const sent = co_await connection_->write("HTTP/1.1 100 Continue\r\n\r\n");
            if (!sent)
                co_return false;
        }
        idle_ = in_.empty() && !parser.got_some();
        bool const more = co_await connection_->read(in_);
        idle_ = false;
        if (!more)
            co_return false;
    }
    too_large_ = error == http::error::body_limit;
    malformed_ = error && !too_large_;
    if (in_.empty())
        in_.shrink_to_fit();

    auto& message = parser.get();
    keep_alive_ = !error && message.keep_alive();
    method_ = std::string(message.method_string());
    auto& question = served_.asked;
    question.path = std::string(message.target());
    question.body = std::move(message.body());
    for (auto const& field : message)
        question.headers.emplace_back(field.name_string(), field.value());
    number_ = ++site_->number;
    co_return true;
}

reply session::decide()
{
    auto& question = served_.asked;
    auto const& prefix = site_->options.prefix();
    auto const* const known = protocol_at(question.path, prefix);
    protocol_ = known ? known : &openai_chat();
    std::string complaint;
    auto status = known ? check(complaint) : 404;
    if (!known)
        complaint = "Invalid URL (" + method_ + ' ' + question.path + "): the simulator serves " + served_paths(prefix);
    redact();
    site_->record.requested(question);
    if (status == 0)
        return site_->playbook.answer(question);
    return reply::status(status).body(protocol_->error_body({status, complaint, std::to_string(number_)}));
}

/// The status of a request that cannot be taken, or 0.
int session::check(std::string& complaint)
{
    auto& question = served_.asked;
    question.protocol = protocol_->name();
    if (too_large_)
        return 413;
    if (malformed_) {
        complaint = "The request is not HTTP.";
        return 400;
    }
    if (method_ != "POST") {
        complaint = "Only POST is served here.";
        return 405;
    }
    std::string_view given = question.header(protocol_->key_header());
    if (given.empty())
        given = question.header("authorization");
    given.remove_prefix(given.starts_with("Bearer ") ? 7 : 0);
    auto const& key = site_->options.require_key();
    auto const& accepts = site_->options.accept_key();
    if ((!key.empty() && given != key) || (accepts && !accepts(given))) {
        auto const error = protocol_->wrong_key();
        complaint = error.message;
        return error.status;
    }
    boost::system::error_code error;
    auto const body = boost::json::parse(question.body, error);
    if (error || !body.is_object()) {
        complaint = "The body is not a JSON object.";
        return 400;
    }
    complaint = protocol_->read(body.get_object(), question);
    return complaint.empty() ? 0 : 400;
}

void session::redact()
{
    for (auto& [name, value] : served_.asked.headers)
        for (auto const* secret :
            {"authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "proxy-authorization"})
            if (boost::beast::iequals(name, secret) && !value.empty())
                value = "REDACTED";
}

void session::begin_head(int status, std::string_view type, reply const& scripted)
{
    served_.status = status;
    auto const reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
    out_ += "HTTP/1.1 " + std::to_string(status) + ' ';
    out_.append(reason.data(), reason.size()).append("\r\ncontent-type: ");
    out_.append(scripted.content_type().empty() ? type : std::string_view(scripted.content_type())).append("\r\n");
    out_.append(protocol_->request_id_header()).append(": req_sim" + std::to_string(number_) + "\r\n");
    if (!keep_alive_)
        out_ += "connection: close\r\n";
    if (status >= 400)
        out_ += protocol_->error_headers({status, {}, {}, scripted.retry_after()});
    for (auto const& [name, value] : scripted.headers())
        out_.append(name).append(": ").append(value).append("\r\n");
}

} // namespace coax::sim
