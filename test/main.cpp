// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The main of every test program. Boost.Test's macros for it have no effect once its header is precompiled.
#include <boost/test/unit_test.hpp>

int main(int argc, char** argv)
{
    return boost::unit_test::unit_test_main(
        [] {
            boost::unit_test::framework::master_test_suite().p_name.value = "coax";
            return true;
        },
        argc, argv);
}
