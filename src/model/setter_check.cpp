// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "model/setter_check.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace coax::model {

namespace {

constexpr std::string_view names[] = {"client::extract", "client::extract_detailed", "client::classify",
    "client::stream", "client::each", "batch", "encode"};

struct row {
    std::string_view setter;
    bool is_set; ///< to something else than its default
    std::initializer_list<verb> used_by;
};

void check(row const& one, verb used)
{
    if (!one.is_set || std::ranges::find(one.used_by, used) != one.used_by.end())
        return;
    std::string message = "request::" + std::string(one.setter) + " is set, but "
        + std::string(names[static_cast<std::size_t>(used)]) + " does not use it; these do: ";
    for (auto const user : one.used_by)
        message.append(user == *one.used_by.begin() ? "" : ", ").append(names[static_cast<std::size_t>(user)]);
    throw error({errc::invalid_option, std::move(message)});
}

} // namespace

void check_setters(request const& req, verb used)
{
    using enum verb;
    std::initializer_list<verb> const calls{extract, extract_detailed, classify, stream, each, batch};
    check({"show", req.show() != granularity::read, {stream}}, used);
    check({"restart_shown", req.restart_shown(), {stream}}, used);
    check({"on_bad_item", req.on_bad_item() != bad_item::ask_again, {each}}, used);
    check({"hedge_after", req.hedge_after().count() > 0, {extract}}, used);
    check({"max_reasks", req.max_reasks().has_value(), calls}, used);
    check({"token_budget", req.token_budget() != 0, calls}, used);
    check({"timeout", req.timeout().has_value(), calls}, used);
    check({"priority", req.priority() != 0, calls}, used);
    check({"check", !req.checks().empty(), calls}, used);
    check({"reask", req.reask() != reask::whole, {extract, extract_detailed, stream, batch}}, used);
}

} // namespace coax::model
