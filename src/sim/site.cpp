// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/site.hpp"

#include "sim/certificate_authority.hpp"
#include "sim/session.hpp"

#include <boost/asio/buffer.hpp>

#include <utility>

namespace coax::sim {
namespace {

boost::asio::ssl::context make_tls(identity const& who, std::string const& client_authorities)
{
    namespace ssl = boost::asio::ssl;
    ssl::context made(ssl::context::tls_server);
    made.set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    made.use_certificate_chain(boost::asio::buffer(who.certificate));
    made.use_private_key(boost::asio::buffer(who.key), ssl::context::pem);
    if (!client_authorities.empty()) {
        made.add_certificate_authority(boost::asio::buffer(client_authorities));
        made.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
    }
    auto* const native = made.native_handle();
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS); // ten thousand idle connections
    constexpr unsigned char name[] = "coax simulator";
    SSL_CTX_set_session_id_context(native, name, sizeof(name) - 1); // sessions may be resumed
    return made;
}

} // namespace

site::site(server_options settings) : options(std::move(settings)), record(options.keep())
{
    if (!options.tls())
        return;
    using namespace std::chrono_literals;
    certificate_authority const authority;
    ca_pem = authority.pem();
    tls = make_tls(options.expired() ? authority.issue(options.certificate_for(), -48h, -24h)
                                     : authority.issue(options.certificate_for()),
        options.require_client_certificate());
}

bool site::enter(session& one)
{
    std::lock_guard const lock(mutex_);
    if (shut_)
        return false;
    sessions_.insert(&one);
    record.connected();
    return true;
}

void site::leave(session& one) noexcept
{
    std::lock_guard const lock(mutex_);
    if (sessions_.erase(&one) != 0)
        record.disconnected();
}

std::vector<std::shared_ptr<session>> site::sessions()
{
    std::vector<std::shared_ptr<session>> all;
    std::lock_guard const lock(mutex_);
    all.reserve(sessions_.size());
    for (auto* one : sessions_)
        if (auto alive = one->weak_from_this().lock())
            all.push_back(std::move(alive));
    return all; // released by the caller, not under the lock
}

void site::shut() noexcept
{
    std::lock_guard const lock(mutex_);
    shut_ = true;
}

} // namespace coax::sim
