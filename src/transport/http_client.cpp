// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/http_client.hpp"

#include "http/origin.hpp"
#include "transport/client_tls.hpp"
#include "transport/connect.hpp"
#include "transport/connection_pool.hpp"
#include "transport/proxy.hpp"
#include "transport/raise.hpp"
#include "transport/resolver.hpp"
#include "transport/serialize.hpp"
#include "transport/socket_exchange.hpp"

#include <coax/error.hpp>

#include <utility>

namespace coax::transport {

namespace asio = boost::asio;
using boost::system::error_code;

class http_client::impl {
public:
    impl(asio::any_io_executor sockets_on, settings config)
        : executor_(std::move(sockets_on)),
          settings_(std::move(config)),
          tls_(settings_),
          proxy_(parse_proxy(settings_.https_proxy)),
          resolver_(std::make_shared<resolver>(executor_, resolver::limits{})),
          pool_(std::make_shared<connection_pool>(executor_, settings_.max_connections, settings_.idle_eviction))
    {
    }

    [[nodiscard]] connection_pool& pool() noexcept { return *pool_; }

    asio::awaitable<std::unique_ptr<http_exchange>> send(http_request const& request)
    {
        http::origin const origin{request.tls, std::string(request.host), request.port};
        auto const peer = to_string(origin);
        auto const bytes = serialize(request);
        auto lease = co_await pool_->acquire(origin, request.deadline);
        if (!lease)
            raise_timeout("call (" + std::to_string(request.timeouts.call.count()) + " ms)",
                "waiting for one of the " + std::to_string(settings_.max_connections) + " connections to " + peer);
        auto exchange
            = std::make_unique<socket_exchange>(std::move(*lease), executor_, request, settings_.max_head_bytes);
        lease.reset();

        auto& link = exchange->lease().link;
        auto reused = link && link->still_open();
        if (reused)
            exchange->guard().attach(link->socket().native_handle());
        for (;;) {
            if (!reused) {
                exchange->discard();
                auto const ticket = exchange->lease().ticket();
                route const to{executor_, *resolver_, origin, proxy_for(origin), origin.tls ? &tls_.get() : nullptr,
                    ticket.get(), settings_.read_buffer_bytes, settings_.max_head_bytes};
                link = co_await connect(to, exchange->guard());
            }
            error_code ec;
            auto const answered = co_await exchange->send(bytes, ec);
            if (answered)
                co_return std::move(exchange);
            if (!reused || !exchange->ended_at_once(settings_.resend_within))
                raise(exchange->guard(), ec, errc::connection_lost, "asking " + peer,
                    std::string("the request was sent ") + (exchange->resent() ? "twice " : "")
                        + "and no byte of a response arrived; whether it was carried out is not known");
            reused = false; // the server had closed it: try once more with a new one
            exchange->resend();
        }
    }

private:
    proxy const* proxy_for(http::origin const& origin) const
    {
        return origin.tls && proxy_ && !bypasses(settings_.no_proxy, origin) ? &*proxy_ : nullptr;
    }

    asio::any_io_executor executor_;
    settings settings_;
    client_tls tls_;
    std::optional<proxy> proxy_;
    std::shared_ptr<resolver> resolver_;
    std::shared_ptr<connection_pool> pool_;
};

http_client::http_client(asio::any_io_executor sockets_on, settings config)
    : impl_(std::make_shared<impl>(std::move(sockets_on), std::move(config)))
{
}

http_client::~http_client() { impl_->pool().close(); }

void http_client::drop_idle() noexcept { impl_->pool().drop_idle(); }

asio::awaitable<std::unique_ptr<http_exchange>> http_client::send(http_request const& request)
{
    auto const self = impl_; // the client may be destroyed while this waits
    try {
        auto exchange = co_await self->send(request);
        co_return std::move(exchange);
    } catch (error const&) {
        throw;
    } catch (boost::system::system_error const& e) {
        raise_cancelled(
            e.code(), "asking " + to_string(http::origin{request.tls, std::string(request.host), request.port}));
    }
}

} // namespace coax::transport
