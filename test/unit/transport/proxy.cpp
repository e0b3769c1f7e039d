// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/proxy.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace coax::transport;

BOOST_AUTO_TEST_SUITE(proxies)

BOOST_AUTO_TEST_CASE(read)
{
    BOOST_TEST(!parse_proxy(""));
    BOOST_TEST(!parse_proxy("  "));
    auto const plain = parse_proxy("http://proxy.example:3128/");
    BOOST_TEST_REQUIRE(plain.has_value());
    BOOST_TEST(to_string(plain->origin) == "proxy.example:3128");
    BOOST_TEST(plain->authorization.empty());
    BOOST_TEST(to_string(parse_proxy("proxy.example:3128")->origin) == "proxy.example:3128");
    BOOST_TEST(to_string(parse_proxy("http://[::1]:8080")->origin) == "[::1]:8080");
    auto const named = parse_proxy("http://Aladdin:open%20sesame@proxy.example");
    BOOST_TEST(named->authorization == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    BOOST_TEST(to_string(named->origin) == "proxy.example:80");
}

BOOST_AUTO_TEST_CASE(refused_without_the_password)
{
    for (auto const text : {"https://u:secret@proxy.example", "socks5://u:secret@proxy.example", "http://u:secret@",
             "http://u:secret@pro xy", "http://u:secret@proxy:99999"}) {
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_CHECK_EXCEPTION(parse_proxy(text), coax::error, [](coax::error const& e) {
                return e.code() == make_error_code(coax::errc::invalid_option)
                    && e.failure().message.find("secret") == std::string::npos;
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(no_proxy)
{
    struct row {
        char const* list;
        char const* host;
        bool past;
    };
    row const table[] = {
        {"", "a.example", false},
        {"*", "a.example", true},
        {"a.example", "a.example", true},
        {"A.Example", "a.example", true},
        {"example", "a.example", true},
        {".example", "a.example", true},
        {"*.example", "a.example", true},
        {"ample", "a.example", false},
        {"b.example , a.example", "a.example", true},
        {"a.example:443", "a.example", true},
        {"a.example:8443", "a.example", false},
        {"a.example:x", "a.example", false},
        {",,", "a.example", false},
        {".", "a.example", false},
        {"127.0.0.1", "127.0.0.1", true},
        {"0.0.1", "127.0.0.1", false},
        {"127.0.0.0/8", "127.1.2.3", true},
        {"127.0.0.0/8", "128.1.2.3", false},
        {"127.0.0.0/8", "a.example", false},
        {"127.0.0.0/99", "127.0.0.1", false},
        {"::1", "::1", true},
        {"[::1]", "::1", true},
        {"[::1]:443", "::1", true},
        {"[::1]:80", "::1", false},
        {"fe80::/10", "fe80::1", true},
        {"127.0.0.0/8", "fe80::1", false},
    };
    for (auto const& row : table) {
        BOOST_TEST_CONTEXT(row.list << " " << row.host)
        {
            BOOST_TEST(bypasses(row.list, {true, row.host, 443}) == row.past);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
