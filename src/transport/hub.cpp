// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/connector.hpp"
#include "transport/exchange.hpp"
#include "transport/fault.hpp"
#include "transport/names.hpp"
#include "transport/pool.hpp"
#include "transport/proxy.hpp"
#include "transport/request_bytes.hpp"
#include "transport/tls_context.hpp"

#include <coax/error.hpp>

#include <utility>

namespace coax::transport {

namespace asio = boost::asio;
using boost::system::error_code;

class hub::impl {
public:
    impl(asio::any_io_executor sockets_on, settings how)
        : on_(std::move(sockets_on)),
          how_(std::move(how)),
          tls_(how_.ca_file, how_.ca_pem),
          via_(parse_proxy(how_.https_proxy)),
          names_(std::make_shared<names>(on_, names::limits{})),
          pool_(std::make_shared<pool>(on_, how_.max_connections, how_.idle_eviction))
    {
    }

    [[nodiscard]] pool& connections() noexcept { return *pool_; }

    asio::awaitable<std::unique_ptr<exchange::impl>> send(http::origin const& where, http::request const& what,
        timeouts const& limits, std::chrono::steady_clock::time_point call_ends)
    {
        auto const peer = to_string(where);
        auto const bytes = to_bytes(where, what);
        auto place = co_await pool_->acquire(where, call_ends);
        if (!place)
            raise_timeout("call (" + std::to_string(limits.call.count()) + " ms)",
                "waiting for one of the " + std::to_string(how_.max_connections) + " connections to " + peer);
        auto state = std::make_unique<exchange::impl>(std::move(*place), on_, how_, limits, call_ends, peer);
        place.reset();

        auto& link = state->place().link;
        auto reused = link && link->still_open();
        if (reused)
            state->guard().guard(link->socket().native_handle());
        for (;;) {
            if (!reused) {
                state->discard();
                auto const ticket = state->place().ticket();
                route const to{on_, *names_, where, proxy_for(where), &tls_, ticket.get(), how_.read_buffer_bytes,
                    how_.max_head_bytes};
                link = co_await connect(to, state->guard());
            }
            error_code ec;
            auto const answered = co_await state->ask(bytes, ec);
            if (answered)
                co_return std::move(state);
            if (!reused || !state->ended_at_once(how_.resend_within))
                raise(state->guard(), ec, errc::connection_lost, "asking " + peer,
                    std::string("the request was sent ") + (state->resent() ? "twice " : "")
                        + "and no byte of an answer came; whether it was carried out is not known");
            reused = false; // it ended in the pool: once more, on a fresh one
            state->resend();
        }
    }

private:
    proxy const* proxy_for(http::origin const& where) const
    {
        return where.tls && via_ && !bypasses(how_.no_proxy, where) ? &*via_ : nullptr;
    }

    asio::any_io_executor on_;
    settings how_;
    tls_context tls_;
    std::optional<proxy> via_;
    std::shared_ptr<names> names_;
    std::shared_ptr<pool> pool_;
};

hub::hub(asio::any_io_executor sockets_on, settings how)
    : impl_(std::make_shared<impl>(std::move(sockets_on), std::move(how)))
{
}

hub::~hub() { impl_->connections().close(); }

void hub::drop_idle() noexcept { impl_->connections().drop_idle(); }

asio::awaitable<exchange> hub::send(http::origin const& where, http::request const& what, timeouts const& limits,
    std::chrono::steady_clock::time_point call_ends)
{
    auto const self = impl_; // the hub may go while this waits
    try {
        auto state = co_await self->send(where, what, limits, call_ends);
        co_return exchange(std::move(state));
    } catch (error const&) {
        throw;
    } catch (boost::system::system_error const& e) {
        raise_cancelled(e.code(), "asking " + to_string(where));
    }
}

} // namespace coax::transport
