// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/sha256.hpp"

#include <openssl/evp.h>

#include <new>

namespace coax::call {

struct sha256::state {
    state() : context(EVP_MD_CTX_new())
    {
        if (context == nullptr)
            throw std::bad_alloc();
        if (EVP_DigestInit_ex(context, EVP_sha256(), nullptr) != 1) {
            EVP_MD_CTX_free(context);
            throw std::bad_alloc();
        }
    }
    state(state const&) = delete;
    state& operator=(state const&) = delete;
    ~state() { EVP_MD_CTX_free(context); }

    void add(void const* bytes, std::size_t size)
    {
        if (EVP_DigestUpdate(context, bytes, size) != 1)
            throw std::bad_alloc();
    }

    EVP_MD_CTX* context;
};

sha256::sha256() : state_(std::make_unique<state>()) { }

sha256::~sha256() = default;

void sha256::add(std::string_view text)
{
    std::array<unsigned char, 8> size{};
    for (std::size_t i = 0; i < size.size(); ++i)
        size[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(text.size()) >> (8 * i) & 0xFF);
    state_->add(size.data(), size.size());
    state_->add(text.data(), text.size());
}

std::array<std::uint8_t, 32> sha256::finish()
{
    std::array<std::uint8_t, 32> digest{};
    if (EVP_DigestFinal_ex(state_->context, digest.data(), nullptr) != 1)
        throw std::bad_alloc();
    return digest;
}

} // namespace coax::call
