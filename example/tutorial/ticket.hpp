// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The struct of doc/tutorial from step 3 on.
#pragma once

#include <coax.hpp>

#include <boost/describe/class.hpp>

#include <optional>
#include <string>

struct ticket {
    std::string summary;
    coax::literal<"returns", "billing", "technical"> team;
    int urgency = 0;
    std::optional<std::string> order;
};
BOOST_DESCRIBE_STRUCT(ticket, (), (summary, team, urgency, order))

constexpr auto tag_invoke(coax::annotate_tag, ticket const*)
{
    return coax::notes(coax::note<&ticket::summary>("One line for a list").max_length(80),
        coax::note<&ticket::team>("Who answers it"), coax::note<&ticket::urgency>("5: today, 1: any time").ge(1).le(5),
        coax::note<&ticket::order>("The order's number").pattern("^[A-Z]-[0-9]{4}$").example("B-2203"));
}

inline boost::asio::awaitable<ticket> read_letter(coax::client client, std::string letter)
{
    auto const ask = coax::request(letter).system("You sort a shop's letters.");
    co_return co_await client.extract<ticket>(ask);
}
