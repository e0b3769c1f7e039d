// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/answer.hpp"
#include "credentials/file.hpp"
#include "credentials/oauth2.hpp"
#include "text/base64.hpp"

#include <coax/credentials.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <utility>

namespace coax::credentials {

namespace {

template <auto Free>
struct freed {
    template <class T>
    void operator()(T* pointer) const noexcept
    {
        Free(pointer);
    }
};

// RFC 7515, 2: base64url without padding.
std::string base64url(std::string_view bytes)
{
    auto out = text::to_base64(bytes);
    while (out.ends_with('='))
        out.pop_back();
    for (auto& c : out)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    return out;
}

// RFC 7518, 3.3: RSASSA-PKCS1-v1_5 with SHA-256.
std::string rs256(std::string_view text, std::string_view pem, std::string const& origin)
{
    std::unique_ptr<BIO, freed<&BIO_free>> const in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    std::unique_ptr<EVP_PKEY, freed<&EVP_PKEY_free>> const key(
        PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
    if (!key || EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA)
        refuse(origin + ": \"private_key\" is no RSA key in PEM");
    std::unique_ptr<EVP_MD_CTX, freed<&EVP_MD_CTX_free>> const context(EVP_MD_CTX_new());
    auto const* const bytes = reinterpret_cast<unsigned char const*>(text.data());
    std::size_t size = 0;
    bool done = context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1
        && EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1;
    std::string out(size, '\0');
    done = done
        && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes, text.size()) == 1;
    if (!done)
        refuse(origin + ": the token request cannot be signed with \"private_key\"");
    out.resize(size);
    return out;
}

boost::asio::awaitable<credential> ask(std::string key_file, std::string scope, http_transport& by)
{
    auto const origin = "the service account's key file \"" + key_file + "\"";
    answer const key(read_file(key_file), origin);
    auto const url = key.text("token_uri");
    auto const now
        = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
    boost::json::object const header{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", key.optional_text("private_key_id")}};
    // An hour is the longest that Google takes.
    boost::json::object const claims{{"iss", key.text("client_email")}, {"scope", scope}, {"aud", url},
        {"iat", now.count()}, {"exp", now.count() + 3600}};
    auto token = base64url(boost::json::serialize(header)) + "." + base64url(boost::json::serialize(claims));
    auto const signature = base64url(rs256(token, key.text("private_key"), origin));
    token.append(".").append(signature);
    fetch_request asked("POST", url);
    asked.form("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer").form("assertion", token).secret(token);
    auto found = co_await fetch_token(by, std::move(asked));
    co_return found;
}

} // namespace

credential_source google_service_account(std::string key_file, std::string scope)
{
    return [key_file = std::move(key_file), scope = std::move(scope)](
               http_transport& by) { return ask(key_file, scope, by); };
}

} // namespace coax::credentials
