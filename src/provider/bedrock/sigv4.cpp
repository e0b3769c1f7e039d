// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/sigv4.hpp"

#include "provider/path_segment.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <ctime>
#include <new>
#include <vector>

namespace coax::provider {

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

// Only memory can be missing for these.
void check(bool done)
{
    if (!done)
        throw std::bad_alloc();
}

std::string sha256(std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned size = 0;
    check(EVP_Digest(text.data(), text.size(), sum.data(), &size, EVP_sha256(), nullptr) == 1);
    return {sum.begin(), sum.begin() + size};
}

std::string hmac(std::string_view key, std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned size = 0;
    auto const* const bytes = reinterpret_cast<unsigned char const*>(text.data());
    check(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, text.size(), sum.data(), &size));
    return {sum.begin(), sum.begin() + size};
}

std::string hex(std::string_view bytes)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        out.append({digits[byte >> 4], digits[byte & 15]});
    }
    return out;
}

// 20150830T123600Z
std::string timestamp(std::chrono::system_clock::time_point now)
{
    auto const seconds = std::chrono::system_clock::to_time_t(now);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts)};
}

// White space at both ends goes, and runs of spaces become one.
std::string folded(std::string_view value)
{
    std::string out;
    for (char const c : value) {
        if (c != ' ' || (!out.empty() && out.back() != ' '))
            out += c;
    }
    if (out.ends_with(' '))
        out.pop_back();
    return out;
}

// Parameters in order of name, then value; both are escaped already.
std::string ordered(std::string_view query)
{
    std::vector<std::string> all;
    while (!query.empty()) {
        auto const end = std::min(query.find('&'), query.size());
        all.emplace_back(query.substr(0, end));
        if (all.back().find('=') == std::string::npos)
            all.back() += '=';
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    std::sort(all.begin(), all.end());
    std::string out;
    for (auto const& one : all)
        out.append(out.empty() ? "" : "&").append(one);
    return out;
}

} // namespace

http::headers sigv4(sigv4_request request, aws_credentials const& by, std::string_view region, std::string_view service,
    std::chrono::system_clock::time_point now)
{
    auto const time = timestamp(now);
    auto const day = time.substr(0, 8);
    http::headers added{{"x-amz-date", time}};
    if (!by.session_token.empty())
        added.push_back({"x-amz-security-token", by.session_token});

    auto& signed_headers = request.headers;
    signed_headers.insert(signed_headers.end(), added.begin(), added.end());
    std::stable_sort(signed_headers.begin(), signed_headers.end(),
        [](http::header const& a, http::header const& b) { return a.name < b.name; });
    std::string lines, names;
    for (auto const& one : signed_headers) {
        lines.append(one.name).append(":").append(folded(one.value)).append("\n");
        names.append(names.empty() ? "" : ";").append(one.name);
    }

    auto const query_begin = std::min(request.target.find('?'), request.target.size());
    auto const query = request.target.substr(std::min(query_begin + 1, request.target.size()));
    // Every service but S3 escapes the path a second time for the signature.
    auto const path = path_segment(request.target.substr(0, query_begin), "/");
    std::string canonical(request.method);
    canonical.append("\n").append(path).append("\n").append(ordered(query)).append("\n");
    canonical.append(lines).append("\n").append(names).append("\n").append(hex(sha256(request.body)));

    auto const scope = day + "/" + std::string(region) + "/" + std::string(service) + "/aws4_request";
    auto const to_sign = std::string(algorithm) + "\n" + time + "\n" + scope + "\n" + hex(sha256(canonical));
    auto const key = hmac(hmac(hmac(hmac("AWS4" + by.secret_access_key, day), region), service), "aws4_request");
    added.push_back({"authorization",
        std::string(algorithm) + " Credential=" + by.access_key_id + "/" + scope + ", SignedHeaders=" + names
            + ", Signature=" + hex(hmac(key, to_sign))});
    return added;
}

} // namespace coax::provider
