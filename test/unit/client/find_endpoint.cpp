// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/find_endpoint.hpp"

#include "environment_of.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

using namespace coax;
using coax::detail::find_endpoint;
using coax::detail::move_endpoint;
using coax::test::environment_of;

namespace {

auto const nothing = std::map<std::string, std::optional<std::string>>{{"ANTHROPIC_API_KEY", std::nullopt},
    {"ANTHROPIC_BASE_URL", std::nullopt}, {"OPENAI_API_KEY", std::nullopt}, {"OPENAI_BASE_URL", std::nullopt}};

auto with(std::map<std::string, std::optional<std::string>> set)
{
    auto all = nothing;
    for (auto& [name, value] : set)
        all[name] = value;
    return all;
}

failure why_not(std::string_view name, client_options const& options = {})
{
    try {
        find_endpoint(name, options);
    } catch (error const& thrown) {
        return thrown.failure();
    }
    BOOST_ERROR("it was found: " << name);
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_site)

BOOST_AUTO_TEST_CASE(a_name_is_split_at_its_first_slash)
{
    environment_of const none(nothing);
    auto const key = client_options().api_key("key-in-options");
    struct row {
        char const* name;
        char const* provider;
        char const* model;
    };
    for (auto const& [name, provider, model] : {row{"anthropic/claude-haiku-4-5", "anthropic", "claude-haiku-4-5"},
             row{"openrouter/meta-llama/llama-4:free", "openrouter", "meta-llama/llama-4:free"},
             row{"fireworks/accounts/fireworks/models/x", "fireworks", "accounts/fireworks/models/x"},
             row{"openai//odd", "openai", "/odd"}, row{"openai/a/", "openai", "a/"}}) {
        auto const found = find_endpoint(name, key);
        BOOST_TEST(found.service->name == provider);
        BOOST_TEST(found.model == model);
        BOOST_TEST(found.name == name);
    }
}

BOOST_AUTO_TEST_CASE(names_that_name_nothing)
{
    auto const key = client_options().api_key("key-in-options");
    for (char const* name :
        {"", "/", "/model", "claude-haiku-4-5", "anthropic", "Anthropic/x", "anthropic /x", "nobody/x"}) {
        auto const why = why_not(name, key);
        BOOST_TEST((why.code == errc::unknown_provider), name);
        BOOST_TEST(why.message.find("anthropic, openai") != std::string::npos, why.message);
    }
    BOOST_TEST(why_not("claude-haiku-4-5", key).message.find("write provider/model, as in") != std::string::npos);
    BOOST_TEST(why_not("nobody/x", key).message.find("no provider before the '/'") != std::string::npos);
    BOOST_TEST((why_not("openai/", key).code == errc::invalid_option));
}

BOOST_AUTO_TEST_CASE(a_provider_that_is_nearly_one_is_suggested)
{
    auto const key = client_options().api_key("key-in-options");
    for (auto const& [name, meant] : {std::pair{"antropic/claude-x", "anthropic/claude-x"},
             std::pair{"Anthropic/claude-x", "anthropic/claude-x"}, std::pair{"opena1/gpt-5", "openai/gpt-5"},
             std::pair{"gemini/gemini-3-pro", "google/gemini-3-pro"}, std::pair{"open-router/a/b", "openrouter/a/b"},
             std::pair{"gpt-5-mini", "openai/gpt-5-mini"}, std::pair{"claude-haiku-4-5", "anthropic/claude-haiku-4-5"},
             std::pair{"kimi-k3", "moonshot/kimi-k3"}, std::pair{"mistal", "mistral/MODEL"},
             std::pair{"deepseak/d", "deepseek/d"}, std::pair{"colama/x", "ollama/x"}}) {
        auto const why = why_not(name, key);
        BOOST_TEST((why.code == errc::unknown_provider), name);
        BOOST_TEST(why.message.ends_with("did you mean \"" + std::string(meant) + "\"?"), why.message);
    }
    auto const long_name = std::string(300, 'a');
    for (std::string_view name : {"nobody/x", "", "/", "x/y", long_name.c_str(), "qwertz"})
        BOOST_TEST(why_not(name, key).message.find("did you mean") == std::string::npos, name);
}

BOOST_AUTO_TEST_CASE(a_model_s_name_does_not_lead_out_of_the_path)
{
    auto const key = client_options().api_key("key-in-options");
    for (char const* name : {"google/..", "google/../x", "google/a/../../b", "openai/.", "azure-deployments/..",
             "vertex/./x", "openrouter/a/.."}) {
        auto const why = why_not(name, key);
        BOOST_TEST((why.code == errc::invalid_option), name);
        BOOST_TEST(why.message.find("would change the path") != std::string::npos, why.message);
    }
    BOOST_TEST((why_not("openai/a\nb", key).code == errc::invalid_option));
    BOOST_TEST((why_not(std::string("openai/a\0", 9), key).code == errc::invalid_option));
    for (char const* name : {"openai/gpt-5.1", "openai/..a", "openai/...", "openai/a..b/c.", "openai/%2e%2e"})
        BOOST_TEST(find_endpoint(name, key).name == name);
}

BOOST_AUTO_TEST_CASE(what_was_not_found_is_named)
{
    failure why(errc::not_found, "OpenAI answered HTTP 404");
    auto const there
        = find_endpoint("openai/gpt-x", client_options().api_key("k").base_url("https://gateway.example/v9"));
    model::name_target(why, there, "/v9/chat/completions?api-version=1");
    BOOST_TEST(why.message
        == "OpenAI answered HTTP 404; the request was for the model \"gpt-x\" at "
           "https://gateway.example/v9/chat/completions");
    failure local(errc::not_found, "");
    model::name_target(
        local, find_endpoint("ollama/q", client_options().base_url("http://[::1]:8080")), "/chat/completions");
    BOOST_TEST(local.message == "; the request was for the model \"q\" at http://[::1]:8080/chat/completions");
    failure other(errc::bad_request, "no");
    model::name_target(other, there, "/v9");
    BOOST_TEST(other.message == "no");
}

BOOST_AUTO_TEST_CASE(the_environment_says_what_options_leave_open)
{
    environment_of const set(with({{"ANTHROPIC_API_KEY", "key-of-anthropic"}, {"OPENAI_API_KEY", "key-of-openai"},
        {"OPENAI_BASE_URL", "https://proxy.example/openai/v1/"}}));
    auto const anthropic = find_endpoint("anthropic/m", {});
    BOOST_TEST(anthropic.endpoint.api_key == "key-of-anthropic");
    BOOST_TEST(anthropic.origin.host == "api.anthropic.com");
    BOOST_TEST(anthropic.origin.port == 443);
    BOOST_TEST(anthropic.origin.tls);
    BOOST_TEST(anthropic.endpoint.prefix == "");
    auto const openai = find_endpoint("openai/m", {});
    BOOST_TEST(openai.endpoint.api_key == "key-of-openai");
    BOOST_TEST(openai.origin.host == "proxy.example");
    BOOST_TEST(openai.endpoint.prefix == "/openai/v1");
}

BOOST_AUTO_TEST_CASE(options_stand_over_the_environment)
{
    environment_of const set(
        with({{"OPENAI_API_KEY", "key-of-openai"}, {"OPENAI_BASE_URL", "https://other.example/v1"}}));
    auto const found
        = find_endpoint("openai/m", client_options().api_key("key-in-options").base_url("http://localhost:8080/v1"));
    BOOST_TEST(found.endpoint.api_key == "key-in-options");
    BOOST_TEST(found.origin.host == "localhost");
    BOOST_TEST(found.origin.port == 8080);
    BOOST_TEST(!found.origin.tls);
    // A wrong key in the environment is not looked at where the option says another.
    environment_of const wrong(with({{"OPENAI_API_KEY", "wrong\n"}}));
    BOOST_TEST(
        find_endpoint("openai/m", client_options().api_key("key-in-options")).endpoint.api_key == "key-in-options");
}

BOOST_AUTO_TEST_CASE(no_key_and_a_wrong_one)
{
    environment_of const none(with({{"ANTHROPIC_API_KEY", ""}}));
    for (char const* name : {"anthropic/m", "openai/m"}) {
        auto const why = why_not(name);
        BOOST_TEST((why.code == errc::missing_api_key));
        BOOST_TEST(why.message.find("client_options::api_key") != std::string::npos, why.message);
        BOOST_TEST(why.message.find("_API_KEY") != std::string::npos, why.message);
    }
    environment_of const newline(with({{"OPENAI_API_KEY", "sk-from-a-file\n"}}));
    auto const why = why_not("openai/m");
    BOOST_TEST((why.code == errc::invalid_api_key));
    BOOST_TEST(why.message.find("OPENAI_API_KEY") != std::string::npos, why.message);
    BOOST_TEST(why.message.find("position 14") != std::string::npos, why.message);
    BOOST_TEST(why.message.find("sk-from") == std::string::npos, why.message);
    for (char const bad : {'\0', '\t', '\r', ' ', '\x7f', '\x80', '\xff'})
        BOOST_TEST((why_not("openai/m", client_options().api_key(std::string("sk-") + bad + "x")).code
            == errc::invalid_api_key));
    BOOST_TEST(find_endpoint("ollama/m", {}).endpoint.api_key.empty()); // it needs none
}

BOOST_AUTO_TEST_CASE(every_service_is_reached_by_its_row)
{
    environment_of const places(
        {{"AZURE_OPENAI_ENDPOINT", "https://mine.openai.azure.com/"}, {"GOOGLE_CLOUD_LOCATION", "us-east5"},
            {"GOOGLE_CLOUD_PROJECT", "p-1"}, {"AWS_REGION", "us-east-1"}, {"AWS_ACCESS_KEY_ID", std::nullopt},
            {"CO_API_URL", std::nullopt}, {"TOGETHER_BASE_URL", std::nullopt}, {"OPENAI_API_VERSION", "2024-10-21"}});
    for (auto const& service : provider::services()) {
        auto options = client_options().api_key("a-key-for-all");
        if (service.base_url.empty())
            options.base_url("http://localhost:1/v1");
        auto const found = find_endpoint(std::string(service.name) + "/m", options);
        BOOST_TEST((found.service == &service));
        BOOST_TEST(found.origin.tls == service.needs_key);
        if (service.needs_key) {
            environment_of const none(with({{std::string(service.key_variable), std::nullopt}}));
            auto const why = why_not(std::string(service.name) + "/m");
            BOOST_TEST((why.code == errc::missing_api_key), service.name);
            BOOST_TEST(why.message.find(service.key_variable) != std::string::npos, why.message);
        }
    }
    auto const nowhere = why_not("openai-compatible/m", client_options().api_key("a-key-for-all"));
    BOOST_TEST((nowhere.code == errc::invalid_base_url));
    BOOST_TEST(nowhere.message == "no address for openai-compatible: set client_options::base_url");
}

BOOST_AUTO_TEST_CASE(addresses_that_depend_on_the_account)
{
    auto const key = client_options().api_key("k");
    environment_of const places(
        {{"AZURE_OPENAI_ENDPOINT", "https://mine.openai.azure.com/"}, {"GOOGLE_CLOUD_LOCATION", "us-east5"},
            {"GOOGLE_CLOUD_PROJECT", "p-1"}, {"AWS_REGION", std::nullopt}, {"AWS_DEFAULT_REGION", "eu-west-1"}});
    auto const azure = find_endpoint("azure/d", key);
    BOOST_TEST(azure.origin.host == "mine.openai.azure.com");
    BOOST_TEST(azure.endpoint.prefix == "/openai/v1");
    {
        environment_of const version(with({{"OPENAI_API_VERSION", "2024-10-21"}}));
        auto const older = find_endpoint("azure-deployments/d", key);
        BOOST_TEST(older.endpoint.prefix == "/openai/deployments");
        BOOST_TEST(older.endpoint.version == "2024-10-21");
    }
    for (auto const* bad : {"", "2024&x=1", "a b"}) {
        environment_of const version(with({{"OPENAI_API_VERSION", bad}}));
        auto const why = why_not("azure-deployments/d", key);
        BOOST_TEST((why.code == errc::invalid_option));
        BOOST_TEST(why.message.find("OPENAI_API_VERSION") != std::string::npos, why.message);
    }
    auto const vertex = find_endpoint("vertex/gemini-x", key);
    BOOST_TEST(vertex.origin.host == "us-east5-aiplatform.googleapis.com");
    BOOST_TEST(vertex.endpoint.prefix == "/v1/projects/p-1/locations/us-east5");
    BOOST_TEST(find_endpoint("bedrock/m", key).origin.host == "bedrock-runtime.eu-west-1.amazonaws.com");
    environment_of const others({{"GOOGLE_CLOUD_LOCATION", "global"}, {"AZURE_OPENAI_ENDPOINT", std::nullopt}});
    auto const global = find_endpoint("vertex/gemini-x", key);
    BOOST_TEST(global.origin.host == "aiplatform.googleapis.com");
    BOOST_TEST(global.endpoint.prefix == "/v1/projects/p-1/locations/global");
    for (std::string const place : {"eu", "us"}) {
        environment_of const several({{"GOOGLE_CLOUD_LOCATION", place}});
        auto const found = find_endpoint("vertex/gemini-x", key);
        BOOST_TEST(found.origin.host == "aiplatform." + place + ".rep.googleapis.com");
        BOOST_TEST(found.endpoint.prefix == "/v1/projects/p-1/locations/" + place);
    }
    auto const nowhere = why_not("azure/d", key);
    BOOST_TEST((nowhere.code == errc::invalid_base_url));
    BOOST_TEST(nowhere.message.find("AZURE_OPENAI_ENDPOINT") != std::string::npos, nowhere.message);
}

BOOST_AUTO_TEST_CASE(credentials_sign_where_there_is_no_key)
{
    environment_of const set({{"AWS_BEARER_TOKEN_BEDROCK", std::nullopt}, {"AWS_ACCESS_KEY_ID", "id"},
        {"AWS_SECRET_ACCESS_KEY", "secret"}, {"AWS_SESSION_TOKEN", "token"}, {"AWS_REGION", "us-east-1"}});
    auto const found = find_endpoint("bedrock/m", client_options());
    BOOST_TEST(found.endpoint.api_key == "");
    BOOST_TEST(found.endpoint.credentials.access_key_id == "id");
    BOOST_TEST(found.endpoint.credentials.secret_access_key == "secret");
    BOOST_TEST(found.endpoint.credentials.session_token == "token");
    BOOST_TEST(found.endpoint.region == "us-east-1");
    BOOST_TEST(found.endpoint.host == "bedrock-runtime.us-east-1.amazonaws.com");
    auto const elsewhere
        = find_endpoint("bedrock/m", client_options().base_url("https://bedrock-runtime.eu-west-1.amazonaws.com"));
    BOOST_TEST(elsewhere.endpoint.region == "eu-west-1");
    auto const local = find_endpoint("bedrock/m", client_options().base_url("http://localhost:8080"));
    BOOST_TEST(local.endpoint.host == "localhost:8080");
    BOOST_TEST(local.endpoint.region == "us-east-1");
    auto const with_key = find_endpoint("bedrock/m", client_options().api_key("k"));
    BOOST_TEST(with_key.endpoint.credentials.access_key_id == "");
}

BOOST_AUTO_TEST_CASE(another_model_of_the_same_provider_keeps_key_and_place)
{
    environment_of const set(with({{"ANTHROPIC_API_KEY", "key-of-anthropic"}}));
    auto const here
        = find_endpoint("openai/small", client_options().api_key("key-in-options").base_url("http://localhost:1/v1"));
    auto const same = move_endpoint(here, "openai/large");
    BOOST_TEST(same.name == "openai/large");
    BOOST_TEST(same.model == "large");
    BOOST_TEST(same.endpoint.api_key == "key-in-options");
    BOOST_TEST(same.origin.host == "localhost");
    auto const other = move_endpoint(here, "anthropic/m"); // the option's key goes to its own provider only
    BOOST_TEST(other.endpoint.api_key == "key-of-anthropic");
    BOOST_TEST(other.origin.host == "api.anthropic.com");
    environment_of const none(nothing);
    BOOST_CHECK_THROW(move_endpoint(here, "anthropic/m"), error);
    BOOST_CHECK_THROW(move_endpoint(here, "m"), error);
}

BOOST_AUTO_TEST_CASE(the_query_may_hold_what_no_path_may)
{
    auto const found
        = find_endpoint("openai/m", client_options().api_key("k").query("token", "../a b").query("v", ".."));
    BOOST_TEST(found.endpoint.query == "token=..%2Fa%20b&v=..");
    BOOST_TEST_REQUIRE(found.endpoint.secrets.size() == 1U);
    BOOST_TEST(found.endpoint.secrets.front() == "../a b");
}

BOOST_AUTO_TEST_SUITE_END()
