// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/sim/server.hpp>

#include "sim/protocols.hpp"
#include "sim/session.hpp"
#include "sim/site.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace coax::sim {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

/// The listening half; sessions know the site only.
class server::impl : public std::enable_shared_from_this<impl> {
public:
    impl(asio::any_io_executor executor, server_options options)
        : site(std::make_shared<sim::site>(std::move(options))),
          executor_(std::move(executor)),
          acceptor_(
              asio::make_strand(executor_), tcp::endpoint(asio::ip::address_v4::loopback(), site->options.port())),
          again_(acceptor_.get_executor())
    {
        acceptor_.listen(asio::socket_base::max_listen_connections);
    }

    void start()
    {
        asio::co_spawn(
            acceptor_.get_executor(), [self = shared_from_this()] { return self->accept(); }, asio::detached);
    }

    void stop()
    {
        site->shut();
        asio::dispatch(acceptor_.get_executor(), [self = shared_from_this()] {
            boost::system::error_code ignored;
            self->acceptor_.close(ignored);
            self->again_.cancel();
        });
        for (auto const& one : site->sessions())
            one->close();
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }

    std::shared_ptr<sim::site> const site;

private:
    asio::awaitable<void> accept()
    {
        auto const self = shared_from_this();
        while (acceptor_.is_open()) {
            boost::system::error_code error;
            asio::any_io_executor const strand = asio::make_strand(executor_);
            auto socket = co_await acceptor_.async_accept(strand, asio::redirect_error(asio::use_awaitable, error));
            if (!error) {
                std::make_shared<session>(std::move(socket), site)->start();
            } else if (acceptor_.is_open()) { // out of descriptors, or the client was quicker: not our end
                again_.expires_after(std::chrono::milliseconds(10));
                co_await again_.async_wait(asio::redirect_error(asio::use_awaitable, error));
            }
        }
    }

    asio::any_io_executor executor_;
    tcp::acceptor acceptor_;
    asio::steady_timer again_;
    std::uint16_t port_ = acceptor_.local_endpoint().port();
};

server::server(asio::any_io_executor executor, server_options options)
    : impl_(std::make_shared<impl>(std::move(executor), std::move(options)))
{
    impl_->start();
}

server::~server() { stop(); }

void server::stop() noexcept
{
    try {
        impl_->stop();
    } catch (...) { // NOLINT(bugprone-empty-catch): out of memory; what is left ends with the context
    }
}

void server::drop_idle()
{
    for (auto const& one : impl_->site->sessions())
        one->close_if_idle();
}

void server::on(script answer) { impl_->site->playbook.on(std::move(answer)); }
void server::enqueue(reply next) { impl_->site->playbook.enqueue(std::move(next)); }

std::uint16_t server::port() const noexcept { return impl_->port(); }

std::string server::url() const
{
    return (impl_->site->tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(impl_->port());
}

std::string const& server::ca_pem() const noexcept { return impl_->site->ca_pem; }

client_options server::options(std::string_view provider) const
{
    auto const& required = impl_->site->options.require_key();
    client_options made;
    made.base_url(url().append(impl_->site->options.prefix()).append(base_path_of(provider)));
    made.api_key(required.empty() ? "simulated-key" : required);
    made.ca_pem(ca_pem());
    return made;
}

std::vector<sim::asked> server::asked() const { return impl_->site->record.asked(); }
std::vector<sim::served> server::served() const { return impl_->site->record.served(); }
sim::counts server::counts() const { return impl_->site->record.counts(); }

} // namespace coax::sim
