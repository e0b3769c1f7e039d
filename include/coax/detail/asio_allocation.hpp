// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

// Asio allocates coroutine frames by `std::aligned_alloc` in `operator new` and frees them in an `operator delete` of
// the same class. Where g++ before 14 inlines the first and not the second, it reports -Wmismatched-new-delete,
// falsely, and that in the user's own coroutines, too. It does not where it cannot look into the function that
// allocates.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 14
#include <boost/asio/detail/memory.hpp>
#include <boost/version.hpp>

#include <cstddef>

#if BOOST_VERSION <= 108900 // later ones may have it elsewhere
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes" // it was declared inline
namespace boost::asio {
__attribute__((noipa)) void* aligned_new(std::size_t align, std::size_t size);
} // namespace boost::asio
#pragma GCC diagnostic pop
#endif
#endif
