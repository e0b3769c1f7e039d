// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/system_trust.hpp"

#include "transport/environment.hpp"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <new>

namespace coax::transport {

void store_free::operator()(X509_STORE* store) const noexcept { X509_STORE_free(store); }

namespace {

struct trust_places {
    std::string file = detail::environment(X509_get_default_cert_file_env());
    std::string folder = detail::environment(X509_get_default_cert_dir_env());
    bool operator==(trust_places const&) const = default;
};

// A store that lacks certificates because there was no memory for them would refuse servers until the process ends.
void throw_if_out_of_memory()
{
    bool is_out = false;
    while (auto const code = ERR_get_error())
        is_out = is_out || ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE;
    if (is_out)
        throw std::bad_alloc();
}

X509_LOOKUP* add_lookup(X509_STORE* store, X509_LOOKUP_METHOD* method)
{
    auto const made = X509_STORE_add_lookup(store, method);
    if (made == nullptr) {
        ERR_clear_error();
        throw std::bad_alloc();
    }
    return made;
}

// OpenSSL looks into folders when it verifies. It has a second way to do that, OSSL_STORE, which is not used: if its
// loader cannot be allocated, OpenSSL 3.0 frees it twice at the end of the process.
void add_folders(X509_STORE* store)
{
    X509_LOOKUP_add_dir(add_lookup(store, X509_LOOKUP_hash_dir()), nullptr, X509_FILETYPE_DEFAULT);
    throw_if_out_of_memory();
}

store_ptr read_trust()
{
    store_ptr made(X509_STORE_new());
    if (!made)
        throw std::bad_alloc();
    ERR_clear_error();
    X509_LOOKUP_load_file(add_lookup(made.get(), X509_LOOKUP_file()), nullptr, X509_FILETYPE_DEFAULT);
    throw_if_out_of_memory();
    add_folders(made.get());
    auto const all = X509_STORE_get0_objects(made.get());
    for (int i = 0; i < sk_X509_OBJECT_num(all); ++i)
        if (auto const certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(all, i)))
            X509_check_purpose(certificate, -1, 0); // OpenSSL reads the extensions now, as in tls_context
    throw_if_out_of_memory();
    return made;
}

struct read_once {
    trust_places places;
    store_ptr store = read_trust();
};

} // namespace

store_ptr system_trust()
{
    static read_once const first;
    if (trust_places() != first.places)
        return read_trust();
    X509_STORE_up_ref(first.store.get());
    return store_ptr(first.store.get());
}

void add_system_trust(X509_STORE* store)
{
    struct lock { // verifications add what they find in folders
        explicit lock(X509_STORE* of) : held(of) { X509_STORE_lock(held); }
        ~lock() { X509_STORE_unlock(held); }
        lock(lock const&) = delete;
        lock& operator=(lock const&) = delete;
        X509_STORE* held;
    };

    auto const system = system_trust();
    {
        lock const held(system.get());
        auto const all = X509_STORE_get0_objects(system.get());
        for (int i = 0; i < sk_X509_OBJECT_num(all); ++i) {
            auto const object = sk_X509_OBJECT_value(all, i);
            if (auto const certificate = X509_OBJECT_get0_X509(object))
                X509_STORE_add_cert(store, certificate);
            else if (auto const list = X509_OBJECT_get0_X509_CRL(object))
                X509_STORE_add_crl(store, list);
        }
    }
    throw_if_out_of_memory();
    add_folders(store);
}

std::string system_trust_problem()
{
    auto const file = trust_places().file;
    if (file.empty() || std::ifstream(file).is_open())
        return {};
    return "; SSL_CERT_FILE names '" + file + "', which cannot be opened";
}

} // namespace coax::transport
