// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/earlier_call.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace coax::provider {

boost::json::object arguments_of(tool_call const& call)
{
    boost::system::error_code error;
    auto value = boost::json::parse(call.arguments, error);
    if (error || !value.is_object())
        return {{"not_an_object", call.arguments}};
    return std::move(value).as_object();
}

std::string id_of(tool_call const& call, std::size_t n)
{
    return call.id.empty() ? "call_" + std::to_string(n) : call.id;
}

std::string_view result_of(tool_call const& call, failed_answer const& answer) noexcept
{
    return call.result.empty() ? std::string_view(answer.complaint) : std::string_view(call.result);
}

} // namespace coax::provider
