// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/session.hpp"

#include "sim/compose.hpp"
#include "sim/plan.hpp"
#include "sim/protocols.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>

#include <algorithm>
#include <utility>

namespace coax::sim {

namespace asio = boost::asio;

namespace {
constexpr std::size_t batch_bytes = 16 * 1024; ///< written at once where there is no pace
} // namespace

session::session(asio::ip::tcp::socket socket, std::shared_ptr<site> at)
    : site_(std::move(at)),
      connection_(std::make_shared<connection>(std::move(socket), site_->tls ? &*site_->tls : nullptr))
{
}

session::~session()
{
    connection_->close(); // the watch may hold it a little longer
    site_->leave(*this);
}

void session::start()
{
    if (!site_->enter(*this))
        return;
    asio::co_spawn(
        connection_->get_executor(), [self = shared_from_this()] { return self->run(); }, asio::detached);
}

void session::close()
{
    asio::dispatch(connection_->get_executor(), [self = shared_from_this()] { self->connection_->close(); });
}

void session::close_if_idle()
{
    asio::dispatch(connection_->get_executor(), [self = shared_from_this()] {
        if (self->idle_)
            self->connection_->close();
    });
}

asio::awaitable<void> session::run()
{
    auto const self = shared_from_this();
    bool more = co_await connection_->handshake();
    site_->record.shaken(more, connection_->resumed());
    while (more) {
        more = co_await read_request();
        if (more)
            more = co_await respond();
    }
    connection_->close();
}

asio::awaitable<bool> session::respond()
{
    connection_->watch();
    auto const scripted = decide();
    auto const& faults = scripted.faults();
    bool more = !faults.hang_up;
    if (more && scripted.wait().count() > 0)
        more = co_await connection_->wait_until(std::chrono::steady_clock::now()
            + std::chrono::duration_cast<std::chrono::steady_clock::duration>(scripted.wait()));

    if (more) {
        whole_body body;
        auto status = scripted.status();
        if (scripted.body()) {
            body.bytes = *scripted.body();
            body.grows_at = body.bytes.size();
            more = co_await send_body(scripted, status, body, "application/json");
        } else if (status != 200 || (faults.error_after && !served_.asked.stream)) {
            if (status == 200)
                status = protocol_->status_of(faults.error);
            if (status >= 400)
                body.bytes = protocol_->error_body({status, {}, std::to_string(number_), scripted.retry_after()});
            body.grows_at = body.bytes.size();
            more = co_await send_body(scripted, status, body, "application/json");
        } else {
            auto const message = compose(served_.asked, scripted, site_->options, number_);
            if (served_.asked.stream) {
                auto steps = protocol_->plan(message);
                spoil(steps, faults);
                more = co_await send_stream(scripted, message, steps);
            } else {
                body = protocol_->whole(message);
                more = co_await send_body(scripted, status, body, "application/json");
            }
        }
    }
    site_->record.answered(std::exchange(served_, served()));
    out_.clear();
    out_.shrink_to_fit();
    if (more && keep_alive_) {
        connection_->unwatch();
        co_return true;
    }
    co_await connection_->end(faults.end_after ? faults.end : faults::ending::close);
    co_return false;
}

asio::awaitable<bool> session::send_body(
    reply const& scripted, int status, whole_body const& body, std::string_view type)
{
    bool const endless = scripted.faults().endless.has_value();
    framer framed(scripted.faults(), endless);
    begin_head(status, type, scripted);
    if (endless)
        out_ += "transfer-encoding: chunked\r\n\r\n";
    else
        out_ += "content-length: " + std::to_string(body.bytes.size()) + "\r\n\r\n";
    served_.deltas = 1;
    deltas_pending_ = 1;
    auto const bytes = std::string_view(body.bytes);
    if (!endless) {
        framed.add(bytes, out_);
    } else if (framed.add(bytes.substr(0, body.grows_at), out_)) {
        bool const more = co_await grow(scripted, framed);
        co_return more;
    }
    bool const done = co_await finish(scripted, framed);
    co_return done;
}

asio::awaitable<bool> session::send_stream(reply const& scripted, answer const& message, std::vector<step> const& steps)
{
    using clock = std::chrono::steady_clock;
    framer framed(scripted.faults(), true);
    begin_head(200, protocol_->stream_type(), scripted);
    out_ += "cache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n";
    served_.deltas = count_deltas(steps);

    auto const pace = std::chrono::duration_cast<clock::duration>(scripted.pace().value_or(site_->options.pace()));
    bool const paced = pace.count() > 0;
    auto due = clock::now();
    std::string event;
    for (std::size_t at = 0; at < steps.size();) {
        auto const& one = steps[at];
        bool const token = one.type == step::kind::delta || one.type == step::kind::endless;
        bool more = true;
        if (token && paced) {
            more = co_await flush(scripted, framed);
            due += pace;
            if (more)
                more = co_await connection_->wait_until(due);
        }
        if (!more)
            co_return false;
        event.clear();
        protocol_->write(message, one, event);
        more = framed.add(event, out_);
        deltas_pending_ += token ? 1U : 0U;
        if (!more)
            break;
        if ((token && paced) || out_.size() >= batch_bytes)
            more = co_await flush(scripted, framed);
        if (!more)
            co_return false;
        if (one.type != step::kind::endless)
            ++at;
    }
    bool const done = co_await finish(scripted, framed);
    co_return done && !scripted.faults().error_after; // services close after an error in mid-stream
}

/// Says the filler until the client hangs up.
asio::awaitable<bool> session::grow(reply const& scripted, framer& body)
{
    auto const& filler = *scripted.faults().endless;
    std::string piece;
    while (piece.size() < batch_bytes / 4)
        piece += filler.empty() ? " " : filler;
    bool more = true;
    while (more && body.add(piece, out_))
        more = co_await flush(scripted, body);
    if (more)
        co_await flush(scripted, body);
    co_return false;
}

/// Writes what is in `out_`, at the drip's pace where there is one.
asio::awaitable<bool> session::flush(reply const& scripted, framer const& body)
{
    auto const drip = scripted.faults().drip_bytes;
    bool more = true;
    if (drip == 0) {
        if (!out_.empty())
            more = co_await connection_->write(out_);
    } else {
        auto const delay
            = std::chrono::duration_cast<std::chrono::steady_clock::duration>(scripted.faults().drip_delay);
        for (std::size_t at = 0; more && at < out_.size(); at += drip) {
            more = co_await connection_->write(std::string_view(out_).substr(at, drip));
            if (more)
                more = co_await connection_->wait_until(std::chrono::steady_clock::now() + delay);
        }
    }
    out_.clear();
    if (more) {
        served_.deltas_sent += deltas_pending_;
        served_.bytes_sent = body.bytes();
    }
    deltas_pending_ = 0;
    co_return more;
}

/// The end of a body, whole or at the place where it is to end early.
asio::awaitable<bool> session::finish(reply const& scripted, framer const& body)
{
    bool const early = body.ended();
    if (!early)
        body.finish(out_);
    bool const sent = co_await flush(scripted, body);
    served_.complete = sent;
    co_return sent && !early;
}

} // namespace coax::sim
