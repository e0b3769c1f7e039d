// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "wire/services_text.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sstream>
#include <string>

BOOST_AUTO_TEST_SUITE(provider_services)

BOOST_AUTO_TEST_CASE(the_document_is_what_the_table_says)
{
    std::ifstream file(std::string(COAX_TEST_DATA) + "/../../doc/providers.md");
    std::ostringstream text;
    text << file.rdbuf();
    BOOST_TEST((text.str() == coax::wire::services_text()),
        "doc/providers.md is not up to date: write it anew with "
        "coax services --markdown");
}

BOOST_AUTO_TEST_SUITE_END()
