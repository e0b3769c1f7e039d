// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "http/origin.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(origin)

using coax::http::parse_base_url;

BOOST_AUTO_TEST_CASE(taken_apart)
{
    struct row {
        char const* text;
        bool tls;
        char const* host;
        int port;
        char const* prefix;
        char const* shown;
    };
    row const table[] = {
        {"https://api.anthropic.com", true, "api.anthropic.com", 443, "", "api.anthropic.com:443"},
        {"https://api.anthropic.com/", true, "api.anthropic.com", 443, "", "api.anthropic.com:443"},
        {"https://api.openai.com/v1", true, "api.openai.com", 443, "/v1", "api.openai.com:443"},
        {"https://api.openai.com/v1///", true, "api.openai.com", 443, "/v1", "api.openai.com:443"},
        {"HTTPS://API.OpenAI.com/V1", true, "api.openai.com", 443, "/V1", "api.openai.com:443"},
        {"http://localhost:11434/v1/", false, "localhost", 11434, "/v1", "localhost:11434"},
        {"http://localhost", false, "localhost", 80, "", "localhost:80"},
        {"https://localhost:", true, "localhost", 443, "", "localhost:443"},
        {"http://127.0.0.1:8080/a%20b/c", false, "127.0.0.1", 8080, "/a%20b/c", "127.0.0.1:8080"},
        {"https://192.0.2.2.example", true, "192.0.2.2.example", 443, "", "192.0.2.2.example:443"},
        {"https://192.0.2.2.Example:8443/v1", true, "192.0.2.2.example", 8443, "/v1", "192.0.2.2.example:8443"},
        {"http://10.0.0.1x/a", false, "10.0.0.1x", 80, "/a", "10.0.0.1x:80"},
        {"http://1.2.3.4-5.6:1", false, "1.2.3.4-5.6", 1, "", "1.2.3.4-5.6:1"},
        {"https://3scale.example/x", true, "3scale.example", 443, "/x", "3scale.example:443"},
        {"https://[::1]:8443/v1", true, "::1", 8443, "/v1", "[::1]:8443"},
        {"https://[2001:DB8::0001]", true, "2001:db8::1", 443, "", "[2001:db8::1]:443"},
        {"https://my_gateway.internal:65535", true, "my_gateway.internal", 65535, "", "my_gateway.internal:65535"},
    };
    for (auto const& row : table) {
        BOOST_TEST_CONTEXT(row.text)
        {
            auto const taken = parse_base_url(row.text);
            BOOST_TEST(taken.origin.tls == row.tls);
            BOOST_TEST(taken.origin.host == row.host);
            BOOST_TEST(int{taken.origin.port} == row.port);
            BOOST_TEST(taken.prefix == row.prefix);
            BOOST_TEST(to_string(taken.origin) == row.shown);
        }
    }
}

BOOST_AUTO_TEST_CASE(refused)
{
    struct row {
        char const* text;
        char const* says;
    };
    row const table[] = {
        {"", "not an absolute URL"},
        {"api.openai.com/v1", "not an absolute URL"},
        {"/v1", "not an absolute URL"},
        {"localhost:8080", "other than https or http"},
        {"ftp://example.com", "other than https or http"},
        {"wss://example.com", "other than https or http"},
        {"https:", "names no host"},
        {"https:/v1", "names no host"},
        {"https://", "names no host"},
        {"https:///v1", "names no host"},
        {"https://:443/v1", "names no host"},
        {"https://exa mple.com", "is not a URL"},
        {"https://ex%20ample.com", "no host name"},
        {"https://example.com:0", "1..65535"},
        {"https://example.com:65536", "1..65535"},
        {"https://example.com:99999", "1..65535"},
        {"https://example.com:99999999999999999999", "1..65535"},
        {"https://example.com:8x", "not a"}, // URL, or number: by Boost.URL's version
        {"https://[::1", "is not a URL"},
        {"https://[v1.x]/", "neither a name nor an IP"},
        {"https://example.com/v1?x=1", "query"},
        {"https://example.com/v1?", "query"},
        {"https://example.com/#x", "fragment"},
        {"https://example.com/\n", "is not a URL"},
    };
    for (auto const& row : table) {
        BOOST_TEST_CONTEXT(row.text)
        {
            BOOST_CHECK_EXCEPTION(parse_base_url(row.text), coax::error, [&](coax::error const& e) {
                BOOST_TEST(e.code() == make_error_code(coax::errc::invalid_base_url));
                BOOST_TEST_INFO(e.failure().message);
                BOOST_TEST(e.failure().message.find(row.says) != std::string::npos);
                return true;
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(a_key_in_the_url_is_refused_and_not_repeated)
{
    for (auto text : {"https://sk-secret@example.com", "https://user:sk-secret@example.com/v1",
             "https://example.com/v1?key=sk-secret", "https://example.com/#sk-secret",
             "https://sk-secret@exa mple.com"}) {
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_CHECK_EXCEPTION(parse_base_url(text), coax::error, [](coax::error const& e) {
                return e.failure().message.find("sk-secret") == std::string::npos
                    && std::string(e.what()).find("sk-secret") == std::string::npos;
            });
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
