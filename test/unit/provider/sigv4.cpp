// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/sigv4.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

// "Signature Version 4 test suite" of the AWS General Reference: its credentials, time and signatures.
std::string sign(std::string_view method, std::string_view target, coax::http::headers headers = {},
    std::string_view body = {}, std::string token = {})
{
    headers.push_back({"host", "example.amazonaws.com"});
    auto const added = coax::provider::sigv4({method, target, std::move(headers), body},
        {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", std::move(token)}, "us-east-1", "service",
        std::chrono::system_clock::time_point(std::chrono::seconds(1440938160)));
    BOOST_TEST(coax::http::find(added, "x-amz-date") == "20150830T123600Z");
    std::string const head = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ";
    auto const authorization = coax::http::find(added, "authorization");
    BOOST_TEST(authorization.starts_with(head));
    return std::string(authorization.substr(head.size()));
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_sigv4)

BOOST_AUTO_TEST_CASE(the_published_signatures)
{
    std::string const plain = "SignedHeaders=host;x-amz-date, Signature=";
    BOOST_TEST(
        sign("GET", "/") == plain + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"); // get-vanilla
    BOOST_TEST(sign("POST", "/")
        == plain + "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"); // post-vanilla
    BOOST_TEST(sign("GET", "/?Param2=value2&Param1=value1") // get-vanilla-query-order-key-case
        == plain + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    BOOST_TEST(sign("GET", "/", {{"my-header1", "value2,value2,value1"}}) // get-header-key-duplicate
        == "SignedHeaders=host;my-header1;x-amz-date, "
           "Signature=c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea");
    std::string const token
        = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8Y"
          "UuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE"
          "8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+"
          "scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2I"
          "CCR/oLxBA==";
    BOOST_TEST(sign("POST", "/", {}, {}, token) // post-sts-header-before
        == "SignedHeaders=host;x-amz-date;x-amz-security-token, "
           "Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    BOOST_TEST(sign("POST", "/", {{"content-type", "application/x-www-form-urlencoded"}}, "Param1=value1")
        == "SignedHeaders=content-type;host;x-amz-date, " // post-x-www-form-urlencoded
           "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
}

BOOST_AUTO_TEST_SUITE_END()
