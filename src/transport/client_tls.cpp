// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/client_tls.hpp"

#include "transport/http_client.hpp"

namespace coax::transport {

client_tls::client_tls(settings const& config)
{
    if (config.tls) {
        context_ = std::make_unique<tls_context>(*config.tls);
        trusts_system_ = true; // what it trusts, its owner has decided
        return;
    }
    if (config.ca_file.empty() && config.ca_pem.empty() && config.certificate.empty())
        return; // OpenSSL takes 2 ms to start
    context_ = std::make_unique<tls_context>(config.ca_file, config.ca_pem);
    if (!config.certificate.empty())
        context_->use_certificate(config.certificate, config.certificate_key, config.certificate_password);
}

tls_context const& client_tls::get()
{
    std::lock_guard const lock(mutex_);
    if (!context_)
        context_ = std::make_unique<tls_context>("", "");
    if (!trusts_system_)
        context_->trust_system();
    trusts_system_ = true;
    return *context_;
}

} // namespace coax::transport
