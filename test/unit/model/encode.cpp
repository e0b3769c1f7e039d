// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/encode.hpp>

#include <coax/error.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

using namespace coax;

namespace {

struct town {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(town, (), (name))

std::string header(encoded_request const& in, std::string_view name)
{
    auto const found = std::ranges::find(in.headers, name, &http_header::name);
    return found == in.headers.end() ? "" : found->value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_encode)

BOOST_AUTO_TEST_CASE(each_protocol_has_its_address_key_and_schema)
{
    struct row {
        std::string model;
        encode_options options;
        std::string url;
        std::string key_header;
        std::string key;
    };
    for (auto const& [model, options, url, key_header, key] : {
             row{"anthropic/claude-haiku-4-5", {.api_key = "k1"}, "https://api.anthropic.com/v1/messages", "x-api-key",
                 "k1"},
             row{"openai/gpt-5-mini", {.api_key = "k2"}, "https://api.openai.com/v1/chat/completions", "authorization",
                 "Bearer k2"},
             row{"openai/gpt-5-mini", {.api_key = "k2", .base_url = "http://localhost:8080/inner/v1/"},
                 "http://localhost:8080/inner/v1/chat/completions", "authorization", "Bearer k2"},
             row{"ollama/qwen3:4b", {}, "http://localhost:11434/v1/chat/completions", "authorization", ""},
         }) {
        BOOST_TEST_CONTEXT(model)
        {
            auto const out = encode<town>(model, "Tell me about Vienna", options);
            BOOST_TEST(out.url == url);
            BOOST_TEST(header(out, key_header) == key);
            BOOST_TEST(header(out, "content-type") == "application/json");
            BOOST_TEST(out.model == model);
            BOOST_TEST((out.mode != mode::automatic));
            BOOST_TEST_REQUIRE(out.source);
            auto const body = boost::json::parse(out.body).as_object();
            BOOST_TEST(body.at("model").as_string() == model.substr(model.find('/') + 1));
            BOOST_TEST(out.body.find("Tell me about Vienna") != std::string::npos);
            BOOST_TEST(out.body.find(R"("name")") != std::string::npos); // of the schema
        }
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_encoded_is_named)
{
    struct row {
        std::string model;
        request asked;
        encode_options options;
        errc code;
        std::string part;
    };
    using namespace std::chrono_literals;
    encode_options const keyed{.api_key = "k"};
    for (auto const& [model, asked, options, code, part] : {
             row{"nobody/x", "q", keyed, errc::unknown_provider, "nobody"},
             row{"openai/gpt-5-mini", "q", {}, errc::missing_api_key, "encode_options::api_key"},
             row{"openai/gpt-5-mini", "q", {.api_key = "a b"}, errc::invalid_api_key, "position 1"},
             row{"azure/x", "q", keyed, errc::invalid_base_url, "encode_options::base_url"},
             row{"openai/gpt-5-mini", "q", {.api_key = "k", .base_url = "ftp://x"}, errc::invalid_base_url, "ftp://x"},
             row{"openai/gpt-5-mini", request(), keyed, errc::invalid_option, "asks nothing"},
             row{"openai/gpt-5-mini", request("q").timeout(1s), keyed, errc::invalid_option, "request::timeout"},
             row{"openai/gpt-5-mini", request("q").mode(mode::tools), keyed, errc::invalid_option, "tools"},
             row{"openai/gpt-5-mini", request("\xFF"), keyed, errc::invalid_option, "UTF-8"},
         }) {
        BOOST_TEST_CONTEXT(model << ' ' << part)
        {
            BOOST_CHECK_EXCEPTION((void)encode<town>(model, asked, options), error, [&](error const& thrown) {
                BOOST_TEST(thrown->message.find(part) != std::string::npos, thrown->message);
                return thrown.code() == code;
            });
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
