// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/socket_exchange.hpp"

#include "transport/raise.hpp"

#include <coax/error.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace coax::transport {

namespace asio = boost::asio;
using boost::system::error_code;

socket_exchange::socket_exchange(
    connection_lease lease, asio::any_io_executor timers_on, http_request const& request, std::size_t max_head_bytes)
    : lease_(std::move(lease)),
      body_(max_head_bytes, request.max_body_bytes,
          to_string(http::origin{request.tls, std::string(request.host), request.port})),
      peer_(to_string(http::origin{request.tls, std::string(request.host), request.port})),
      max_head_bytes_(max_head_bytes)
{
    guard_.emplace(std::move(timers_on), request.timeouts, request.deadline);
}

socket_exchange::~socket_exchange() { finish(); }

bool socket_exchange::ended_at_once(std::chrono::milliseconds within) const noexcept
{
    return !sent_ || watchdog::clock::now() - sent_at_ < within;
}

void socket_exchange::discard() noexcept
{
    if (guard_)
        guard_->detach();
    lease_.link.reset();
}

void socket_exchange::expect_end() noexcept
{
    if (guard_)
        guard_->expect_end();
}

void socket_exchange::finish() noexcept
{
    guard_.reset(); // before the descriptor is closed
    if (std::exchange(over_, true))
        return;
    auto& link = lease_.link;
    if (link && reusable_ && body_.keep_alive() && link->buffer().unread().empty())
        lease_.give_back();
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

asio::awaitable<bool> socket_exchange::send(std::string_view bytes, error_code& ec)
{
    auto& link = *lease_.link;
    auto const doing = "asking " + peer_;
    co_await link.write(bytes, *guard_, ec);
    // A server that refuses early sends its response before it closes, so a failed write is followed by a read.
    auto const write_failed = ec;
    if (ec && (guard_->expired() || ec == asio::error::operation_aborted))
        raise(*guard_, ec, errc::connection_lost, doing, "");

    sent_ = !write_failed;
    sent_at_ = watchdog::clock::now();
    guard_->enter(limit::first_byte);
    auto any = false;
    for (;;) {
        if (!link.buffer().make_room(max_head_bytes_))
            throw error(failure(errc::response_too_large,
                doing + ": the head of the answer is over " + std::to_string(max_head_bytes_) + " bytes"));
        if (write_failed && !any) {
            link.read_now(ec);
            if (ec == asio::error::would_block) {
                ec = write_failed; // no response was sent, and none will be
                co_return false;
            }
        } else {
            link.read_received(ec);
        }
        if (ec == asio::error::would_block) {
            auto const got = co_await link.async_read_some(link.room(), asio::redirect_error(asio::use_awaitable, ec));
            if (ec && (guard_->expired() || ec == asio::error::operation_aborted))
                raise(*guard_, ec, errc::connection_lost, doing, "");
            link.buffer().filled(got);
        }
        if (!link.buffer().unread().empty()) {
            if (!std::exchange(any, true)) {
                guard_->enter(limit::idle);
                if (auto const first = link.buffer().unread().front(); first != 'H')
                    raise_not_http(doing, first == 0x15 || first == 0x16);
            }
            if (body_.parse_head(link.buffer()))
                break;
        }
        if (!ec)
            continue;
        if (!any) {
            if (write_failed)
                ec = write_failed;
            co_return false;
        }
        raise_lost(ec, "in the head of the answer");
    }
    guard_->leave();
    reusable_ = !write_failed;
    ec = {};
    co_return true;
}

void socket_exchange::raise_lost(error_code ec, char const* place)
{
    auto const doing = "reading from " + peer_;
    if (guard_->expired() || ec == asio::error::operation_aborted)
        raise(*guard_, ec, errc::connection_lost, doing, "");
    auto const tls = lease_.link->tls();
    auto const cause = tls && !tls->problem().empty() ? tls->problem() : ec.message();
    throw error(failure(errc::connection_lost,
        doing + ": the connection ended " + place + " (" + cause + "); what came before is kept: try again"));
}

// The peer closed the connection, or it broke. That is the end of a body without a length.
void socket_exchange::peer_ended(error_code ec)
{
    if (ec == asio::error::eof && !guard_->expired() && body_.end())
        return;
    raise_lost(ec, "before the body did");
}

asio::awaitable<std::string_view> socket_exchange::read()
{
    try {
        error_code ec;
        while (!over_) {
            auto& link = *lease_.link;
            auto const payload = body_.read(link.buffer());
            if (!payload.empty())
                co_return payload;
            if (body_.ended())
                break;
            if (!link.buffer().make_room(max_head_bytes_))
                throw error(failure(errc::protocol_error,
                    "reading from " + peer_ + ": the body's chunks are malformed (a chunk's line has no end)"));
            link.read_received(ec);
            if (ec == asio::error::would_block) {
                guard_->enter(limit::idle);
                auto const got
                    = co_await link.async_read_some(link.room(), asio::redirect_error(asio::use_awaitable, ec));
                guard_->leave();
                link.buffer().filled(got);
            }
            if (ec) {
                peer_ended(ec);
                break;
            }
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
