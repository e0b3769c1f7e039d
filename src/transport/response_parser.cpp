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
#include <utility>

namespace coax::transport {

namespace beast = boost::beast;
using beast::error_code;
using beast_error = beast::http::error;

namespace {

// A chunk's line with its extensions, or all trailers. More is no overhead but an attack.
constexpr std::size_t max_overhead = 8192;

// The end of the field line at the front of `bytes`, folded lines included. Beast has seen all of it.
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

// The codings of a Transfer-Encoding field, as far as they bear on the body.
struct codings {
    explicit codings(beast::string_view value)
    {
        beast::http::token_list const list(value);
        for (auto const& one : list) {
            chunked = beast::iequals(one, "chunked");
            if (!chunked && !beast::iequals(one, "identity"))
                other.assign(one.data(), one.size());
        }
    }

    bool chunked = false; // the last one is
    std::string other; // one that is neither chunked nor identity, or ""
};

bool is_framing(std::string_view name) noexcept
{
    auto const id = beast::http::string_to_field({name.data(), name.size()});
    return id == beast::http::field::content_length || id == beast::http::field::transfer_encoding;
}

} // namespace

// What Beast has parsed goes straight to where the parser's users look.
class response_parser::machine {
public:
    machine(std::size_t max_head, std::uint64_t max_body, bool to_connect);
    ~machine();

    std::size_t put(char* data, std::size_t size);
    bool put_end();

    [[nodiscard]] std::string_view payload() const noexcept
    {
        return first_ ? std::string_view(first_, static_cast<std::size_t>(end_ - first_)) : std::string_view();
    }
    [[nodiscard]] bool head_done() const noexcept { return head_done_; }
    [[nodiscard]] bool done() const noexcept;
    [[nodiscard]] bool keep_alive() const noexcept;
    [[nodiscard]] bool announces_too_much() const noexcept { return too_much_; }

    http::response_head head;
    fault broken = fault::none;
    std::string fault_text;

private:
    class parser;

    void start();
    void start_again(bool complete);
    void stop(fault why, std::string words)
    {
        broken = why;
        fault_text = std::move(words);
    }
    std::size_t put_head(char* data, std::size_t size);
    std::size_t put_body(char* data, std::size_t size);
    void note(codings const& found)
    {
        chunked_ = chunked_ || found.chunked;
        if (!found.other.empty())
            other_coding_ = found.other;
    }
    std::size_t past_field(std::string_view bytes, error_code ec);
    bool accept_chunk_line(char* data, std::size_t size, std::size_t& taken);

    std::unique_ptr<parser> beast_;
    std::size_t const max_head_;
    std::size_t head_bytes_ = 0; // of all heads, interim ones included
    std::uint64_t room_; // of the limit
    char* first_ = nullptr; // the payload of this put
    char* end_ = nullptr;
    std::string other_coding_; // a transfer coding that nobody asked for
    int version_ = 11;
    bool to_connect_;
    bool chunked_ = false;
    bool misread_ = false; // the head is done, and Beast has taken its framing for another
    bool any_chunk_ = false;
    bool in_chunk_ = false;
    bool head_done_ = false;
    bool clean_ = true; // nothing was read more leniently than Beast reads
    bool too_much_ = false;
    bool whole_ = false; // though Beast does not say so
};

class response_parser::machine::parser final : public beast::http::basic_parser<false> {
public:
    explicit parser(machine& into) : into_(into)
    {
        skip(into.to_connect_);
        header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(into.max_head_, 1U << 30)));
        body_limit(boost::none); // counted here, so that what came before the limit is given
    }

private:
    using string_view = beast::string_view;

    void on_request_impl(beast::http::verb, string_view, string_view, int, error_code&) override { }
    void on_response_impl(int code, string_view, int version, error_code&) override
    {
        into_.head.status = code;
        into_.version_ = version;
    }
    void on_field_impl(beast::http::field id, string_view name, string_view value, error_code&) override
    {
        if (into_.head_done_) // a trailer
            return;
        if (id == beast::http::field::transfer_encoding)
            into_.note(codings(value));
        into_.head.headers.push_back({std::string(name), std::string(value)});
    }
    void on_header_impl(error_code& ec) override
    {
        if (into_.head.status < 100)
            ec = beast_error::bad_status;
        else if (into_.head.status >= 200)
            into_.head_done_ = true;
        into_.too_much_ = into_.head_done_ && content_length().value_or(0) > into_.room_;
        into_.misread_ = into_.head_done_ && into_.chunked_ && !chunked() && !is_done();
        if (into_.misread_)
            ec = beast_error::bad_transfer_encoding;
    }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override { }
    std::size_t on_body_impl(string_view piece, error_code& ec) override
    {
        auto const size = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), into_.room_));
        auto const from = const_cast<char*>(piece.data()); // the bytes of put, which are the caller's to change
        if (!into_.first_)
            into_.first_ = into_.end_ = from;
        else
            std::memmove(into_.end_, from, size);
        into_.end_ += size;
        into_.room_ -= size;
        if (size < piece.size())
            ec = beast_error::body_limit;
        return size;
    }
    void on_chunk_header_impl(std::uint64_t size, string_view, error_code&) override { into_.in_chunk_ = size != 0; }
    std::size_t on_chunk_body_impl(std::uint64_t left, string_view piece, error_code& ec) override
    {
        auto const taken = on_body_impl(piece, ec);
        into_.in_chunk_ = taken < left;
        into_.any_chunk_ = true;
        return taken;
    }
    void on_finish_impl(error_code&) override { }

    machine& into_;
};

response_parser::machine::machine(std::size_t max_head, std::uint64_t max_body, bool to_connect)
    : max_head_(max_head),
      room_(max_body),
      to_connect_(to_connect)
{
    start();
}

response_parser::machine::~machine() = default;

bool response_parser::machine::done() const noexcept { return whole_ || (head_done_ && beast_->is_done()); }

bool response_parser::machine::keep_alive() const noexcept
{
    return clean_ && head_done_ && beast_->is_done() && beast_->keep_alive();
}

void response_parser::machine::start()
{
    head = {};
    chunked_ = false;
    other_coding_.clear();
    beast_ = std::make_unique<parser>(*this);
}

// Beast cannot take back what it has concluded from a field. It is given the head as far as it is known once more,
// with one Transfer-Encoding and no Content-Length: RFC 9112, 6.3.
void response_parser::machine::start_again(bool complete)
{
    std::string text = "HTTP/1." + std::to_string(version_ % 10) + " " + std::to_string(head.status) + " \r\n";
    for (auto const& field : head.headers)
        if (!is_framing(field.name))
            text.append(field.name).append(": ").append(field.value).append("\r\n");
    // The byte behind an incomplete head shows that the last field ends there; Beast does not take it.
    text += std::string("Transfer-Encoding: chunked\r\n") + (complete ? "\r\n" : "x");
    auto odd = std::move(other_coding_);
    head_done_ = misread_ = clean_ = false;
    start();
    other_coding_ = std::move(odd);
    error_code ec;
    beast_->put({text.data(), text.size()}, ec);
    if (ec && ec != beast_error::need_more)
        stop(fault::bad_head, ec.message());
}

std::size_t response_parser::machine::put(char* data, std::size_t size)
{
    first_ = end_ = nullptr;
    std::size_t taken = 0;
    while (!head_done_ && taken < size && broken == fault::none) {
        auto const now = put_head(data + taken, size - taken);
        taken += now;
        if (now == 0)
            return taken;
    }
    if (taken < size && !done() && broken == fault::none)
        taken += put_body(data + taken, size - taken);
    return taken;
}

// Up to the end of a head, or as much as there is of one.
std::size_t response_parser::machine::put_head(char* data, std::size_t size)
{
    error_code ec;
    auto taken = beast_->put({data, size}, ec);
    auto const too_large = ec == beast_error::header_limit || ec == beast_error::buffer_overflow;
    if (misread_)
        start_again(true);
    else if (ec && ec != beast_error::need_more && !too_large)
        taken += past_field({data + taken, size - taken}, ec);
    head_bytes_ += taken;
    if (too_large || head_bytes_ > max_head_)
        stop(fault::head_too_large, "the head is too large");
    else if (head_done_ && !other_coding_.empty())
        stop(fault::bad_head, "the transfer coding '" + other_coding_ + "' was not asked for");
    if (!head_done_ && broken == fault::none && beast_->is_done()) { // an interim head
        if (head.status == 101)
            stop(fault::bad_head, "it switches to a protocol that was not asked for");
        start();
    }
    beast_->eager(head_done_);
    return taken;
}

// Beast has refused the field at the front. Its size where it may be passed over; else that is the end.
std::size_t response_parser::machine::past_field(std::string_view bytes, error_code ec)
{
    using beast::http::field;
    auto const line = bytes.substr(0, end_of_field(bytes));
    auto const colon = std::min(line.find(':'), line.size());
    auto const name = beast::http::string_to_field({line.data(), colon});
    clean_ = false;
    if (ec == beast_error::bad_transfer_encoding && name == field::transfer_encoding) {
        auto const value = line.substr(std::min(colon + 1, line.size()));
        auto const had_length = !chunked_;
        note(codings({value.data(), value.size()}));
        if (had_length && chunked_)
            start_again(false);
        return line.size();
    }
    if ((ec == beast_error::bad_content_length && name == field::content_length && chunked_)
        || (ec == beast_error::bad_value && name == field::connection))
        return line.size();
    stop(fault::bad_head, ec.message());
    return 0;
}

std::size_t response_parser::machine::put_body(char* data, std::size_t size)
{
    // Beast asserts that a last chunk's line does not come alone: a body of nothing else has five bytes.
    if (chunked_ && !in_chunk_ && size < 5 && data[0] == '0')
        return 0;
    std::size_t taken = 0;
    for (;;) {
        error_code ec;
        taken += beast_->put({data + taken, size - taken}, ec);
        if (ec == beast_error::body_limit) {
            stop(fault::body_too_large, ec.message());
        } else if (ec && ec != beast_error::need_more) {
            if (accept_chunk_line(data + taken, size - taken, taken) && !whole_)
                continue;
            if (!whole_)
                stop(fault::bad_body, ec.message());
        } else if (ec && size - taken > max_overhead) {
            stop(fault::bad_body, "a chunk's extensions or the trailers are too long");
        }
        return taken;
    }
}

// RFC 9112, 7.1: a recipient ignores the extensions and the trailers that it does not know. Those that Beast refuses
// are taken out of its way: extensions become leading zeros, and with bad trailers the body is whole.
bool response_parser::machine::accept_chunk_line(char* data, std::size_t size, std::size_t& taken)
{
    std::string_view const bytes(data, size);
    std::size_t const start = any_chunk_ ? 2 : 0; // the end of the last chunk
    if (any_chunk_ && !bytes.starts_with("\r\n"))
        return false;
    auto hex = start;
    while (hex < size && text::is_hex(bytes[hex]))
        ++hex;
    auto const end = bytes.find('\r', hex);
    if (hex == start || end == bytes.npos || !bytes.substr(end).starts_with("\r\n"))
        return false;
    if (hex != end && bytes[hex] != ' ' && bytes[hex] != '\t' && bytes[hex] != ';')
        return false;
    clean_ = false;
    if (bytes.find_first_not_of('0', start) >= hex) { // the last chunk
        auto const eom = bytes.find("\r\n\r\n", end);
        if (eom == bytes.npos)
            return false;
        taken += eom + 4;
        whole_ = true;
        return true;
    }
    if (hex == end)
        return false;
    std::memmove(data + start + (end - hex), data + start, hex - start);
    std::memset(data + start, '0', end - hex);
    return true;
}

bool response_parser::machine::put_end()
{
    if (!head_done_ || broken != fault::none)
        return false;
    if (done())
        return true;
    error_code ec;
    beast_->put_eof(ec);
    return !ec;
}

response_parser::response_parser(std::size_t max_head, std::uint64_t max_body, bool to_connect)
    : machine_(std::make_unique<machine>(max_head, max_body, to_connect))
{
}
response_parser::~response_parser() = default;
response_parser::response_parser(response_parser&&) noexcept = default;
response_parser& response_parser::operator=(response_parser&&) noexcept = default;

std::size_t response_parser::put(char* data, std::size_t size) { return machine_->put(data, size); }
bool response_parser::put_end() { return machine_->put_end(); }
std::string_view response_parser::payload() const noexcept { return machine_->payload(); }
bool response_parser::head_done() const noexcept { return machine_->head_done(); }
http::response_head const& response_parser::head() const noexcept { return machine_->head; }
http::response_head response_parser::take_head() noexcept { return std::move(machine_->head); }
bool response_parser::announces_too_much() const noexcept { return machine_->announces_too_much(); }
bool response_parser::done() const noexcept { return machine_->done(); }
bool response_parser::keep_alive() const noexcept { return machine_->keep_alive(); }
response_parser::fault response_parser::broken() const noexcept { return machine_->broken; }
std::string const& response_parser::fault_text() const noexcept { return machine_->fault_text; }

} // namespace coax::transport
