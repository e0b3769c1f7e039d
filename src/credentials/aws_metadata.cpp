// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/answer.hpp"
#include "credentials/fetch.hpp"
#include "credentials/file.hpp"
#include "http/origin.hpp"
#include "transport/environment.hpp"

#include <coax/credentials.hpp>

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <utility>

namespace coax::credentials {

namespace {

using detail::environment;

boost::asio::awaitable<credential> ask_instance(http_transport& by)
{
    auto address = environment("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    if (address.empty())
        address = "http://169.254.169.254";
    while (address.ends_with('/'))
        address.pop_back();
    fetch_request session("PUT", address + "/latest/api/token");
    session.header("x-aws-ec2-metadata-token-ttl-seconds", "300");
    auto const token = co_await fetch(by, session);
    auto const from = [&](std::string const& path) {
        fetch_request asked("GET", address + "/latest/meta-data/iam/security-credentials/" + path);
        asked.header("x-aws-ec2-metadata-token", std::string(trimmed(token))).secret(token);
        return asked;
    };
    auto const roles = co_await fetch(by, from(""));
    auto const role = trimmed(std::string_view(roles).substr(0, roles.find('\n')));
    if (role.empty())
        refuse("the EC2 instance has no role: " + address + "/latest/meta-data/iam/security-credentials/ is empty");
    auto const asked = from(form_escaped(role));
    auto const body = co_await fetch(by, asked);
    answer const found(body, "GET " + asked.url());
    if (auto const code = found.optional_text("Code"); !code.empty() && code != "Success")
        refuse("GET " + asked.url() + " gave no success as \"Code\"");
    co_return aws_keys_in(found, "Token");
}

/// The addresses that may be asked without TLS: loopback, and those of ECS and EKS.
bool is_local(http::origin const& to)
{
    boost::system::error_code fault;
    auto const address = boost::asio::ip::make_address(to.host, fault);
    if (fault)
        return to.host == "localhost";
    constexpr std::string_view known[] = {"169.254.170.2", "169.254.170.23", "fd00:ec2::23"};
    return address.is_loopback() || std::ranges::find(known, address.to_string()) != std::end(known);
}

boost::asio::awaitable<credential> ask_container(http_transport& by)
{
    auto url = environment("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    if (!url.empty())
        url.insert(0, "http://169.254.170.2");
    else
        url = environment("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (url.empty())
        refuse("no container's role: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
               "AWS_CONTAINER_CREDENTIALS_FULL_URI is set");
    auto const place = url.substr(0, url.find('?'));
    auto const origin = http::parse_base_url(place).origin;
    if (!origin.tls && !is_local(origin))
        refuse("AWS_CONTAINER_CREDENTIALS_FULL_URI names " + place
            + ", which is neither https nor on loopback nor an address of ECS or EKS");
    fetch_request asked("GET", url);
    auto token = environment("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    if (auto const file = environment("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); !file.empty())
        token = trimmed(read_file(file));
    if (!http::is_header_value(token))
        refuse("the container's authorization token holds a character that HTTP does not allow in a header");
    if (!token.empty())
        asked.header("authorization", token).secret(token);
    auto const body = co_await fetch(by, asked);
    answer const found(body, "GET " + place);
    co_return aws_keys_in(found, "Token");
}

} // namespace

credential_source aws_instance()
{
    return [](http_transport& by) { return ask_instance(by); };
}

credential_source aws_container()
{
    return [](http_transport& by) { return ask_container(by); };
}

} // namespace coax::credentials
