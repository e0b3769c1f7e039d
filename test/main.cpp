// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#define BOOST_TEST_MODULE coax
#include <boost/test/unit_test.hpp>
