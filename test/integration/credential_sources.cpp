// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The sources that ask a service, against a server that says what the services' documentation has.
#include "peer/raw_peer.hpp"
#include "scratch_folder.hpp"
#include "text/base64.hpp"
#include "transport/http_client.hpp"

#include <coax/credentials.hpp>
#include <coax/error.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <atomic>
#include <cstdlib>
#include <fstream>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;

namespace {

/// Says one thing after the other, each on a connection of its own.
struct service {
    explicit service(std::vector<std::pair<int, std::string>> says)
        : answers(std::move(says)),
          peer([this](raw_peer::link& link) -> asio::awaitable<void> {
              co_await link.request();
              auto const number = next++;
              auto const known = number < answers.size();
              auto const status = known ? answers[number].first : 500;
              auto const body = known ? answers[number].second : std::string();
              auto const response = "HTTP/1.1 " + std::to_string(status)
                  + " x\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
              co_await link.write(response);
          })
    {
    }
    std::vector<std::pair<int, std::string>> answers;
    std::atomic<std::size_t> next = 0;
    raw_peer peer;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(peer.port()); }
};

struct fixture {
    asio::io_context io;
    transport::http_client transport{io.get_executor(), transport::settings{}};
    scratch_folder folder;

    credential from(credential_source const& source)
    {
        credential found;
        std::exception_ptr thrown;
        asio::co_spawn(io, source(transport), [&](std::exception_ptr why, credential got) {
            thrown = why;
            found = std::move(got);
        });
        io.restart();
        io.run();
        if (thrown)
            std::rethrow_exception(thrown);
        return found;
    }
    std::string why_not(credential_source const& source)
    {
        try {
            from(source);
        } catch (error const& thrown) {
            return thrown.failure().message;
        }
        return "it gave a credential";
    }
};

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// The time is between this many seconds from now, less a minute.
bool is_in(credential const& found, std::chrono::seconds later)
{
    auto const rest = found.expires() - std::chrono::system_clock::now();
    return rest <= later && rest > later - std::chrono::minutes(1);
}

constexpr char const* token_answer = R"({"access_token":"ya29.token","token_type":"Bearer","expires_in":3600})";
constexpr char const* keys_answer
    = R"({"Code":"Success","AccessKeyId":"ASIA1","SecretAccessKey":"wJal/+","Token":"IQoJ","Expiration":"2100-01-01T00:00:00Z"})";

void check_keys(credential const& found)
{
    BOOST_TEST((found.type() == credential::form::aws_signature));
    BOOST_TEST(found.name() == "ASIA1");
    BOOST_TEST(found.secret() == "wJal/+");
    BOOST_TEST(found.session_token() == "IQoJ");
    BOOST_TEST((found.expires() == std::chrono::sys_days(std::chrono::year(2100) / 1 / 1)));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(credential_services, fixture)

BOOST_AUTO_TEST_CASE(client_credentials_of_oauth2)
{
    service at({{200, token_answer}});
    auto const found
        = from(credentials::oauth2(credentials::oauth2_client(at.url() + "/oauth/token", "my id", "se:cret")
                                       .scope("a b")
                                       .parameter("audience", "x/y")));
    BOOST_TEST(found.name() == "authorization");
    BOOST_TEST(found.secret() == "Bearer ya29.token");
    BOOST_TEST(is_in(found, std::chrono::hours(1)));
    auto const sent = at.peer.requests().at(0);
    BOOST_TEST(sent.starts_with("POST /oauth/token HTTP/1.1\r\n"), sent);
    BOOST_TEST(has(sent, "authorization: Basic " + text::to_base64("my%20id:se%3Acret") + "\r\n"), sent);
    BOOST_TEST(has(sent, "content-type: application/x-www-form-urlencoded\r\n"), sent);
    BOOST_TEST(sent.ends_with("\r\n\r\ngrant_type=client_credentials&scope=a%20b&audience=x%2Fy"), sent);
}

BOOST_AUTO_TEST_CASE(an_application_of_entra)
{
    service at({{200, R"({"token_type":"Bearer","expires_in":"3599","access_token":"eyJ0"})"}});
    ::setenv("AZURE_AUTHORITY_HOST", (at.url() + "/").c_str(), 1);
    auto const found = from(credentials::entra("contoso.example", "app", "s3cr3t~value"));
    ::unsetenv("AZURE_AUTHORITY_HOST");
    BOOST_TEST(found.secret() == "Bearer eyJ0");
    BOOST_TEST(is_in(found, std::chrono::seconds(3599)));
    auto const sent = at.peer.requests().at(0);
    BOOST_TEST(sent.starts_with("POST /contoso.example/oauth2/v2.0/token HTTP/1.1\r\n"), sent);
    BOOST_TEST(!has(sent, "authorization:"), sent);
    BOOST_TEST(
        sent.ends_with("grant_type=client_credentials&client_id=app&client_secret=s3cr3t~value&scope=https%3A%2F%2F"
                       "cognitiveservices.azure.com%2F.default"),
        sent);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_none)
{
    service at({{401, R"({"error":"invalid_client","error_description":"the secret s3cr3t-of-mine is wrong"})"},
        {503, "<html>down</html>"}, {200, "nonsense"}, {200, R"({"expires_in":3600})"},
        {200, R"({"access_token":"x","token_type":"mac"})"}, {200, R"({"access_token":"x","expires_in":"soon"})"}});
    auto const source
        = credentials::oauth2(credentials::oauth2_client(at.url() + "/t", "id", "s3cr3t-of-mine").secret_in_body());
    auto const place = "POST " + at.url() + "/t";
    BOOST_TEST(why_not(source) == place + " was answered with HTTP 401: invalid_client: the secret [API key] is wrong");
    BOOST_TEST(why_not(source) == place + " was answered with HTTP 503: <html>down</html>");
    BOOST_TEST(why_not(source) == place + " gave no JSON object");
    BOOST_TEST(why_not(source) == place + " gave no text as \"access_token\"");
    BOOST_TEST(why_not(source) == place + " gave a token that is no bearer token (\"token_type\")");
    BOOST_TEST(why_not(source) == place + " gave no number of seconds as \"expires_in\"");
    auto const nobody = why_not(credentials::oauth2(credentials::oauth2_client("http://127.0.0.1:1/t", "i", "s")));
    BOOST_TEST(has(nobody, "127.0.0.1:1"), nobody);
    auto const no_url = why_not(credentials::oauth2(credentials::oauth2_client("token", "i", "s")));
    BOOST_TEST(has(no_url, "token"), no_url);
}

BOOST_AUTO_TEST_CASE(a_service_account_of_google)
{
    auto const key = EVP_RSA_gen(2048);
    auto const out = BIO_new(BIO_s_mem());
    BOOST_REQUIRE(PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* data = nullptr;
    auto const size = BIO_get_mem_data(out, &data);
    std::string const pem(data, static_cast<std::size_t>(size));
    BIO_free(out);

    service at({{200, token_answer}});
    auto const path = (folder.path() / "key.json").string();
    boost::json::object account{{"type", "service_account"}, {"private_key_id", "kid-1"}, {"private_key", pem},
        {"client_email", "a@p.iam.gserviceaccount.com"}, {"token_uri", at.url() + "/token"}};
    std::ofstream(path) << boost::json::serialize(account);
    auto const found = from(credentials::google_service_account(path));
    BOOST_TEST(found.secret() == "Bearer ya29.token");
    auto const sent = at.peer.requests().at(0);
    BOOST_TEST(sent.starts_with("POST /token HTTP/1.1\r\n"), sent);
    auto const begin = sent.find("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
    BOOST_REQUIRE(begin != std::string::npos);
    auto const token = sent.substr(sent.find("assertion=") + 10);
    auto const decoded = [](std::string part) {
        for (auto& c : part)
            c = c == '-' ? '+' : c == '_' ? '/' : c;
        std::string bytes;
        text::from_base64(part, bytes);
        return bytes;
    };
    auto const first = token.find('.');
    auto const second = token.find('.', first + 1);
    BOOST_REQUIRE(second != std::string::npos);
    auto const header = boost::json::parse(decoded(token.substr(0, first)));
    BOOST_TEST((header == boost::json::value{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", "kid-1"}}));
    auto const claims = boost::json::parse(decoded(token.substr(first + 1, second - first - 1))).as_object();
    BOOST_TEST(claims.at("iss").as_string() == "a@p.iam.gserviceaccount.com");
    BOOST_TEST(std::string(claims.at("aud").as_string()) == at.url() + "/token");
    BOOST_TEST(claims.at("scope").as_string() == "https://www.googleapis.com/auth/cloud-platform");
    BOOST_TEST(claims.at("exp").as_int64() - claims.at("iat").as_int64() == 3600);
    // What was signed is what was sent.
    auto const signature = decoded(token.substr(second + 1));
    auto const text = token.substr(0, second);
    auto const context = EVP_MD_CTX_new();
    BOOST_TEST(EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key) == 1);
    BOOST_TEST(EVP_DigestVerify(context, reinterpret_cast<unsigned char const*>(signature.data()), signature.size(),
                   reinterpret_cast<unsigned char const*>(text.data()), text.size())
        == 1);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);

    account["private_key"] = "-----BEGIN PRIVATE KEY-----\nsecret-nonsense";
    std::ofstream(path) << boost::json::serialize(account);
    BOOST_TEST(why_not(credentials::google_service_account(path))
        == "the service account's key file \"" + path + "\": \"private_key\" is no RSA key in PEM");
    account.erase("client_email");
    std::ofstream(path) << boost::json::serialize(account);
    BOOST_TEST(why_not(credentials::google_service_account(path))
        == "the service account's key file \"" + path + "\" gave no text as \"client_email\"");
}

BOOST_AUTO_TEST_CASE(the_role_of_an_instance)
{
    service at({{200, "session-token"}, {200, "my role\n"}, {200, keys_answer}});
    ::setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", at.url().c_str(), 1);
    check_keys(from(credentials::aws_instance()));
    auto const sent = at.peer.requests();
    BOOST_REQUIRE(sent.size() == 3U);
    BOOST_TEST(sent[0].starts_with("PUT /latest/api/token HTTP/1.1\r\n"), sent[0]);
    BOOST_TEST(has(sent[0], "x-aws-ec2-metadata-token-ttl-seconds: 300\r\n"), sent[0]);
    BOOST_TEST(sent[1].starts_with("GET /latest/meta-data/iam/security-credentials/ HTTP/1.1\r\n"), sent[1]);
    BOOST_TEST(has(sent[1], "x-aws-ec2-metadata-token: session-token\r\n"), sent[1]);
    BOOST_TEST(sent[2].starts_with("GET /latest/meta-data/iam/security-credentials/my%20role HTTP/1.1\r\n"), sent[2]);
    BOOST_TEST(has(sent[2], "x-aws-ec2-metadata-token: session-token\r\n"), sent[2]);

    service none({{200, "t"}, {200, ""}, {200, "t"}, {404, ""}, {200, "t"}, {200, "r"}, {200, R"({"Code":"Failed"})"},
        {200, "t"}, {200, "r"}, {200, R"({"AccessKeyId":"ASIA1"})"}});
    ::setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", none.url().c_str(), 1);
    auto const why = [&](std::string_view words) {
        auto const message = why_not(credentials::aws_instance());
        BOOST_TEST(has(message, words), message);
    };
    why("the EC2 instance has no role");
    why("/latest/meta-data/iam/security-credentials/ was answered with HTTP 404");
    why("/latest/meta-data/iam/security-credentials/r gave no success as \"Code\"");
    why("/latest/meta-data/iam/security-credentials/r gave no text as \"SecretAccessKey\"");
    ::unsetenv("AWS_EC2_METADATA_SERVICE_ENDPOINT");
}

BOOST_AUTO_TEST_CASE(the_role_of_a_container)
{
    service at({{200, keys_answer}, {200, keys_answer}, {400, R"({"code":"Denied","message":"no Bearer of-mine"})"}});
    ::setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", (at.url() + "/v1/keys?a=1").c_str(), 1);
    check_keys(from(credentials::aws_container()));
    ::setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "not this", 1);
    auto const path = (folder.path() / "token").string();
    std::ofstream(path) << "Bearer of-mine\n";
    ::setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", path.c_str(), 1);
    check_keys(from(credentials::aws_container()));
    auto const sent = at.peer.requests();
    BOOST_TEST(sent.at(0).starts_with("GET /v1/keys?a=1 HTTP/1.1\r\n"), sent.at(0));
    BOOST_TEST(!has(sent.at(0), "authorization"), sent.at(0));
    BOOST_TEST(has(sent.at(1), "authorization: Bearer of-mine\r\n"), sent.at(1));
    BOOST_TEST(why_not(credentials::aws_container())
        == "GET " + at.url() + "/v1/keys was answered with HTTP 400: Denied: no [API key]");
    ::unsetenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    ::unsetenv("AWS_CONTAINER_AUTHORIZATION_TOKEN");

    ::setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://collector.example/keys", 1);
    auto const elsewhere = why_not(credentials::aws_container());
    BOOST_TEST(has(elsewhere, "neither https nor on loopback"), elsewhere);
    ::unsetenv("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    auto const nowhere = why_not(credentials::aws_container());
    BOOST_TEST(has(nowhere, "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor"), nowhere);
}

BOOST_AUTO_TEST_SUITE_END()
