// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/request_bytes.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace coax;

BOOST_AUTO_TEST_SUITE(request_writing)

BOOST_AUTO_TEST_CASE(a_post)
{
    http::request const what{"/v1/x?y=1", {{"A", "b"}, {"Tab", "a\tb"}}, "body"};
    BOOST_TEST(transport::to_bytes({true, "h.example", 443}, what)
        == "POST /v1/x?y=1 HTTP/1.1\r\nHost: h.example\r\nA: b\r\nTab: a\tb\r\nContent-Length: 4\r\n\r\nbody");
    BOOST_TEST(transport::to_bytes({false, "::1", 80}, {"/", {}, ""})
        == "POST / HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 0\r\n\r\n");
    BOOST_TEST(transport::to_bytes({false, "h", 443}, {"/", {}, ""}).find("Host: h:443\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_would_break_the_message_apart)
{
    auto const refused = [](http::request const& what) {
        BOOST_CHECK_EXCEPTION(transport::to_bytes({true, "h", 443}, what), error, [](error const& e) {
            return e.code() == make_error_code(errc::invalid_option)
                && e.why().message.find("secret") == std::string::npos;
        });
    };
    for (auto const value : {"secret\n", "secret\r\nX: y", "\x7fsecret"})
        refused({"/", {{"x-api-key", value}}, ""});
    refused({"/", {{"x-api-key", std::string("secret\0", 7)}}, ""});
    for (auto const name : {"", "a b", "a:", "a\r\nb"})
        refused({"/", {{name, "v"}}, ""});
    for (auto const target : {"", "v1", "/a b", "/a\r\nX: y", "/\xc3\xa9"})
        refused({target, {}, ""});
}

BOOST_AUTO_TEST_CASE(a_connect)
{
    BOOST_TEST(transport::connect_to({true, "::1", 443}, "Basic x")
        == "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nProxy-Authorization: Basic x\r\n\r\n");
}

BOOST_AUTO_TEST_SUITE_END()
