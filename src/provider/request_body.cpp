// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/request_body.hpp"

#include <coax/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace coax::provider {

namespace {

void merge(boost::json::object& into, boost::json::object const& more, std::string const& path)
{
    for (auto const& [key, value] : more) {
        auto const member = path + "/" + std::string(key);
        auto const found = into.find(key);
        if (found == into.end())
            into.emplace(key, value);
        else if (found->value().is_object() && value.is_object())
            merge(found->value().as_object(), value.as_object(), member);
        else
            throw error({errc::invalid_option,
                "request::extra has " + member + ", which coax sets itself: use the request's own setter"});
    }
}

} // namespace

std::string request_body(
    std::string_view service, boost::json::object body, model_request const& asked, std::size_t max_bytes)
{
    if (auto const& text = asked.request->extra(); !text.empty()) {
        boost::system::error_code failed;
        auto const more = boost::json::parse(text, failed);
        if (failed || !more.is_object())
            throw error({errc::invalid_option, "request::extra is not a JSON object"});
        merge(body, more.as_object(), "");
    }
    auto out = boost::json::serialize(body);
    if (max_bytes != 0 && out.size() > max_bytes)
        throw error({errc::request_too_large,
            "The request has " + std::to_string(out.size()) + " bytes, and " + std::string(service) + " takes at most "
                + std::to_string(max_bytes)});
    return out;
}

} // namespace coax::provider
