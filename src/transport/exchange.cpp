// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/exchange.hpp"

#include "transport/fault.hpp"
#include "transport/head_parser.hpp"

#include <coax/error.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace coax::transport {

namespace asio = boost::asio;
using boost::system::error_code;

exchange::exchange(std::unique_ptr<source> from) noexcept : impl_(std::move(from)) { }
exchange::exchange(exchange&&) noexcept = default;
exchange& exchange::operator=(exchange&&) noexcept = default;
exchange::~exchange() = default;

http::response_head const& exchange::head() const noexcept { return impl_->head(); }
asio::awaitable<std::string_view> exchange::read() { return impl_->read(); }
void exchange::wind_up() noexcept { impl_->wind_up(); }
void exchange::abort() noexcept { impl_->abort(); }
bool exchange::resent() const noexcept { return impl_->resent(); }

exchange::impl::impl(lease place, asio::any_io_executor on, settings const& how, timeouts const& limits,
    std::chrono::steady_clock::time_point call_ends, std::string peer)
    : place_(std::move(place)),
      peer_(std::move(peer)),
      max_head_bytes_(how.max_head_bytes),
      max_body_bytes_(how.max_body_bytes)
{
    guard_.emplace(std::move(on), limits, call_ends);
}

exchange::impl::~impl() { finish(); }

bool exchange::impl::ended_at_once(std::chrono::milliseconds within) const noexcept
{
    return !sent_ || watchdog::clock::now() - sent_at_ < within;
}

void exchange::impl::discard() noexcept
{
    if (guard_)
        guard_->let_go();
    place_.link.reset();
}

void exchange::impl::wind_up() noexcept
{
    if (guard_)
        guard_->wind_up();
}

void exchange::impl::abort() noexcept
{
    over_ = true;
    if (guard_)
        guard_->let_go();
    if (place_.link)
        place_.link->close(); // the object stays for a read that is under way
}

void exchange::impl::finish() noexcept
{
    if (std::exchange(over_, true))
        return guard_.reset();
    guard_.reset(); // before the descriptor goes
    auto& link = place_.link;
    if (link && reusable_ && body_.done() && body_.left_over() == 0 && !link->peer_closed())
        place_.give_back();
    else
        link.reset();
}

namespace {

[[noreturn]] void raise_not_http(std::string const& doing, bool is_tls)
{
    throw error(failure(errc::protocol_error,
        doing + ": the answer is not HTTP; "
            + (is_tls ? "this port speaks TLS: write https:// in the base URL"
                      : "does the base URL name the right port?")));
}

} // namespace

asio::awaitable<bool> exchange::impl::ask(std::string_view bytes, error_code& ec)
{
    auto& link = *place_.link;
    auto const doing = "asking " + peer_;
    co_await link.write(bytes, *guard_, ec);
    // A server that refuses early has answered before it closed, so a failed write is followed by a look.
    auto const write_failed = ec;
    if (ec && (guard_->expired() || ec == asio::error::operation_aborted))
        raise(*guard_, ec, errc::connection_lost, doing, "");

    sent_ = !write_failed;
    sent_at_ = watchdog::clock::now();
    guard_->enter(limit::first_byte);
    head_parser parser(max_head_bytes_);
    auto any = false;
    for (;;) {
        if (!link.make_room(max_head_bytes_))
            throw error(failure(errc::response_too_large,
                doing + ": the head of the answer is over " + std::to_string(max_head_bytes_) + " bytes"));
        if (write_failed && !any && link.drained() && link.socket().available(ec) == 0) {
            ec = write_failed; // it did not answer before, and cannot after
            co_return false;
        }
        if (link.drained()) {
            auto const got
                = co_await link.socket().async_read_some(link.room(), asio::redirect_error(asio::use_awaitable, ec));
            if (ec && (guard_->expired() || ec == asio::error::operation_aborted))
                raise(*guard_, ec, errc::connection_lost, doing, "");
            link.received(got);
        }
        tls_broke_ = !link.pull();
        if (!link.unread().empty()) {
            if (!std::exchange(any, true)) {
                guard_->enter(limit::idle);
                if (auto const first = link.unread().front(); first != 'H')
                    raise_not_http(doing, first == 0x15 || first == 0x16);
            }
            std::size_t taken = 0;
            auto const outcome = parser.parse(link.unread(), taken);
            link.consume(taken);
            if (outcome == head_parser::outcome::done)
                break;
            if (outcome == head_parser::outcome::too_large)
                throw error(failure(errc::response_too_large,
                    doing + ": the head of the answer is over " + std::to_string(max_head_bytes_) + " bytes"));
            if (outcome == head_parser::outcome::malformed)
                throw error(
                    failure(errc::protocol_error, doing + ": the answer is not HTTP/1.1 (" + parser.fault() + ")"));
        }
        if (!ec && !tls_broke_ && !link.peer_closed())
            continue;
        if (!ec)
            ec = asio::error::eof;
        if (!any) {
            if (write_failed)
                ec = write_failed;
            co_return false;
        }
        raise_lost(ec, "in the head of the answer");
    }
    guard_->rest();
    head_ = parser.take();
    body_ = body_decoder(parser.body(), parser.length(), max_body_bytes_);
    reusable_ = parser.keep_alive() && !write_failed;
    ec = {};
    co_return true;
}

std::string_view exchange::impl::decode() noexcept
{
    auto& link = *place_.link;
    auto const bytes = link.unread().size();
    auto const payload = body_.decode(link.unread_data(), bytes);
    link.consume(bytes);
    return payload;
}

bool exchange::impl::ended()
{
    switch (body_.broken()) {
    case body_decoder::fault::none:
        break;
    case body_decoder::fault::bad_chunk:
        throw error(failure(errc::protocol_error,
            "reading from " + peer_ + ": the body's chunks are malformed; a proxy in between may have cut into them"));
    case body_decoder::fault::too_large:
        throw error(failure(errc::response_too_large,
            "reading from " + peer_ + ": the body is over " + std::to_string(max_body_bytes_)
                + " bytes; raise max_response_bytes if it should be"));
    }
    return body_.done();
}

void exchange::impl::raise_lost(error_code ec, std::string const& how)
{
    auto const doing = "reading from " + peer_;
    if (guard_->expired() || ec == asio::error::operation_aborted)
        raise(*guard_, ec, errc::connection_lost, doing, "");
    auto why = tls_broke_ ? place_.link->tls()->fault() : ec.message();
    throw error(failure(errc::connection_lost,
        doing + ": the connection ended " + how + " (" + why + "); what came before is kept: try again"));
}

// The peer closed or the connection broke: the end of the body, if that is how this one ends.
void exchange::impl::peer_ended(error_code ec)
{
    auto const clean = !tls_broke_ && (place_.link->peer_closed() || (ec == asio::error::eof && !place_.link->tls()));
    if (clean && !guard_->expired() && body_.close())
        return;
    raise_lost(ec ? ec : asio::error::eof, "before the body did");
}

asio::awaitable<std::string_view> exchange::impl::read()
{
    try {
        error_code ec;
        while (!over_) {
            auto& link = *place_.link;
            if (!link.drained())
                tls_broke_ = !link.pull();
            if (auto const payload = decode(); !payload.empty())
                co_return payload;
            if (ended())
                break;
            if (!link.drained())
                continue;
            if (tls_broke_ || link.peer_closed()) {
                peer_ended({});
                break;
            }
            guard_->enter(limit::idle);
            auto const got
                = co_await link.socket().async_read_some(link.room(), asio::redirect_error(asio::use_awaitable, ec));
            if (over_) // aborted meanwhile
                break;
            if (ec) {
                peer_ended(ec);
                break;
            }
            guard_->rest();
            link.received(got);
        }
        finish();
        co_return std::string_view();
    } catch (error const&) {
        reusable_ = false;
        finish();
        throw;
    } catch (boost::system::system_error const& e) {
        reusable_ = false;
        finish();
        raise_cancelled(e.code(), "reading from " + peer_);
    }
}

} // namespace coax::transport
