// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/response_parser.hpp"

#include "text/ascii.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace coax::transport {

namespace beast = boost::beast;
using beast::error_code;
using beast_error = beast::http::error;

namespace {

// The limit of a chunk's line with its extensions, and of all trailers.
constexpr std::size_t max_overhead = 8192;

// The end of the field line at the front of `bytes`, with its folded lines. Beast has read all of it.
std::size_t end_of_field(std::string_view bytes) noexcept
{
    for (std::size_t at = 0;;) {
        at = bytes.find("\r\n", at);
        if (at == bytes.npos)
            return bytes.size();
        at += 2;
        if (at == bytes.size() || (bytes[at] != ' ' && bytes[at] != '\t'))
            return at;
    }
}

// The transfer codings of a head, as far as the body depends on them.
struct transfer_codings {
    /// Adds those of one Transfer-Encoding field.
    void add(beast::string_view value)
    {
        auto last_is_chunked = false;
        beast::http::token_list const list(value);
        for (auto const& coding : list) {
            last_is_chunked = beast::iequals(coding, "chunked");
            if (!last_is_chunked && !beast::iequals(coding, "identity"))
                unsupported.assign(coding.data(), coding.size());
        }
        chunked = chunked || last_is_chunked;
    }

    bool chunked = false; // the last coding of a field is "chunked"
    std::string unsupported; // one that is neither chunked nor identity, or ""
};

bool is_framing(std::string_view name) noexcept
{
    auto const id = beast::http::string_to_field({name.data(), name.size()});
    return id == beast::http::field::content_length || id == beast::http::field::transfer_encoding;
}

// The payload that one `put` brings, in one piece, and what is left of the limit of the whole body.
class payload_window {
public:
    explicit payload_window(std::uint64_t max_body) noexcept : left_(max_body) { }

    void clear() noexcept { begin_ = end_ = nullptr; }
    /// Appends bytes of the block that `put` was given, up to the limit, and returns how many.
    std::size_t append(beast::string_view piece) noexcept
    {
        auto const size = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), left_));
        auto const from = const_cast<char*>(piece.data()); // the bytes of put, which may be written to
        if (!begin_)
            begin_ = end_ = from;
        else
            std::memmove(end_, from, size);
        end_ += size;
        left_ -= size;
        return size;
    }
    [[nodiscard]] std::string_view bytes() const noexcept
    {
        return begin_ ? std::string_view(begin_, static_cast<std::size_t>(end_ - begin_)) : std::string_view();
    }
    [[nodiscard]] std::uint64_t left() const noexcept { return left_; }

private:
    char* begin_ = nullptr;
    char* end_ = nullptr;
    std::uint64_t left_;
};

// What Beast reads of one head and of the body behind it.
class message_parser final : public beast::http::basic_parser<false> {
public:
    message_parser(std::size_t max_head, bool to_connect, payload_window& payload) : payload_(payload)
    {
        skip(to_connect);
        header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(max_head, 1U << 30)));
        body_limit(boost::none); // the window has the limit, so that what came before it is given
    }

    http::response_head head;
    transfer_codings codings;
    int version = 11;
    bool head_done = false; // of the final response, not of an interim one
    bool misread = false; // the head is done, and Beast has taken its framing for another
    bool too_long = false; // the announced length is over the limit
    bool in_chunk = false;
    bool any_chunk = false; // a chunk's data has come

private:
    using string_view = beast::string_view;

    void on_request_impl(beast::http::verb, string_view, string_view, int, error_code&) override { }
    void on_response_impl(int code, string_view, int http_version, error_code&) override
    {
        head.status = code;
        version = http_version;
    }
    void on_field_impl(beast::http::field id, string_view name, string_view value, error_code&) override
    {
        if (head_done) // a trailer
            return;
        if (id == beast::http::field::transfer_encoding)
            codings.add(value);
        head.headers.push_back({std::string(name), std::string(value)});
    }
    void on_header_impl(error_code& ec) override
    {
        if (head.status < 100)
            ec = beast_error::bad_status;
        head_done = head.status >= 200;
        too_long = head_done && content_length().value_or(0) > payload_.left();
        misread = head_done && codings.chunked && !chunked() && !is_done();
        if (misread)
            ec = beast_error::bad_transfer_encoding;
    }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override { }
    std::size_t on_body_impl(string_view piece, error_code& ec) override
    {
        auto const size = payload_.append(piece);
        if (size < piece.size())
            ec = beast_error::body_limit;
        return size;
    }
    void on_chunk_header_impl(std::uint64_t size, string_view, error_code&) override { in_chunk = size != 0; }
    std::size_t on_chunk_body_impl(std::uint64_t left, string_view piece, error_code& ec) override
    {
        auto const taken = on_body_impl(piece, ec);
        in_chunk = taken < left;
        any_chunk = true;
        return taken;
    }
    void on_finish_impl(error_code&) override { }

    payload_window& payload_;
};

} // namespace

// Feeds Beast, and reads in its place what it refuses though RFC 9112 allows it.
class response_parser::impl {
public:
    impl(std::size_t max_head, std::uint64_t max_body, bool to_connect)
        : max_head_(max_head),
          to_connect_(to_connect),
          payload_(max_body)
    {
        start();
    }

    std::size_t put(char* data, std::size_t size);
    bool put_end();

    [[nodiscard]] message_parser& message() noexcept { return *message_; }
    [[nodiscard]] std::string_view payload() const noexcept { return payload_.bytes(); }
    [[nodiscard]] bool done() const noexcept { return body_complete_ || (message_->head_done && message_->is_done()); }
    [[nodiscard]] bool keep_alive() const noexcept
    {
        return strict_ && message_->head_done && message_->is_done() && message_->keep_alive();
    }
    [[nodiscard]] fault broken() const noexcept { return broken_; }
    [[nodiscard]] std::string const& fault_text() const noexcept { return fault_text_; }

private:
    void start() { message_.emplace(max_head_, to_connect_, payload_); }
    void start_again(bool complete);
    void fail(fault cause, std::string text)
    {
        broken_ = cause;
        fault_text_ = std::move(text);
    }
    std::size_t put_head(char* data, std::size_t size);
    std::size_t put_body(char* data, std::size_t size);
    std::size_t skip_field(std::string_view bytes, error_code ec);
    bool accept_chunk_line(char* data, std::size_t size, std::size_t& taken);

    std::size_t const max_head_;
    bool const to_connect_;
    payload_window payload_;
    std::optional<message_parser> message_; // refers to payload_
    std::size_t head_bytes_ = 0; // of all heads, interim ones included
    bool strict_ = true; // nothing was read that Beast refuses
    bool body_complete_ = false; // though Beast does not report it
    fault broken_ = fault::none;
    std::string fault_text_;
};

// Beast cannot undo what a field has set. So a new parser reads the head so far, with one Transfer-Encoding and no
// Content-Length: RFC 9112, 6.3.
void response_parser::impl::start_again(bool complete)
{
    auto const& head = message_->head;
    std::string text = "HTTP/1." + std::to_string(message_->version % 10) + " " + std::to_string(head.status) + " \r\n";
    for (auto const& field : head.headers)
        if (!is_framing(field.name))
            text.append(field.name).append(": ").append(field.value).append("\r\n");
    // The byte behind an incomplete head shows that the last field ends there; Beast does not take it.
    text += std::string("Transfer-Encoding: chunked\r\n") + (complete ? "\r\n" : "x");
    auto codings = std::move(message_->codings);
    strict_ = false;
    start();
    message_->codings = std::move(codings);
    error_code ec;
    message_->put({text.data(), text.size()}, ec);
    if (ec && ec != beast_error::need_more)
        fail(fault::bad_head, ec.message());
}

std::size_t response_parser::impl::put(char* data, std::size_t size)
{
    payload_.clear();
    std::size_t taken = 0;
    while (!message_->head_done && taken < size && broken_ == fault::none) {
        auto const now = put_head(data + taken, size - taken);
        taken += now;
        if (now == 0)
            return taken;
    }
    if (taken < size && !done() && broken_ == fault::none)
        taken += put_body(data + taken, size - taken);
    return taken;
}

// Parses up to the end of a head.
std::size_t response_parser::impl::put_head(char* data, std::size_t size)
{
    error_code ec;
    auto taken = message_->put({data, size}, ec);
    auto const too_large = ec == beast_error::header_limit || ec == beast_error::buffer_overflow;
    if (message_->misread)
        start_again(true);
    else if (ec && ec != beast_error::need_more && !too_large)
        taken += skip_field({data + taken, size - taken}, ec);
    head_bytes_ += taken;
    if (too_large || head_bytes_ > max_head_)
        fail(fault::head_too_large, "the head is too large");
    else if (message_->head_done && !message_->codings.unsupported.empty())
        fail(fault::bad_head, "the transfer coding '" + message_->codings.unsupported + "' was not asked for");
    if (!message_->head_done && broken_ == fault::none && message_->is_done()) { // an interim head
        if (message_->head.status == 101)
            fail(fault::bad_head, "it switches to a protocol that was not asked for");
        start();
    }
    message_->eager(message_->head_done);
    return taken;
}

// Beast has refused the field at the front. Returns its size if it may be skipped; otherwise the response is refused.
std::size_t response_parser::impl::skip_field(std::string_view bytes, error_code ec)
{
    using beast::http::field;
    auto const line = bytes.substr(0, end_of_field(bytes));
    auto const colon = std::min(line.find(':'), line.size());
    auto const name = beast::http::string_to_field({line.data(), colon});
    strict_ = false;
    if (ec == beast_error::bad_transfer_encoding && name == field::transfer_encoding) {
        auto const value = line.substr(std::min(colon + 1, line.size()));
        auto const was_chunked = message_->codings.chunked;
        message_->codings.add({value.data(), value.size()});
        if (!was_chunked && message_->codings.chunked)
            start_again(false);
        return line.size();
    }
    if ((ec == beast_error::bad_content_length && name == field::content_length && message_->codings.chunked)
        || (ec == beast_error::bad_value && name == field::connection))
        return line.size();
    fail(fault::bad_head, ec.message());
    return 0;
}

std::size_t response_parser::impl::put_body(char* data, std::size_t size)
{
    // Beast asserts that the line of the last chunk does not come alone. The shortest end of a body has five bytes.
    if (message_->codings.chunked && !message_->in_chunk && size < 5 && data[0] == '0')
        return 0;
    std::size_t taken = 0;
    for (;;) {
        error_code ec;
        taken += message_->put({data + taken, size - taken}, ec);
        if (ec == beast_error::body_limit) {
            fail(fault::body_too_large, ec.message());
        } else if (ec && ec != beast_error::need_more) {
            if (accept_chunk_line(data + taken, size - taken, taken) && !body_complete_)
                continue;
            if (!body_complete_)
                fail(fault::bad_body, ec.message());
        } else if (ec && size - taken > max_overhead) {
            fail(fault::bad_body, "a chunk's extensions or the trailers are too long");
        }
        return taken;
    }
}

// RFC 9112, 7.1: a recipient ignores the extensions and the trailers that it does not know. Those that Beast refuses
// are taken out of its way: extensions become leading zeros, and trailers
// are skipped.
bool response_parser::impl::accept_chunk_line(char* data, std::size_t size, std::size_t& taken)
{
    std::string_view const bytes(data, size);
    std::size_t const start = message_->any_chunk ? 2 : 0; // the end of the last chunk
    if (message_->any_chunk && !bytes.starts_with("\r\n"))
        return false;
    auto hex = start;
    while (hex < size && text::is_hex(bytes[hex]))
        ++hex;
    auto const end = bytes.find('\r', hex);
    if (hex == start || end == bytes.npos || !bytes.substr(end).starts_with("\r\n"))
        return false;
    if (hex != end && bytes[hex] != ' ' && bytes[hex] != '\t' && bytes[hex] != ';')
        return false;
    strict_ = false;
    if (bytes.find_first_not_of('0', start) >= hex) { // the last chunk
        auto const eom = bytes.find("\r\n\r\n", end);
        if (eom == bytes.npos)
            return false;
        taken += eom + 4;
        body_complete_ = true;
        return true;
    }
    if (hex == end)
        return false;
    std::memmove(data + start + (end - hex), data + start, hex - start);
    std::memset(data + start, '0', end - hex);
    return true;
}

bool response_parser::impl::put_end()
{
    if (!message_->head_done || broken_ != fault::none)
        return false;
    if (done())
        return true;
    error_code ec;
    message_->put_eof(ec);
    return !ec;
}

response_parser::response_parser(std::size_t max_head, std::uint64_t max_body, bool to_connect)
    : impl_(std::make_unique<impl>(max_head, max_body, to_connect))
{
}
response_parser::~response_parser() = default;
response_parser::response_parser(response_parser&&) noexcept = default;
response_parser& response_parser::operator=(response_parser&&) noexcept = default;

std::size_t response_parser::put(char* data, std::size_t size) { return impl_->put(data, size); }
bool response_parser::put_end() { return impl_->put_end(); }
std::string_view response_parser::payload() const noexcept { return impl_->payload(); }
bool response_parser::head_done() const noexcept { return impl_->message().head_done; }
http::response_head const& response_parser::head() const noexcept { return impl_->message().head; }
http::response_head response_parser::take_head() noexcept { return std::move(impl_->message().head); }
bool response_parser::announces_too_much() const noexcept { return impl_->message().too_long; }
bool response_parser::done() const noexcept { return impl_->done(); }
bool response_parser::keep_alive() const noexcept { return impl_->keep_alive(); }
response_parser::fault response_parser::broken() const noexcept { return impl_->broken(); }
std::string const& response_parser::fault_text() const noexcept { return impl_->fault_text(); }

} // namespace coax::transport
