// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "failing_allocations.hpp"

#include <openssl/crypto.h>

#include <dlfcn.h>

#include <cerrno>
#include <cstdlib>
#include <new>

namespace coax::test {

namespace {

struct plan {
    memory_of whose;
    std::size_t n;
    std::size_t count;
    std::size_t made;
    bool failed;
    bool runs;
};
thread_local plan now{};

bool fails(memory_of whose) noexcept
{
    if (!now.runs || now.whose != whose)
        return false;
    auto const number = now.made++;
    if (number < now.n || number - now.n >= now.count)
        return false;
    return now.failed = true;
}

void* openssl_malloc(std::size_t size, char const*, int)
{
    return size == 0 || fails(memory_of::openssl) ? nullptr : std::malloc(size);
}
void* openssl_realloc(void* old, std::size_t size, char const*, int)
{
    if (size == 0) {
        std::free(old);
        return nullptr;
    }
    return fails(memory_of::openssl) ? nullptr : std::realloc(old, size);
}
void openssl_free(void* old, char const*, int) { std::free(old); }

// Before OpenSSL has allocated anything.
[[maybe_unused]] int const set = CRYPTO_set_mem_functions(&openssl_malloc, &openssl_realloc, &openssl_free);

void* allocate(std::size_t size, std::size_t align)
{
    void* got = nullptr;
    if (fails(memory_of::program))
        throw std::bad_alloc();
    if (align <= alignof(std::max_align_t))
        got = std::malloc(size == 0 ? 1 : size);
    else if (::posix_memalign(&got, align, size) != 0)
        got = nullptr;
    if (!got)
        throw std::bad_alloc();
    return got;
}

} // namespace

failing_allocations::failing_allocations(memory_of whose, std::size_t n, std::size_t count) noexcept
{
    now = {whose, n, count, 0, false, true};
}
failing_allocations::~failing_allocations() { stop(); }
void failing_allocations::stop() noexcept { now.runs = false; }
std::size_t failing_allocations::made() noexcept { return now.made; }
bool failing_allocations::failed() noexcept { return now.failed; }

} // namespace coax::test

using coax::test::allocate;
using coax::test::fails;
using coax::test::memory_of;

void* operator new(std::size_t size) { return allocate(size, 1); }
void* operator new[](std::size_t size) { return allocate(size, 1); }
void* operator new(std::size_t size, std::align_val_t align) { return allocate(size, static_cast<std::size_t>(align)); }
void* operator new[](std::size_t size, std::align_val_t align)
{
    return allocate(size, static_cast<std::size_t>(align));
}
void* operator new(std::size_t size, std::nothrow_t const&) noexcept
{
    return fails(memory_of::program) ? nullptr : std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, std::nothrow_t const&) noexcept
{
    return fails(memory_of::program) ? nullptr : std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* old) noexcept { std::free(old); }
void operator delete[](void* old) noexcept { std::free(old); }
void operator delete(void* old, std::size_t) noexcept { std::free(old); }
void operator delete[](void* old, std::size_t) noexcept { std::free(old); }
void operator delete(void* old, std::align_val_t) noexcept { std::free(old); }
void operator delete[](void* old, std::align_val_t) noexcept { std::free(old); }
void operator delete(void* old, std::size_t, std::align_val_t) noexcept { std::free(old); }
void operator delete[](void* old, std::size_t, std::align_val_t) noexcept { std::free(old); }
void operator delete(void* old, std::nothrow_t const&) noexcept { std::free(old); }
void operator delete[](void* old, std::nothrow_t const&) noexcept { std::free(old); }

// Asio calls it; the definition in the program comes before the C library's.
extern "C" void* aligned_alloc(std::size_t align, std::size_t size)
{
    if (fails(memory_of::asio)) {
        errno = ENOMEM;
        return nullptr;
    }
    void* got = nullptr;
    return ::posix_memalign(&got, align, size) == 0 ? got : nullptr;
}
