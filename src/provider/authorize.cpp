// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/authorize.hpp"

#include <coax/error.hpp>

#include <string>
#include <utility>

namespace coax::provider {

namespace {

void replace(http::headers& list, http::header field)
{
    std::erase_if(list, [&](http::header const& one) { return http::same_name(one.name, field.name); });
    list.push_back(std::move(field));
}

} // namespace

void authorize(http::request& to, endpoint& by, credential const& fresh)
{
    if (fresh.type() == credential::form::header) {
        by.token = fresh.secret().substr(fresh.secret().find_last_of(' ') + 1); // without the scheme
        replace(to.headers, {fresh.name(), fresh.secret()});
        return;
    }
    if (by.sign == nullptr)
        throw error({errc::invalid_option,
            "coax::aws_keys sign requests to Bedrock; this service takes coax::bearer or coax::header_credential"});
    by.credentials = {fresh.name(), fresh.secret(), fresh.session_token()};
    std::erase_if(to.headers, [](http::header const& one) { return one.name == "x-amz-security-token"; });
    sign(to, to.target, by);
}

void sign(http::request& to, std::string_view target, endpoint const& by)
{
    sigv4_request const to_sign{"POST", target, {{"content-type", "application/json"}, {"host", by.host}}, to.body};
    for (auto& added : by.sign(to_sign, by.credentials, by.region, "bedrock", by.now()))
        replace(to.headers, std::move(added));
}

} // namespace coax::provider
