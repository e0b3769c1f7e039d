// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/serialize.hpp"

#include "http/message.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace coax;

namespace {

http_request request_of(std::string_view host, std::string_view target, std::span<http_header const> headers = {})
{
    http_request request;
    request.host = host;
    request.target = target;
    request.headers = headers;
    return request;
}

} // namespace

BOOST_AUTO_TEST_SUITE(request_writing)

BOOST_AUTO_TEST_CASE(a_post)
{
    http::headers const fields{{"A", "b"}, {"Tab", "a\tb"}};
    auto post = request_of("h.example", "/v1/x?y=1", fields);
    post.body = "body";
    BOOST_TEST(transport::serialize(post)
        == "POST /v1/x?y=1 HTTP/1.1\r\nHost: h.example\r\nA: b\r\nTab: a\tb\r\nContent-Length: 4\r\n\r\nbody");
    BOOST_TEST(post.url() == "https://h.example/v1/x?y=1");
    auto plain = request_of("::1", "/");
    plain.tls = false;
    BOOST_TEST(transport::serialize(plain).find("Host: [::1]:443\r\n") != std::string::npos);
    plain.port = 80;
    BOOST_TEST(transport::serialize(plain) == "POST / HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 0\r\n\r\n");
    BOOST_TEST(plain.url() == "http://[::1]/");
    plain.method = "GET";
    plain.port = 8080;
    BOOST_TEST(transport::serialize(plain).starts_with("GET / HTTP/1.1\r\n"));
    BOOST_TEST(plain.url() == "http://[::1]:8080/");
    auto tls_on_80 = request_of("h", "/");
    tls_on_80.port = 80;
    BOOST_TEST(transport::serialize(tls_on_80).find("Host: h:80\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_would_split_the_message_is_refused)
{
    auto const refused = [](std::string_view target, http::headers const& fields) {
        BOOST_CHECK_EXCEPTION(transport::serialize(request_of("h", target, fields)), error, [](error const& e) {
            return e.code() == make_error_code(errc::invalid_option)
                && std::string_view(e.what()).find("secret") == std::string::npos;
        });
    };
    for (auto const value : {"secret\n", "secret\r\nX: y", "\x7fsecret"})
        refused("/", {{"x-api-key", value}});
    refused("/", {{"x-api-key", std::string("secret\0", 7)}});
    for (auto const name : {"", "a b", "a:", "a\r\nb"})
        refused("/", {{name, "v"}});
    for (auto const target : {"", "v1", "/a b", "/a\r\nX: y", "/\xc3\xa9"})
        refused(target, {});
}

BOOST_AUTO_TEST_CASE(a_connect)
{
    BOOST_TEST(transport::serialize_connect({true, "::1", 443}, "Basic x")
        == "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nProxy-Authorization: Basic x\r\n\r\n");
}

BOOST_AUTO_TEST_SUITE_END()
