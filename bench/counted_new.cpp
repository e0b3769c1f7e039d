// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "counted_new.hpp"

#include <cstdlib>
#include <new>

namespace {

std::size_t count = 0;

void* counted(std::size_t size) noexcept
{
    ++count;
    return std::malloc(size == 0 ? 1 : size);
}

} // namespace

std::size_t coax::bench::allocations() noexcept { return count; }

void* operator new(std::size_t size)
{
    if (void* const got = counted(size))
        return got;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, std::nothrow_t const&) noexcept { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
