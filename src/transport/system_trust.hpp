// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>

namespace coax::transport {

struct store_free {
    void operator()(X509_STORE* store) const noexcept;
};
using store_ptr = std::unique_ptr<X509_STORE, store_free>;

/// The system's certificates, or those of SSL_CERT_FILE and SSL_CERT_DIR. They are read by the first call and shared by
/// all later ones in the process; where the two variables differ from that time, they are read again, and not shared.
/// Certificates that cannot be read are none. Throws std::bad_alloc, and the next call reads them then. Safe to call
/// from any thread.
store_ptr system_trust();

/// Adds the system's certificates to `store`. Throws as `system_trust` does.
void add_system_trust(X509_STORE* store);

/// What is wrong with SSL_CERT_FILE, in words that follow a sentence about an unknown authority; "" when nothing is.
std::string system_trust_problem();

} // namespace coax::transport
