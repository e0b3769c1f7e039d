// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/config.hpp>

// What a program finds in the libraries. COAX_DYN_LINK (from the CMake targets and the .pc files of a shared build)
// says that they are shared; COAX_SOURCE, COAX_SIM_SOURCE and COAX_CACHE_SOURCE are set while they are
// built. On ELF the names are visible
// in a static library too, so that both kinds are compiled alike: a name that lacks its mark is found by a look at the
// static one.
#if !defined(BOOST_HAS_DECLSPEC)
#define COAX_DECL BOOST_SYMBOL_VISIBLE
#define COAX_SIM_DECL BOOST_SYMBOL_VISIBLE
#define COAX_CACHE_DECL BOOST_SYMBOL_VISIBLE
#elif !defined(COAX_DYN_LINK)
#define COAX_DECL
#define COAX_SIM_DECL
#define COAX_CACHE_DECL
#else
#if defined(COAX_SOURCE)
#define COAX_DECL BOOST_SYMBOL_EXPORT
#else
#define COAX_DECL BOOST_SYMBOL_IMPORT
#endif
#if defined(COAX_SIM_SOURCE)
#define COAX_SIM_DECL BOOST_SYMBOL_EXPORT
#else
#define COAX_SIM_DECL BOOST_SYMBOL_IMPORT
#endif
#if defined(COAX_CACHE_SOURCE)
#define COAX_CACHE_DECL BOOST_SYMBOL_EXPORT
#else
#define COAX_CACHE_DECL BOOST_SYMBOL_IMPORT
#endif
#endif
