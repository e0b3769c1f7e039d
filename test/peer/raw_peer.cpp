// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "peer/raw_peer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <charconv>

namespace coax::test {

namespace asio = boost::asio;
using asio::use_awaitable;
using boost::system::error_code;

raw_peer::raw_peer(script for_each)
    : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}),
      script_(std::move(for_each)),
      port_(acceptor_.local_endpoint().port())
{
    asio::co_spawn(io_, accept(), asio::detached);
    thread_ = std::thread([this] { io_.run(); });
}

raw_peer::~raw_peer()
{
    io_.stop();
    thread_.join();
}

std::vector<std::string> raw_peer::requests() const
{
    std::lock_guard const lock(mutex_);
    return requests_;
}

asio::awaitable<void> raw_peer::accept()
{
    for (;;) {
        auto socket = co_await acceptor_.async_accept(use_awaitable);
        socket.set_option(tcp::no_delay(true));
        links_.emplace_back(std::move(socket), *this);
        links_.back().index = connections_++;
        asio::co_spawn(io_, serve(std::prev(links_.end())), asio::detached);
    }
}

asio::awaitable<void> raw_peer::serve(std::list<link>::iterator at)
{
    try {
        co_await script_(*at);
    } catch (boost::system::system_error const&) { // the client closed the connection, as many tests do
    }
    links_.erase(at);
    ++ended_;
}

asio::awaitable<void> raw_peer::link::handshake(sim::identity const& identity, int newest)
{
    auto& known = owner_.contexts_;
    auto at = known.find(identity.certificate);
    if (at == known.end()) {
        at = known.try_emplace(identity.certificate, asio::ssl::context::tls_server).first;
        at->second.use_certificate_chain(asio::buffer(identity.certificate));
        at->second.use_private_key(asio::buffer(identity.key), asio::ssl::context::pem);
        SSL_CTX_set_session_id_context(at->second.native_handle(), reinterpret_cast<unsigned char const*>("coax"), 4);
    }
    tls_.emplace(socket_, at->second);
    SSL_set_max_proto_version(tls_->native_handle(), newest);
    co_await tls_->async_handshake(asio::ssl::stream_base::server, use_awaitable);
}

asio::awaitable<void> raw_peer::link::ask_to_renegotiate()
{
    SSL_renegotiate(tls_->native_handle());
    co_await tls_->async_handshake(asio::ssl::stream_base::server, use_awaitable);
}

asio::awaitable<std::string> raw_peer::link::some_encrypted()
{
    std::string bytes(1024, '\0');
    bytes.resize(co_await socket_.async_read_some(asio::buffer(bytes), use_awaitable));
    co_return bytes;
}

bool raw_peer::link::resumed() { return SSL_session_reused(tls_->native_handle()) == 1; }

std::string raw_peer::link::server_name()
{
    auto const* const name = SSL_get_servername(tls_->native_handle(), TLSEXT_NAMETYPE_host_name);
    return name == nullptr ? "" : name;
}

asio::awaitable<std::string> raw_peer::link::some()
{
    std::string bytes(64 * 1024, '\0');
    error_code ec;
    auto token = asio::redirect_error(use_awaitable, ec);
    std::size_t got = 0;
    if (tls_)
        got = co_await tls_->async_read_some(asio::buffer(bytes), token);
    else
        got = co_await socket_.async_read_some(asio::buffer(bytes), token);
    bytes.resize(ec ? 0 : got);
    co_return bytes;
}

asio::awaitable<std::string> raw_peer::link::request()
{
    std::string bytes = std::move(left_);
    left_.clear();
    for (;;) {
        if (auto const end = bytes.find("\r\n\r\n"); end != bytes.npos) {
            std::size_t length = 0;
            if (auto const at = bytes.find("Content-Length: "); at != bytes.npos && at < end)
                std::from_chars(bytes.data() + at + 16, bytes.data() + end, length);
            if (auto const whole = end + 4 + length; bytes.size() >= whole) {
                left_ = bytes.substr(whole);
                bytes.resize(whole);
                std::lock_guard const lock(owner_.mutex_);
                owner_.requests_.push_back(bytes);
                co_return bytes;
            }
        }
        auto const more = co_await some();
        if (more.empty())
            throw boost::system::system_error(asio::error::eof);
        bytes += more;
    }
}

asio::awaitable<void> raw_peer::link::write(std::string_view bytes)
{
    if (tls_)
        co_await asio::async_write(*tls_, asio::buffer(bytes), use_awaitable);
    else
        co_await asio::async_write(socket_, asio::buffer(bytes), use_awaitable);
}

asio::awaitable<void> raw_peer::link::stall()
{
    for (;;) {
        auto const bytes = co_await some();
        if (bytes.empty())
            co_return;
    }
}

asio::awaitable<void> raw_peer::link::close_notify()
{
    error_code ec;
    co_await tls_->async_shutdown(asio::redirect_error(use_awaitable, ec)); // the client just goes
}

void raw_peer::link::reset()
{
    socket_.set_option(asio::socket_base::linger(true, 0));
    socket_.close();
}

namespace {

asio::awaitable<void> pass(asio::ip::tcp::socket& from, asio::ip::tcp::socket& to)
{
    char bytes[4096];
    error_code ec;
    for (;;) {
        auto const got = co_await from.async_read_some(asio::buffer(bytes), asio::redirect_error(use_awaitable, ec));
        if (ec)
            break;
        co_await asio::async_write(to, asio::buffer(bytes, got), asio::redirect_error(use_awaitable, ec));
        if (ec)
            break;
    }
    to.shutdown(asio::ip::tcp::socket::shutdown_both, ec);
    from.shutdown(asio::ip::tcp::socket::shutdown_both, ec);
}

} // namespace

asio::awaitable<void> raw_peer::link::tunnel_to(std::uint16_t port)
{
    tcp::socket there(socket_.get_executor());
    co_await there.async_connect({asio::ip::address_v4::loopback(), port}, use_awaitable);
    auto& back_from = there;
    std::atomic<bool> over = false;
    asio::co_spawn(socket_.get_executor(), pass(back_from, socket_), [&](std::exception_ptr) { over = true; });
    co_await pass(socket_, there);
    while (!over)
        co_await asio::post(socket_.get_executor(), use_awaitable);
}

} // namespace coax::test
