// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/type_table.hpp"

#include <coax/client.hpp>
#include <coax/detail/asked_type.hpp>
#include <coax/error.hpp>
#include <coax/type.hpp>

#include <utility>

// The doors for a type that is known only at run time. The coroutines are static, so that an awaitable may outlive the
// handle that it came from.
namespace coax {

namespace {

using boost::asio::awaitable;
using boost::json::value;
using core_ptr = std::shared_ptr<detail::client_core const>;

detail::call_ptr open_call(core_ptr core, type const& of, request question, value& into)
{
    return detail::open_call(
        std::move(core), std::move(question), detail::target_for(of, into), detail::audience::nobody);
}

awaitable<value> extract_typed(core_ptr core, type of, request question)
{
    value into;
    auto const open = open_call(std::move(core), of, std::move(question), into);
    co_await detail::finish(*open);
    co_return into;
}

awaitable<value> extract_hedged(core_ptr core, type of, request question)
{
    value first;
    value second;
    auto const after = question.hedge_after();
    auto const a = open_call(core, of, question, first);
    auto const b = open_call(std::move(core), of, std::move(question), second);
    bool const later = co_await detail::finish_either(*a, *b, after);
    co_return later ? std::move(second) : std::move(first);
}

awaitable<extraction<value>> extract_with_details(core_ptr core, type of, request question)
{
    value into;
    auto const open = open_call(std::move(core), of, std::move(question), into);
    co_await detail::finish(*open);
    co_return extraction<value>(std::move(into), detail::take_details(*open));
}

} // namespace

awaitable<value> client::extract(type of, request question) const
{
    return question.hedge_after().count() > 0 ? extract_hedged(core_, std::move(of), std::move(question))
                                              : extract_typed(core_, std::move(of), std::move(question));
}

awaitable<extraction<value>> client::extract_detailed(type of, request question) const
{
    return extract_with_details(core_, std::move(of), std::move(question));
}

partial_stream<value> client::stream(type const& of, request question) const
{
    return partial_stream<value>(core_, std::move(question), of);
}

item_stream<value> client::each(type const& of, request question) const
{
    return item_stream<value>(core_, std::move(question), of);
}

} // namespace coax

namespace coax::detail {

asked_type::asked_type(type const& of) : type_(std::make_shared<type const>(of)) { }

batch_options asked_type::checked(batch_options options)
{
    if (options.pack() > 1)
        throw error({errc::invalid_option,
            "batch_options::pack does not take a type that is known only at run time; leave it out"});
    return options;
}

shape const* asked_type::root() const noexcept { return &type_access::table(*type_).root(); }

target asked_type::target_of(boost::json::value& into) const { return target_for(*type_, into); }

boost::asio::awaitable<extraction<boost::json::value>> asked_type::extract(client const& model, request input) const
{
    return model.extract_detailed(*type_, std::move(input));
}

} // namespace coax::detail
