// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/client_options.hpp>

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(client_options)

BOOST_AUTO_TEST_CASE(every_wait_has_an_end_unless_said_otherwise)
{
    auto const limits = coax::client_options().timeouts();
    for (auto const& one :
        {limits.connect, limits.handshake, limits.first_byte, limits.idle, limits.attempt, limits.call}) {
        BOOST_TEST((one > 0ms));
        BOOST_TEST((one <= 30min));
    }
    BOOST_TEST((limits.attempt < limits.call));
    BOOST_TEST((limits.first_byte < limits.attempt));

    coax::timeouts shorter;
    shorter.idle = 5s;
    BOOST_TEST((coax::client_options().timeouts(shorter).timeouts().idle == 5s));
}

BOOST_AUTO_TEST_SUITE_END()
