// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/received_calls.hpp"

#include <boost/json/parse.hpp>

namespace coax::answer {

provider::tool_call& received_calls::at(std::size_t call)
{
    if (call >= calls_.size()) {
        calls_.resize(call + 1);
        joiners_.resize(call + 1);
    }
    return calls_[call];
}

void received_calls::begin(std::size_t call, std::string_view id, std::string_view name)
{
    auto& begun = at(call);
    begun.id = id;
    begun.name = name;
}

std::string_view received_calls::append(std::size_t call, std::string_view piece)
{
    auto& to = at(call);
    piece = joiners_[call].join(piece);
    to.arguments.append(piece);
    return piece;
}

std::string_view received_calls::finish(std::size_t call)
{
    auto const rest = joiners_[call].finish();
    calls_[call].arguments.append(rest);
    return rest;
}

void received_calls::complete_arguments()
{
    for (auto& call : calls_)
        if (call.arguments.empty())
            call.arguments = "{}";
}

std::size_t received_calls::bytes() const noexcept
{
    std::size_t all = 0;
    for (auto const& call : calls_)
        all += call.arguments.size();
    return all;
}

bool received_calls::differ() const
{
    auto const parsed = [](std::string const& arguments) {
        boost::system::error_code error;
        auto value = boost::json::parse(arguments, error);
        return error ? boost::json::value(arguments) : value;
    };
    for (std::size_t n = 1; n < calls_.size(); ++n)
        if (!calls_[n].arguments.empty() && calls_[n].arguments != calls_[0].arguments
            && parsed(calls_[n].arguments) != parsed(calls_[0].arguments))
            return true;
    return false;
}

} // namespace coax::answer
