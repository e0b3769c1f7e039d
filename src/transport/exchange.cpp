// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/exchange.hpp"

#include "transport/fault.hpp"

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
      parser_(how.max_head_bytes, how.max_body_bytes),
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
    if (link && reusable_ && parser_.done() && parser_.keep_alive() && link->unread().empty())
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
    auto any = false;
    for (;;) {
        if (!link.make_room(max_head_bytes_))
            throw error(failure(errc::response_too_large,
                doing + ": the head of the answer is over " + std::to_string(max_head_bytes_) + " bytes"));
        if (write_failed && !any) {
            link.read_now(ec);
            if (ec == asio::error::would_block) {
                ec = write_failed; // it did not answer before, and cannot after
                co_return false;
            }
        } else {
            link.read_received(ec);
        }
        if (ec == asio::error::would_block) {
            auto const got = co_await link.async_read_some(link.room(), asio::redirect_error(asio::use_awaitable, ec));
            if (ec && (guard_->expired() || ec == asio::error::operation_aborted))
                raise(*guard_, ec, errc::connection_lost, doing, "");
            link.filled(got);
        }
        if (!link.unread().empty()) {
            if (!std::exchange(any, true)) {
                guard_->enter(limit::idle);
                if (auto const first = link.unread().front(); first != 'H')
                    raise_not_http(doing, first == 0x15 || first == 0x16);
            }
            link.consume(parser_.put(link.unread_data(), link.unread().size()));
            using fault = response_parser::fault;
            if (parser_.broken() == fault::head_too_large)
                throw error(failure(errc::response_too_large,
                    doing + ": the head of the answer is over " + std::to_string(max_head_bytes_) + " bytes"));
            if (parser_.broken() == fault::bad_head)
                throw error(failure(
                    errc::protocol_error, doing + ": the answer is not HTTP/1.1 (" + parser_.fault_text() + ")"));
            if (parser_.head_done())
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
    guard_->rest();
    take_head();
    reusable_ = !write_failed;
    ec = {};
    co_return true;
}

void exchange::impl::take_head()
{
    new_payload_ = true;
    head_ = parser_.take_head();
    if (parser_.announces_too_much() && head_.status < 300)
        raise_too_large();
    std::string codings;
    for (auto const& field : head_.headers)
        if (http::same_name(field.name, "Content-Encoding"))
            codings.append(codings.empty() ? "" : ", ").append(field.value);
    auto const coding = coding_of(codings);
    if (coding == content_coding::unknown && head_.status < 300)
        throw error(failure(errc::unexpected_content,
            "reading from " + peer_ + ": the body is encoded as '" + codings.substr(0, 100)
                + "', which was not asked for and is not read; make the service or what stands before it send it "
                  "as it is, or as gzip or deflate"));
    if (coding == content_coding::none)
        return;
    // What is given from here on is the decoded body.
    std::erase_if(head_.headers, [](http::header const& field) {
        return http::same_name(field.name, "Content-Encoding") || http::same_name(field.name, "Content-Length");
    });
    if (coding == content_coding::unknown)
        unreadable_ = true; // the status says enough
    else
        inflater_.emplace(coding, max_body_bytes_);
}

std::string_view exchange::impl::parsed()
{
    if (std::exchange(new_payload_, false) && !parser_.payload().empty())
        return parser_.payload();
    auto& link = *place_.link;
    if (link.unread().empty() || parser_.done() || parser_.broken() != response_parser::fault::none)
        return {};
    link.consume(parser_.put(link.unread_data(), link.unread().size()));
    return parser_.payload();
}

std::string_view exchange::impl::decoded()
{
    if (!inflater_)
        return parsed();
    for (;;) {
        if (auto const piece = inflater_->read(); !piece.empty() || inflater_->broken() != inflater::fault::none)
            return piece;
        auto const coded = parsed();
        if (coded.empty())
            return {};
        inflating_ = true;
        inflater_->input(coded);
    }
}

bool exchange::impl::ended()
{
    auto const doing = "reading from " + peer_;
    auto const broken = parser_.broken();
    auto const inflated = inflater_ ? inflater_->broken() : inflater::fault::none;
    if (broken == response_parser::fault::bad_body)
        throw error(failure(errc::protocol_error,
            doing + ": the body's chunks are malformed (" + parser_.fault_text()
                + "); a proxy in between may have cut into them"));
    if (inflated == inflater::fault::broken)
        throw error(failure(errc::protocol_error,
            doing + ": the body's content coding (gzip or deflate) is broken; a proxy in between may have changed it"));
    // Up to the limit it was given, for the words of an error are worth reading without their end.
    if (broken == response_parser::fault::body_too_large || inflated == inflater::fault::too_large)
        raise_too_large();
    if (!parser_.done())
        return false;
    if (inflating_ && !inflater_->done())
        raise_lost(asio::error::eof, "before the content coding (gzip or deflate) did");
    return true;
}

void exchange::impl::raise_too_large() const
{
    throw error(failure(errc::response_too_large,
        "reading from " + peer_ + ": the body is over " + std::to_string(max_body_bytes_)
            + " bytes; raise max_response_bytes if it should be"));
}

void exchange::impl::raise_lost(error_code ec, std::string const& how)
{
    auto const doing = "reading from " + peer_;
    if (guard_->expired() || ec == asio::error::operation_aborted)
        raise(*guard_, ec, errc::connection_lost, doing, "");
    auto const tls = place_.link->tls();
    auto const why = tls && !tls->problem().empty() ? tls->problem() : ec.message();
    throw error(failure(errc::connection_lost,
        doing + ": the connection ended " + how + " (" + why + "); what came before is kept: try again"));
}

// The peer closed or the connection broke: the end of the body, if that is how this one ends.
void exchange::impl::peer_ended(error_code ec)
{
    if (ec == asio::error::eof && !guard_->expired() && parser_.put_end() && ended())
        return;
    raise_lost(ec, "before the body did");
}

asio::awaitable<std::string_view> exchange::impl::read()
{
    try {
        error_code ec;
        while (!over_) {
            auto& link = *place_.link;
            auto const payload = decoded();
            if (!payload.empty() && !unreadable_)
                co_return payload;
            if (ended())
                break;
            if (!link.make_room(max_head_bytes_))
                throw error(failure(errc::protocol_error,
                    "reading from " + peer_ + ": the body's chunks are malformed (a chunk's line has no end)"));
            link.read_received(ec);
            if (ec == asio::error::would_block) {
                guard_->enter(limit::idle);
                auto const got
                    = co_await link.async_read_some(link.room(), asio::redirect_error(asio::use_awaitable, ec));
                if (over_) // aborted meanwhile
                    break;
                guard_->rest();
                link.filled(got);
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
